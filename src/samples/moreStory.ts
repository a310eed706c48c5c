import { eq } from 'drizzle-orm'
import { items } from '../catalog/item.tables.ts'
import { roundQuantity } from '../core/decimal.ts'
import { createCount, enterCount, postCount } from '../inventory/count.commands.ts'
import { stockCountLines } from '../inventory/stock.tables.ts'
import { jobs, workOrders } from '../jobs/job.tables.ts'
import { reserveForJob } from '../planning/reserve.commands.ts'
import { createScenario } from '../planning/scenario.commands.ts'
import type { Story, World } from './history.ts'
import type { SampleMore } from './sample.ts'

/** What goes on beside the deals: stock is counted, material reserved, a question asked of the plan. */
export const moreStories = (world: World): Story[] => {
  const { more } = world.loaded.sample
  return more ? [...more.counts.map((c) => countStory(world, c)), planningStory(world, more)] : []
}

/** The storekeeper counts a family; what was found is booked, unless the sheet is still open. */
async function* countStory({ clock }: World, { age, family, note, found, open }: SampleMore['counts'][number]): Story {
  const tx = yield clock.at(-age, 15 * 60 + 10)
  const count = await createCount(tx, { family, note })
  const lines = await tx.db
    .select({ id: stockCountLines.id, item: items.number, book: stockCountLines.bookQuantity })
    .from(stockCountLines)
    .innerJoin(items, eq(items.id, stockCountLines.itemId))
    .where(eq(stockCountLines.countId, count.id))
    .orderBy(stockCountLines.id)
  const differs = { ...found }
  for (const { id, item, book } of open ? lines.slice(0, Math.ceil(lines.length / 2)) : lines) {
    const countedQuantity = roundQuantity(Math.max(0, book + (differs[item] ?? 0)))
    delete differs[item]
    await enterCount(tx, { countId: count.id, lineId: id, countedQuantity })
  }
  if (!open) await postCount(tx, count.id)
}

/** On the last working day the planner reserves material for what starts next, and asks what a rush order would do. */
async function* planningStory({ clock, loaded }: World, more: SampleMore): Story {
  const tx = yield clock.at(-1, 15 * 60 + 20)
  for (const number of more.reservedFor) {
    const waiting = await tx.db
      .selectDistinct({ id: jobs.id, status: jobs.status })
      .from(workOrders)
      .innerJoin(jobs, eq(jobs.id, workOrders.jobId))
      .where(eq(workOrders.itemId, loaded.item(number)))
    for (const { id, status } of waiting) if (status === 'released') await reserveForJob(tx, id)
  }
  for (const { name, item, quantity, dueIn } of more.whatIf)
    await createScenario(tx, {
      name,
      changes: [{ kind: 'rushOrder', itemId: loaded.item(item), quantity, dueOn: clock.day(dueIn) }],
    })
}
