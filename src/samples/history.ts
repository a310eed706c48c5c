import { eq, sql } from 'drizzle-orm'
import type { Ctx } from '../core/ctx.ts'
import { workOrders } from '../jobs/job.tables.ts'
import { type PlantClock, plantClock } from './clock.ts'
import { dealStory } from './deal.ts'
import type { Loaded } from './load.ts'
import { moreStories } from './moreStory.ts'
import { type Random, random } from './random.ts'
import { restockStory } from './restock.ts'
import type { SampleDeal } from './sample.ts'

/** A piece of history under way: it yields the instant at which it goes on. */
export type Story = AsyncGenerator<string, void, Ctx>

export type World = {
  loaded: Loaded
  clock: PlantClock
  random: Random
  now: string
  /** When each person is free again. */
  freeAt: Map<number, string>
  /** Jobs that several deals share, by the deals' group. */
  groups: Map<string, number>
}

const actors = {
  sales: { name: 'Sales desk', roles: ['sales'] },
  shop: { name: 'Shop floor', roles: ['owner'] },
} as const

/**
 * Lets the company work: every deal runs through the same commands that users call, at the instants when it would have
 * happened, all deals interleaved in time. What would lie after now simply has not happened yet, so the company stands in
 * the middle of its work.
 */
export async function playHistory(
  tx: Ctx,
  loaded: Loaded,
  now: string,
  say: (line: string) => void = () => {},
): Promise<void> {
  const clock = plantClock(now, loaded.sample.company.timeZone)
  const world: World = { loaded, clock, random: random(20_260), now, freeAt: new Map(), groups: new Map() }
  const running: { at: string; order: number; story: Story }[] = []
  for (const [order, deal] of loaded.sample.deals.entries())
    running.push({ ...(await begin(dealStory(world, deal), tx)), order })
  for (const story of [restockStory(world), ...moreStories(world)])
    running.push({ ...(await begin(story, tx)), order: running.length })
  let steps = 0
  while (running.length > 0) {
    running.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.order - b.order))
    const next = running[0]
    if (!next || next.at > now) break
    const { value, done } = await next.story.next({ ...tx, now: next.at, actor: actors.shop })
    if (done) running.shift()
    else next.at = value
    if (++steps % 400 === 0) say(`… ${next.at.slice(0, 10)}`)
    // One long transaction is never looked at by the autovacuum, so the planner would go on taking full tables for empty ones.
    if (steps % 400 === 50) await tx.db.execute(sql`analyze`)
  }
}

/** Runs a story to its first pause. */
async function begin(story: Story, tx: Ctx): Promise<{ at: string; story: Story }> {
  const { value, done } = await story.next(tx)
  return { at: done || !value ? '9999' : value, story }
}

const paperDays = 30

/** Drawing what was sent takes a good part of a sample's time; older papers are drawn again from their records when somebody asks. */
export const keepsPaper = (world: World, tx: Ctx): boolean =>
  Date.parse(world.now) - Date.parse(tx.now) < paperDays * 86_400_000

export const isEarly = (deal: SampleDeal): boolean =>
  ['enquiry', 'declined', 'drafted', 'sent', 'expired', 'lost'].includes(deal.stage)

/** The top work order that makes an order line. */
export async function topWorkOrder(
  tx: Ctx,
  salesOrderLineId: number,
): Promise<typeof workOrders.$inferSelect | undefined> {
  const rows = await tx.db.select().from(workOrders).where(eq(workOrders.salesOrderLineId, salesOrderLineId))
  return rows.find((w) => w.parentId === null)
}
