import { roundQuantity } from '../core/decimal.ts'
import type { Light, LightState, ReadinessLight } from '../jobs/job.model.ts'
import { isApproved } from '../outsourcing/dispatch.rules.ts'

export type MaterialFacts = {
  item: string
  unit: string
  open: number
  short: number
  /** In stock for it, though reserved for nobody. */
  unreserved: number
  /** What is on order for it, with the purchase order's number. */
  expected: readonly { order: string; quantity: number; on: string }[]
}
export type ToolingFacts = { operation: string; tooling: string; cost: number }
export type DrawingFacts = {
  item: string
  drawing: string
  madeTo: string
  current: string
  filedRevisions: readonly string[]
}
export type OutsideFacts = {
  operation: string
  process: string
  vendor: string | null
  approvedProcesses: string
  leadDays: number
  done: boolean
  atVendor: number
  /** When the vendor brings back what is there. */
  backOn: string | null
}
export type PaperFacts = {
  item: string
  plan: string | null
  certificate: boolean
  materialCertificates: boolean
  lotsWithout: readonly string[]
}

/** Everything that the six lights of a job are told from; operations that are done are left out, but for outside ones. */
export type ReadinessFacts = {
  today: string
  dueOn: string
  projectedOn: string | null
  /** Operations that the plan could not place, with why. */
  unplaced: readonly string[]
  usesMaterial: boolean
  materials: readonly MaterialFacts[]
  /** Made parts that are short although the work orders that make them are over. */
  notMade: readonly { item: string; unit: string; short: number; workOrders: string }[]
  tooling: readonly ToolingFacts[]
  /** What was charged to the job for tooling. */
  toolingCharged: number
  drawings: readonly DrawingFacts[]
  outside: readonly OutsideFacts[]
  papers: readonly PaperFacts[]
}

const light = (name: ReadinessLight, state: LightState, reason: string, expectedOn: string | null = null): Light => ({
  light: name,
  state,
  reason,
  expectedOn,
})
const last = (days: readonly string[]): string | null => [...days].sort().at(-1) ?? null
const listed = (parts: readonly string[]): string =>
  parts.length <= 4 ? parts.join('; ') : `${parts.slice(0, 4).join('; ')}; and ${parts.length - 4} more`

/** Ready when all that is still to be issued is in stock for this job; expected when the rest is on order. */
function material({ materials, notMade, usesMaterial }: ReadinessFacts): Light {
  const short = [
    ...materials.filter((m) => m.short > 0).map((m) => `${m.short} ${m.unit} of ${m.item}`),
    ...notMade.map((p) => `${p.short} ${p.unit} of ${p.item}, which ${p.workOrders} did not yield`),
  ]
  const coming = materials.flatMap((m) => m.expected.map((e) => ({ ...e, item: m.item, unit: m.unit })))
  if (short.length > 0) return light('material', 'missing', `Short: ${listed(short)}.`)
  if (coming.length > 0)
    return light(
      'material',
      'expected',
      `On order: ${listed(coming.map((e) => `${e.quantity} ${e.unit} of ${e.item} (${e.order}, ${e.on})`))}.`,
      last(coming.map((e) => e.on)),
    )
  if (!usesMaterial) return light('material', 'none', 'It takes no material from stock.')
  if (materials.length === 0) return light('material', 'ready', 'All material is issued.')
  const loose = materials.filter((m) => m.unreserved > 0)
  return light(
    'material',
    'ready',
    loose.length === 0
      ? 'All that is not issued yet is reserved.'
      : `In stock; not reserved: ${listed(loose.map((m) => `${m.unreserved} ${m.unit} of ${m.item}`))}.`,
  )
}

/** Tooling that costs something must have been charged to the job; other tooling is taken as being in the shop. */
function tooling({ tooling: needed, toolingCharged }: ReadinessFacts): Light {
  if (needed.length === 0) return light('tooling', 'none', 'No operation names tooling.')
  const names = listed(needed.map((t) => `${t.operation}: ${t.tooling || 'tooling'}`))
  const cost = roundQuantity(needed.reduce((total, t) => total + t.cost, 0))
  if (cost > 0 && toolingCharged <= 0)
    return light(
      'tooling',
      'missing',
      `${names}. It is to be made or bought for ${cost}, and nothing was charged for tooling yet.`,
    )
  return light('tooling', 'ready', `${names}.`)
}

