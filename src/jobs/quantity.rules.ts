import { roundQuantity } from '../core/decimal.ts'
import { type Refusal, refuse } from '../core/refusal.ts'
import type { JobStatus } from './job.model.ts'
import { isOpen, requiredOf, type TakingLine } from './job.rules.ts'
import type { ProgressFacts } from './progress.rules.ts'

export type MaterialState = TakingLine & {
  id: number
  itemId: number
  operationSequence: number | null
  itemNumber: string
  unit: string
  made: boolean
  issued: number
  reserved: number
}

/** A work order as far as its quantity goes. */
export type LevelState = {
  id: number
  number: string
  jobId: number
  status: JobStatus
  quantity: number
  completedQuantity: number
  parentId: number | null
  parentMaterialId: number | null
  /** Of the stock unit of what is made. */
  decimals: number
  operations: readonly (ProgressFacts & { scrapPercent: number })[]
  materials: readonly MaterialState[]
}

const reportedAt = (o: ProgressFacts): number => roundQuantity(o.good + o.scrap + o.atVendor)

/** The fewest pieces that a work order can be for: what has gone through one of its operations. */
export const leastQuantity = (w: Pick<LevelState, 'operations' | 'completedQuantity'>): number =>
  Math.max(w.completedQuantity, ...w.operations.map(reportedAt), 0)

/** What a level needs of one of its lines for `quantity` pieces. */
export const neededOf = (w: LevelState, materialId: number | null, quantity: number): number => {
  const line = w.materials.find((m) => m.id === materialId)
  return line ? requiredOf(line, quantity, w) : 0
}

/**
 * The quantities of a work order and of all that is made for it when it is made for `quantity`. What is made below follows
 * by as much as its parent needs more or less, never below what has been reported on it; what is completed stays.
 */
export function followedQuantities(
  family: readonly LevelState[],
  topId: number,
  quantity: number,
): ReadonlyMap<number, number> {
  const to = new Map<number, number>()
  const follow = (w: LevelState, wanted: number) => {
    to.set(w.id, wanted)
    for (const child of family.filter((c) => c.parentId === w.id && isOpen(c.status))) {
      const more = neededOf(w, child.parentMaterialId, wanted) - neededOf(w, child.parentMaterialId, w.quantity)
      follow(child, Math.max(roundQuantity(child.quantity + more), leastQuantity(child)))
    }
  }
  const top = family.find((w) => w.id === topId)
  if (top) follow(top, quantity)
  return to
}

/** Which operations are done at a quantity: one after the other, each when all that can reach it has been reported. */
export function doneAt(operations: readonly ProgressFacts[], quantity: number): boolean[] {
  const done: boolean[] = []
  for (const [i, o] of operations.entries()) {
    const before = operations[i - 1]
    const reported = o.good + o.scrap
    done.push(before ? done[i - 1] === true && reported >= before.good : reported >= quantity)
  }
  return done
}

/** Why a work order, with all that is made for it, cannot be made for another quantity. */
export function whyNotChangeQuantity(
  family: readonly LevelState[],
  topId: number,
  quantity: number,
  /** The work order that consumes it, when there is one. */
  parent?: LevelState,
): Refusal[] {
  const top = family.find((w) => w.id === topId)
  if (!top) return refuse(true, 'workOrder.missing', 'The work order is gone.')
  const to = followedQuantities(family, topId, quantity)
  const needed = parent ? neededOf(parent, top.parentMaterialId, parent.quantity) : 0
  return [
    ...refuse(!isOpen(top.status), 'workOrder.over', `${top.number} is ${top.status}.`),
    ...refuse(quantity <= 0, 'workOrder.quantity-nothing', 'The quantity must be more than 0.'),
    ...refuse(quantity === top.quantity, 'workOrder.quantity-same', `${top.number} is for ${top.quantity} already.`),
    ...refuse(
      parent !== undefined && quantity < needed && quantity < top.quantity,
      'workOrder.quantity-parent',
      `${parent?.number} needs ${needed}: change that one, and ${top.number} follows.`,
    ),
    ...whyNotFewer(top, quantity),
    ...family.flatMap((w) => [
      ...whyNotMoreOf(w, family, to),
      ...(to.has(w.id) ? whyNotIssuedLess(w, to.get(w.id) ?? w.quantity) : []),
    ]),
  ]
}

/** Pieces that have been reported or are at a vendor cannot be ordered away; when nothing is left to do, ending it is the act. */
function whyNotFewer(w: LevelState, quantity: number): Refusal[] {
  const beyond = w.operations.filter((o) => reportedAt(o) > quantity)
  const over = quantity > 0 && quantity < w.quantity && beyond.length === 0 && doneAt(w.operations, quantity).at(-1)
  return [
    ...beyond.map((o) => ({
      code: 'workOrder.quantity-reported',
      message: `Operation ${o.sequence} of ${w.number} has ${reportedAt(o)} ${o.atVendor > 0 ? 'reported or at the vendor' : 'reported'} already.`,
    })),
    ...refuse(
      over === true,
      'workOrder.quantity-all-made',
      `All ${quantity} of ${w.number} are made: complete it short instead.`,
    ),
  ]
}

/** Material in the process beyond what the new quantity takes has to come back first. */
const whyNotIssuedLess = (w: LevelState, quantity: number): Refusal[] =>
  quantity >= w.quantity
    ? []
    : w.materials.flatMap((m) => {
        const required = neededOf(w, m.id, quantity)
        return refuse(
          !m.made && m.issued > required,
          'workOrder.quantity-issued',
          `${m.issued} ${m.unit} of ${m.itemNumber} are issued to ${w.number}, and ${quantity} take only ${required}: return the rest first.`,
        )
      })

/** What is completed below does not make more by itself. */
const whyNotMoreOf = (w: LevelState, family: readonly LevelState[], to: ReadonlyMap<number, number>): Refusal[] => {
  const parent = family.find((p) => p.id === w.parentId)
  const wanted = parent && to.get(parent.id)
  if (!parent || wanted === undefined || wanted <= parent.quantity) return []
  const needed = neededOf(parent, w.parentMaterialId, wanted)
  return refuse(
    (w.status === 'completed' || w.status === 'closed') && needed > w.completedQuantity,
    'workOrder.quantity-child-completed',
    `${w.number} is completed with ${w.completedQuantity}, and ${needed} would be needed: reopen it first.`,
  )
}
