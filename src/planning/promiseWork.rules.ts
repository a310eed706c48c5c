import type { MethodTree } from '../catalog/method.model.ts'
import { roundQuantity } from '../core/decimal.ts'
import { enteringQuantity, startQuantity, usedQuantity } from '../jobs/job.rules.ts'
import type { StepFacts, WorkFacts } from './planFacts.model.ts'

/** Work that no work order is for yet: a held slot, a question, a rush order. Its ids are below 0 and its own. */
export type NewWork = {
  tree: MethodTree
  quantity: number
  /** Q-12/1, or what else names it. */
  number: string
  customers: string
  dueOn: string
  dueAt: number
  normalWeight: number
  rush: boolean
  holdId: number | null
  /** A number that no other new work in the plan has, from 0 on. */
  series: number
}

export type NewMaterial = {
  stepId: number
  materialId: number
  itemId: number
  item: string
  unit: string
  quantity: number
}

const perSeries = 100_000
/** Ids of the work and the steps of a series; both count down from its own start. */
const idOf = (series: number, n: number) => -(series * perSeries + n + 1)
export const holdStepKey = (holdId: number, series: number, stepId: number) =>
  `h${holdId}.${-stepId - 1 - series * perSeries}`

function stepOf(
  o: MethodTree['operations'][number],
  id: number,
  started: number,
  vendorDays: ReadonlyMap<number, number>,
): StepFacts {
  const days = o.leadDays || (o.supplierId === null ? 0 : (vendorDays.get(o.supplierId) ?? 0))
  return {
    id,
    operationId: o.id,
    sequence: o.sequence,
    name: o.name,
    kind: o.kind,
    workCenterIds: [...(o.workCenterId === null ? [] : [o.workCenterId]), ...o.alternateWorkCenterIds],
    vendorId: o.supplierId,
    setupMinutes: o.setupMinutes,
    runMinutesLeft: o.runMinutes * started,
    attendedPercent: o.attendedPercent,
    quantityLeft: started,
    overlapQuantity: o.overlapQuantity,
    crew: o.crew,
    setupFamily: o.setupFamily,
    tooling: o.tooling,
    outsideMinutes: days * 1440,
    outsidePrice: o.kind === 'outside' ? Math.max(o.minimumCharge, o.unitPrice * started) : 0,
    atVendor: false,
    running: false,
    startedAt: null,
    runningMachineId: null,
    runningPersonIds: [],
    readyAt: null,
    readyReason: '',
    materialMissing: false,
    usesMaterial: false,
    choice: null,
    kept: null,
  }
}

/** The work orders that a method would become for a quantity, top first, and the material that each step would take. */
export function newWork(
  given: NewWork,
  vendorDays: ReadonlyMap<number, number>,
): { work: WorkFacts[]; materials: NewMaterial[] } {
  const work: WorkFacts[] = []
  const materials: NewMaterial[] = []
  let steps = 0
  const top = idOf(given.series, 0)
  const level = (tree: MethodTree, quantity: number, parentId: number | null, usedAtSequence: number | null): void => {
    const id = idOf(given.series, work.length)
    const started = startQuantity(
      quantity,
      tree.operations.map((o) => o.scrapPercent),
      tree.decimals,
    )
    const own = tree.operations.map((o) => stepOf(o, idOf(given.series, steps++), started, vendorDays))
    work.push({
      id,
      number: parentId === null ? given.number : `${given.number} ${tree.itemNumber}`,
      jobId: null,
      job: given.number,
      customers: given.customers,
      item: tree.itemNumber,
      quantity,
      topId: top,
      parentId,
      usedAtSequence,
      dueOn: given.dueOn,
      dueAt: given.dueAt,
      normalWeight: given.normalWeight,
      rush: given.rush,
      held: false,
      holdId: given.holdId,
      steps: own,
    })
    for (const m of tree.materials) {
      const needed = usedQuantity(m, enteringQuantity(quantity, tree, m.operationSequence))
      const at = m.operationSequence
      if (m.child) level(m.child, needed, id, at)
      else if (m.supply !== 'make' && needed > 0) {
        const step = (at === null ? undefined : own.find((s) => s.sequence >= at)) ?? own[0]
        if (step)
          materials.push({
            stepId: step.id,
            materialId: m.id,
            itemId: m.itemId,
            item: m.itemNumber,
            unit: m.unit,
            quantity: roundQuantity(needed),
          })
      }
    }
  }
  level(given.tree, given.quantity, null, null)
  return { work, materials }
}
