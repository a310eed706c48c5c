import { roundQuantity } from '../core/decimal.ts'
import { type Refusal, refuse } from '../core/refusal.ts'
import type { JobStatus } from '../jobs/job.model.ts'
import type { Pick } from './pick.model.ts'

export type PickNeed = { materialId: number; itemId: number; missing: number; reserved: number }
export type PickStock = { itemId: number; bins: readonly Pick[]; reserved: number }

/**
 * Where each line is taken from. A line may take what is reserved for it and what nobody has reserved, from the oldest lot
 * on, and no piece is promised to two lines of the list.
 */
export function planPicks(needs: readonly PickNeed[], stock: readonly PickStock[]): Map<number, Pick[]> {
  const there = new Map(
    stock.map((s) => {
      const held = s.bins.reduce((sum, b) => sum + b.quantity, 0)
      return [s.itemId, { bins: s.bins.map((b) => ({ ...b })), free: Math.max(0, roundQuantity(held - s.reserved)) }]
    }),
  )
  const picks = new Map<number, Pick[]>()
  for (const need of needs) {
    const here = there.get(need.itemId)
    const own = Math.min(need.reserved, need.missing)
    let left = roundQuantity(Math.min(need.missing, own + (here?.free ?? 0)))
    if (here) here.free = roundQuantity(here.free - Math.max(0, left - own))
    const taken: Pick[] = []
    for (const bin of here?.bins ?? []) {
      const quantity = roundQuantity(Math.min(left, bin.quantity))
      if (quantity <= 0) continue
      taken.push({ ...bin, quantity })
      bin.quantity = roundQuantity(bin.quantity - quantity)
      left = roundQuantity(left - quantity)
    }
    picks.set(need.materialId, taken)
  }
  return picks
}

type PickingJob = { number: string; status: JobStatus; holdReason: string }

/** Why nothing may be issued to a job now, whatever there is. */
export const whyNotPickNow = (job: PickingJob): Refusal[] => [
  ...refuse(
    job.status !== 'released' && job.status !== 'started',
    'pick.not-open',
    `${job.number} is ${job.status}; material is issued to released work.`,
  ),
  ...refuse(job.holdReason !== '', 'job.on-hold', `The job is on hold: ${job.holdReason}`),
]

/** Why nothing of a job's pick list can be issued now. */
export const whyNotPick = (job: PickingJob & { open: number; pickable: number }): Refusal[] => [
  ...whyNotPickNow(job),
  ...refuse(job.open === 0, 'pick.nothing-missing', `${job.number} has all the material that is issued to it.`),
  ...refuse(
    job.open > 0 && job.pickable === 0,
    'pick.nothing-there',
    'Nothing that it still needs is in stock and free.',
  ),
]