const drawingFault = (d: DrawingFacts): string | undefined => {
  const name = `${d.item}${d.drawing ? ` (${d.drawing})` : ''}`
  if (d.madeTo !== d.current)
    return `${name} is made to revision ${d.madeTo || '–'}, but the item is at ${d.current || '–'}`
  if (d.filedRevisions.length === 0 || d.filedRevisions.includes(d.madeTo)) return undefined
  return `${name}: only the drawing of revision ${d.filedRevisions.map((r) => r || '–').join(', ')} is there, it is made to ${d.madeTo || '–'}`
}

/** Every item that has a drawing is made to its current revision; when drawings of it are attached here, that revision's is among them. */
function drawing({ drawings }: ReadinessFacts): Light {
  const needed = drawings.filter((d) => d.drawing !== '' || d.filedRevisions.length > 0 || d.madeTo !== d.current)
  if (needed.length === 0) return light('drawing', 'none', 'No item of the job has a drawing.')
  const faults = needed.flatMap((d) => drawingFault(d) ?? [])
  return faults.length > 0
    ? light('drawing', 'missing', `${listed(faults)}.`)
    : light(
        'drawing',
        'ready',
        `${listed(needed.map((d) => `${d.item} revision ${d.madeTo || '–'}${d.filedRevisions.length === 0 ? ` (${d.drawing}, not attached here)` : ''}`))}.`,
      )
}

const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

/** The plan places all that is left, and ends it by the day the job is due. */
function capacity({ unplaced, projectedOn, dueOn }: ReadinessFacts): Light {
  if (unplaced.length > 0) return light('capacity', 'missing', `The plan finds no place: ${listed(unplaced)}.`)
  if (projectedOn === null) return light('capacity', 'none', 'Not planned yet.')
  const late = daysBetween(dueOn, projectedOn)
  const days = (n: number) => (n === 1 ? '1 day' : `${n} days`)
  return late > 0
    ? light('capacity', 'missing', `The plan ends on ${projectedOn}, ${days(late)} after it is due.`, projectedOn)
    : light(
        'capacity',
        'ready',
        late === 0
          ? 'The plan ends on the day it is due.'
          : `The plan ends on ${projectedOn}, ${days(-late)} before it is due.`,
      )
}

const outsideFault = (o: OutsideFacts): string | undefined =>
  o.vendor === null
    ? `${o.operation} ${o.process} has no vendor`
    : isApproved(o.approvedProcesses, o.process)
      ? undefined
      : `${o.vendor} is not approved for ${o.process} (${o.operation})`

/** Each outside operation has a vendor who may do it, or is back. */
function outside({ outside: operations }: ReadinessFacts): Light {
  if (operations.length === 0) return light('outside', 'none', 'Nothing is done outside.')
  const open = operations.filter((o) => !o.done)
  if (open.length === 0) return light('outside', 'ready', 'All outside work is back.')
  const faults = open.flatMap((o) => outsideFault(o) ?? [])
  if (faults.length > 0) return light('outside', 'missing', `${listed(faults)}.`)
  const away = open.filter((o) => o.atVendor > 0)
  if (away.length > 0)
    return light(
      'outside',
      'expected',
      `${listed(away.map((o) => `${o.atVendor} at ${o.vendor} for ${o.process}${o.backOn ? `, back ${o.backOn}` : ''}`))}.`,
      last(away.flatMap((o) => o.backOn ?? [])),
    )
  return light('outside', 'ready', `${listed(open.map((o) => `${o.process}: ${o.vendor}, ${o.leadDays} days`))}.`)
}

/** What is delivered has its test plan, and the lots in it have the certificates that the plan asks for. */
function papers({ papers: items }: ReadinessFacts): Light {
  const planned = items.filter((p) => p.plan !== null)
  if (planned.length === 0) return light('papers', 'none', 'No test plan asks for papers.')
  const without = planned.filter((p) => p.materialCertificates).flatMap((p) => p.lotsWithout)
  if (without.length > 0) return light('papers', 'missing', `No certificate of ${listed(without)}.`)
  return light(
    'papers',
    'ready',
    `${listed(planned.map((p) => `${p.item}: ${p.plan}${p.certificate ? ' with certificate' : ''}`))}.`,
  )
}

/** The six lights, always all and in this order. */
export const readinessOf = (facts: ReadinessFacts): Light[] => [
  material(facts),
  tooling(facts),
  drawing(facts),
  capacity(facts),
  outside(facts),
  papers(facts),
]

/** Nothing that a job needs is missing or only expected, so that work may start. Its place in the plan is another question. */
export const isClearToBuild = (lights: readonly Light[]): boolean =>
  lights.every((l) => l.light === 'capacity' || l.state === 'ready' || l.state === 'none')
