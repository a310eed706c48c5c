import { sql } from 'drizzle-orm'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { roundQuantity, sum } from '../core/decimal.ts'
import { type Refusal, refuse, unless } from '../core/refusal.ts'
import { reserveFree } from '../inventory/reservation.commands.ts'
import { takeable } from '../jobs/job.rules.ts'
import { type NettedLine, netAll } from './netting.queries.ts'
import { createPurchaseOrder } from './purchase.commands.ts'
import type { PurchaseLineInput } from './purchase.model.ts'
import type { PurchaseOrder } from './purchase.queries.ts'
import { addDays, inPurchaseUnits } from './purchase.rules.ts'
import { belowReorderPoint, type Source, sourcesOf } from './shortage.queries.ts'

/** Buying reads what is short and writes orders for it; one at a time, or two buyers would buy the same shortage twice. */
const oneBuyerAtATime = (tx: Ctx) => tx.db.execute(sql`select pg_advisory_xact_lock(hashtext('fettle.buying'))`)

/** The day to ask for: when it is needed, but not before the supplier can. */
const askedOn = (neededOn: string, today: string, leadDays: number): string => {
  const earliest = addDays(today, leadDays)
  return neededOn > earliest ? neededOn : earliest
}

type Wanted = { supplierId: number; line: PurchaseLineInput & { itemId: number } }

async function orderBySupplier(
  tx: Ctx,
  wanted: readonly Wanted[],
  exchangeRate: number | undefined,
): Promise<PurchaseOrder[]> {
  const orders: PurchaseOrder[] = []
  for (const [supplierId, of] of [...Map.groupBy(wanted, (w) => w.supplierId)].sort(([a], [b]) => a - b))
    orders.push(
      await createPurchaseOrder(tx, {
        supplierId,
        lines: of.map((w) => w.line),
        ...(exchangeRate === undefined ? {} : { exchangeRate }),
      }),
    )
  return orders
}

/** What each line is short of; of an undivided unit, the line that begins one gets it whole, as the sum is bought. */
function wholePegs(of: readonly NettedLine[]): { materialId: number; quantity: number }[] {
  let [wanted, given] = [0, 0]
  return of.flatMap((n) => {
    wanted = sum([wanted, n.short])
    const quantity = roundQuantity(takeable(wanted, n.line.decimals) - given)
    given = sum([given, quantity])
    return quantity > 0 ? [{ materialId: n.materialId, quantity }] : []
  })
}

/** One line per item: pegged to every material it is bought for, due when the first is needed, in whole purchase units. */
function linesFor(
  short: readonly NettedLine[],
  sources: ReadonlyMap<number, Source>,
  supplierId: number | undefined,
  today: string,
): { wanted: Wanted[]; refusals: Refusal[] } {
  const wanted: Wanted[] = []
  const refusals: Refusal[] = []
  for (const [itemId, of] of Map.groupBy(short, (n) => n.itemId)) {
    const source = sources.get(itemId)
    const from = supplierId ?? source?.supplierId ?? undefined
    refusals.push(
      ...refuse(from === undefined, 'purchase.no-supplier', `${of[0]?.line.item} has no supplier. Choose one.`),
    )
    if (from === undefined) continue
    const quantity = sum(of.map((n) => n.short))
    const neededOn = of.map((n) => n.neededOn).sort()[0] ?? today
    wanted.push({
      supplierId: from,
      line: {
        itemId,
        quantity: inPurchaseUnits(quantity, source?.purchaseFactor ?? 1),
        dueOn: askedOn(neededOn, today, source?.leadDays ?? 0),
        pegs: wholePegs(of),
      },
    })
  }
  return { wanted, refusals }
}

/**
 * Makes draft orders, one per supplier, for what the chosen material lines are short of; what is free in stock is
 * reserved for them at once, so that it cannot go elsewhere meanwhile.
 */
export const buyShortages = (
  ctx: Ctx,
  input: { materialIds: readonly number[]; supplierId?: number | undefined; exchangeRate?: number | undefined },
): Promise<PurchaseOrder[]> =>
  inTransaction(ctx, async (tx) => {
    await oneBuyerAtATime(tx)
    const { today, netted } = await netAll(tx.db, tx.now)
    const chosen = netted.filter((n) => input.materialIds.includes(n.materialId))
    const short = chosen.filter((n) => n.short > 0)
    const { wanted, refusals } = linesFor(
      short,
      await sourcesOf(tx.db, [...new Set(short.map((n) => n.itemId))]),
      input.supplierId,
      today,
    )
    unless([...refuse(short.length === 0, 'purchase.not-short', 'Nothing of that is short any more.'), ...refusals])
    for (const n of chosen) await reserveFor(tx, n)
    return orderBySupplier(tx, wanted, input.exchangeRate)
  })

const reserveFor = (tx: Ctx, n: NettedLine): Promise<number> =>
  n.free > 0
    ? reserveFree(tx, {
        itemId: n.itemId,
        quantity: takeable(n.free, n.line.decimals),
        demand: 'workOrderMaterial',
        demandId: n.materialId,
        demandNumber: n.line.workOrder,
      })
    : Promise.resolve(0)

/** Reserves for every material of a job what is free for it after earlier needs; answers how many lines got something. */
export const reserveJobMaterials = (ctx: Ctx, jobId: number): Promise<{ lines: number }> =>
  inTransaction(ctx, async (tx) => {
    await oneBuyerAtATime(tx)
    let lines = 0
    for (const n of (await netAll(tx.db, tx.now)).netted)
      if (n.line.jobId === jobId && (await reserveFor(tx, n)) > 0) lines++
    return { lines }
  })

/** Makes draft orders for items below their reorder point. */
export const buyReorders = (
  ctx: Ctx,
  input: { itemIds: readonly number[]; supplierId?: number | undefined; exchangeRate?: number | undefined },
): Promise<PurchaseOrder[]> =>
  inTransaction(ctx, async (tx) => {
    await oneBuyerAtATime(tx)
    const low = (await belowReorderPoint(tx.db)).filter((r) => input.itemIds.includes(r.id))
    const homeless = low.filter((r) => (input.supplierId ?? r.supplierId) === null).map((r) => r.item)
    unless([
      ...refuse(low.length === 0, 'purchase.not-low', 'Nothing of that is below its reorder point any more.'),
      ...refuse(
        homeless.length > 0,
        'purchase.no-supplier',
        `${homeless.join(', ')} ${homeless.length === 1 ? 'has' : 'have'} no supplier. Choose one.`,
      ),
    ])
    return orderBySupplier(
      tx,
      low.map((r) => ({
        supplierId: input.supplierId ?? r.supplierId ?? 0,
        line: { itemId: r.id, quantity: roundQuantity(r.suggested) },
      })),
      input.exchangeRate,
    )
  })
