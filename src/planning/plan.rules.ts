import { divide, round } from '../core/decimal.ts'
import type { Alternative, Calendar, Fixed, Link, Machine, Operation, Problem, Reason, UnplacedCode, WorkCenter } from '../engines/scheduling/problem.model.ts'

export type CenterFacts = { id: number; code: string; machines: number; calendarId: number; efficiencyPercent: number; queueMinutes: number; moveMinutes: number }
export type StepFacts = {
  id: number
  sequence: number
  name: string
  kind: 'inside' | 'outside'
  workCenterIds: readonly number[]
  /** What is left of the set-up, for the whole quantity that is left, and the share of it that people attend. */
  setupMinutes: number
  runMinutesLeft: number
  attendedPercent: number
  quantityLeft: number
  overlapQuantity: number
  /** Outside: until it is back, from the moment it leaves; from now on when it is at the vendor already. */
  outsideMinutes: number
  atVendor: boolean
  running: boolean
  startedAt: number | null
  /** When its last material is there, in minutes; null when it is. And why not sooner. */
  readyAt: number | null
  readyReason: string
}
export type WorkFacts = {
  id: number
  number: string
  /** The work order at the top of its family: the family has one due date and one completion. */
  topId: number
  parentId: number | null
  /** Where in the parent its pieces are used; null: at the first operation. */
  usedAtSequence: number | null
  dueAt: number
  weight: number
  held: boolean
  /** Operations that are not done, in sequence. */
  steps: readonly StepFacts[]
}
export type PlanFacts = { start: number; centers: readonly CenterFacts[]; calendars: readonly Calendar[]; work: readonly WorkFacts[] }

/** Outside work takes no machine of ours: one unlimited machine stands for all vendors. */
export const outsideMachine = 0

export type Homeless = { operationId: number; workOrderId: number; reason: string }

const whyHomeless = (w: WorkFacts, s: StepFacts, known: ReadonlyMap<number, CenterFacts>): string | undefined =>
  w.held ? 'The job is on hold.' : s.kind === 'outside' || s.workCenterIds.some((id) => known.has(id)) ? undefined : 'It has no work center.'

function alternativesOf(s: StepFacts, known: ReadonlyMap<number, CenterFacts>): Alternative[] {
  if (s.kind === 'outside') return [{ machineId: outsideMachine, unattendedMinutes: s.outsideMinutes }]
  return s.workCenterIds.flatMap((id) => {
    const center = known.get(id)
    if (!center) return []
    const slower = center.efficiencyPercent > 0 ? 100 / center.efficiencyPercent : 1
    const run = s.runMinutesLeft * slower
    const attended = round((run * Math.min(100, s.attendedPercent)) / 100, 4)
    return [{ machineId: id, setupMinutes: s.running ? 0 : s.setupMinutes * slower, attendedMinutes: attended, unattendedMinutes: Math.max(0, round(run - attended, 4)) }]
  })
}

const queueOf = (s: StepFacts, known: ReadonlyMap<number, CenterFacts>): number => known.get(s.workCenterIds[0] ?? -1)?.queueMinutes ?? 0
const moveOf = (s: StepFacts, known: ReadonlyMap<number, CenterFacts>): number => known.get(s.workCenterIds[0] ?? -1)?.moveMinutes ?? 0

function linksTo(w: WorkFacts, index: number, steps: readonly StepFacts[], children: readonly WorkFacts[], known: ReadonlyMap<number, CenterFacts>, placed: ReadonlySet<number>): Link[] {
  const step = steps[index] as StepFacts
  const before = steps[index - 1]
  const wait = (from: StepFacts) => moveOf(from, known) + queueOf(step, known)
  const own: Link[] = before && placed.has(before.id) ? [{ operationId: before.id, lagMinutes: wait(before), ...(before.overlapQuantity > 0 && before.overlapQuantity < before.quantityLeft ? { transferQuantity: before.overlapQuantity } : {}) }] : []
  const used = children.filter((c) => c.parentId === w.id && usedAt(c, steps) === index)
  return [...own, ...used.flatMap((c): Link[] => {
    const last = c.steps.at(-1)
    return last && placed.has(last.id) ? [{ operationId: last.id, lagMinutes: wait(last) }] : []
  })]
}

/** The first operation still to be done that cannot go on without the child's pieces. */
const usedAt = (child: WorkFacts, steps: readonly StepFacts[]): number => {
  const at = child.usedAtSequence === null ? 0 : steps.findIndex((s) => s.sequence >= (child.usedAtSequence ?? 0))
  return at < 0 ? steps.length - 1 : at
}

