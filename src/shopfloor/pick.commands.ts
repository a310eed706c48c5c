import { type Ctx, inTransaction } from '../core/ctx.ts'
import { refuse, unless } from '../core/refusal.ts'
import { lockWorkOfJob } from '../jobs/job.queries.ts'
import { issueMaterial } from '../production/material.commands.ts'
import { pickListOf } from './pick.queries.ts'
import { whyNotPickNow } from './pick.rules.ts'

export type IssuePicked = {
  id: number
  workOrderId?: number | undefined
  materialIds?: readonly number[] | undefined
}

/** Issues what the pick list names, line by line from the places that it names. Answers how many lines it could not fill. */
export const issuePicked = (
  ctx: Ctx,
  input: IssuePicked,
): Promise<{ moveIds: number[]; lines: number; short: number }> =>
  inTransaction(ctx, async (tx) => {
    // Two people at the same list: the second sees what the first has issued.
    const job = await lockWorkOfJob(tx.db, input.id)
    const list = await pickListOf(tx.db, { jobId: input.id, workOrderId: input.workOrderId })
    const wanted = list.lines.filter((l) => input.materialIds?.includes(l.materialId) ?? !l.made)
    const lines = wanted.filter((l) => l.picks.length > 0)
    // Stock in place of what is made is no part of what the list as a whole still needs.
    const whyNot = lines.some((l) => l.made) ? whyNotPickNow(job) : list.whyNot
    unless([
      ...whyNot,
      ...refuse(
        whyNot.length === 0 && lines.length === 0,
        'pick.nothing-there',
        `${wanted.map((l) => l.itemNumber).join(', ')}: nothing is missing, or nothing is in stock and free.`,
      ),
    ])
    const moveIds: number[] = []
    for (const line of lines)
      for (const { placeId, lotId, quantity } of line.picks)
        moveIds.push(
          ...(await issueMaterial(tx, { materialId: line.materialId, quantity, placeId, lotId })).map((m) => m.id),
        )
    return { moveIds, lines: lines.length, short: wanted.filter((l) => l.short > 0).length }
  })