/** As many running operations as a work center has machines stay where they are. */
function fixedOf(work: readonly WorkFacts[], known: ReadonlyMap<number, CenterFacts>, start: number): Map<number, Fixed> {
  const fixed = new Map<number, Fixed>()
  const used = new Map<number, number>()
  for (const s of work.flatMap((w) => (w.held ? [] : w.steps))) {
    const center = known.get(s.workCenterIds[0] ?? -1)
    if (!s.running || s.kind === 'outside' || !center || (used.get(center.id) ?? 0) >= center.machines) continue
    used.set(center.id, (used.get(center.id) ?? 0) + 1)
    fixed.set(s.id, { machineId: center.id, start: Math.min(start, s.startedAt ?? start), remainingMinutes: s.runMinutesLeft * (center.efficiencyPercent > 0 ? 100 / center.efficiencyPercent : 1) })
  }
  return fixed
}

/** The engine's problem: one machine with as many lanes as the work center has machines, one engine job for each family of work orders. */
export function problemOf(facts: PlanFacts): { problem: Problem; homeless: Homeless[] } {
  const known = new Map(facts.centers.map((c) => [c.id, c]))
  const homeless: Homeless[] = []
  for (const w of facts.work)
    for (const s of w.steps) {
      const reason = whyHomeless(w, s, known)
      if (reason) homeless.push({ operationId: s.id, workOrderId: w.id, reason })
    }
  const without = new Set(homeless.map((h) => h.operationId))
  const placed = new Set(facts.work.flatMap((w) => w.steps.filter((s) => !without.has(s.id)).map((s) => s.id)))
  const fixed = fixedOf(facts.work, known, facts.start)
  const operations = facts.work.flatMap((w) =>
    w.steps.flatMap((s, i): Operation[] => {
      if (without.has(s.id)) return []
      const pinned = fixed.get(s.id)
      const after = s.atVendor ? [] : linksTo(w, i, w.steps, facts.work, known, placed)
      return [{ id: s.id, jobId: w.topId, alternatives: alternativesOf(s, known), quantity: Math.max(1e-6, s.quantityLeft), ...(pinned ? { fixed: pinned } : { after, ...(s.readyAt === null ? {} : { readyAt: s.readyAt }) }) }]
    }),
  )
  const families = [...new Map(facts.work.filter((w) => w.topId === w.id || !facts.work.some((x) => x.id === w.topId)).map((w) => [w.topId, w])).values()]
  const workCenters: WorkCenter[] = [{ id: outsideMachine }, ...facts.centers.map((c) => ({ id: c.id }))]
  const machines: Machine[] = [{ id: outsideMachine, workCenterId: outsideMachine, capacity: null }, ...facts.centers.map((c) => ({ id: c.id, workCenterId: c.id, calendarId: c.calendarId, capacity: Math.max(1, c.machines) }))]
  return { homeless, problem: { start: facts.start, workCenters, machines, calendars: facts.calendars, jobs: families.map((w) => ({ id: w.topId, dueAt: w.dueAt, weight: w.weight })), operations } }
}

export type Names = { operation: (id: number) => string; center: (id: number) => string }

/** What a start waited for, as a sentence. */
export function reasonText(reason: Reason, machineId: number, start: number, step: StepFacts | undefined, names: Names): string {
  const other = reason.operationId === undefined ? '' : names.operation(reason.operationId)
  const center = machineId === outsideMachine ? 'the vendor' : names.center(machineId)
  switch (reason.code) {
    case 'start':
      return 'It can start now.'
    case 'fixed':
      return 'It is running.'
    case 'material':
      return step?.readyReason || 'It waits for material.'
    case 'predecessor':
      return `It waits for ${other}.`
    case 'overlap':
      return `It waits for the first pieces from ${other}.`
    case 'machine':
      return `${center} is busy with ${other}.`
    case 'turn':
      return other ? `More urgent work goes first at ${center}: ${other}.` : `More urgent work goes first at ${center}.`
    case 'calendar':
      if (step?.readyAt && start - step.readyAt < 1440) return step.readyReason // it came while we were closed
      return `${center} is closed until then.`
    default:
      return `It waits: ${reason.code}.`
  }
}

export const unplacedText = (code: UnplacedCode): string =>
  code === 'calendar-ends' ? 'The work center has no open time left within a year.' : code === 'predecessor' ? 'An operation before it has no place.' : `It has no place: ${code}.`

/** Load as a share of what is open, 0 to 100 and more. */
export const loadPercent = (loadMinutes: number, openMinutes: number): number => (openMinutes > 0 ? divide(0, loadMinutes * 100, openMinutes) : loadMinutes > 0 ? 100 : 0)

export const wholeMinutes = (minutes: number): number => round(minutes, 0)
