import { and, eq, isNull, sql } from 'drizzle-orm'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { multiply, roundQuantity } from '../core/decimal.ts'
import { found } from '../core/missing.ts'
import { nextNumber } from '../core/number.commands.ts'
import { type Refusal, refuse, unless } from '../core/refusal.ts'
import { whyNotEnterCount, whyNotMoveCount, whyNotPostCount } from './count.rules.ts'
import { wellKnown } from './place.commands.ts'
import { ensureLot, getPlace, postMove } from './stock.commands.ts'
import { countMoves } from './stock.model.ts'
import { stockBalances, stockCountLines, stockCounts } from './stock.tables.ts'
import { getStockedItem, unitCostOf } from './stockEntry.commands.ts'
import { whyNotLot, whyNotStocked } from './stockEntry.rules.ts'

export type NewCount = { placeId?: number | null | undefined; family?: string | undefined; note?: string | undefined }

/** Makes a sheet of everything that the book knows in the place (or all bins and reject stores), of a family when one is named. */
export const createCount = (ctx: Ctx, input: NewCount): Promise<{ id: number; number: string }> =>
  inTransaction(ctx, async (tx) => {
    const placeId = input.placeId ?? null
    const family = input.family ?? ''
    if (placeId !== null) {
      const place = await getPlace(tx, placeId)
      unless(
        refuse(
          place.kind !== 'bin' && place.kind !== 'reject',
          'count.place',
          `${place.code} is not a place that is counted.`,
        ),
      )
    }
    const number = await nextNumber(tx, 'SC')
    const [count] = await tx.db
      .insert(stockCounts)
      .values({
        number,
        status: 'open',
        placeId,
        family,
        note: input.note ?? '',
        createdAt: tx.now,
        createdBy: tx.actor.name,
      })
      .returning()
    const id = found(count, 'stock count', number).id
    await tx.db.execute(sql`insert into stock_count_lines (count_id, item_id, place_id, lot_id, book_quantity)
      select ${id}, b.item_id, b.place_id, b.lot_id, b.quantity
      from stock_balances b join places p on p.id = b.place_id join items i on i.id = b.item_id
      where p.kind in ('bin', 'reject') and b.quantity <> 0
        and (${placeId}::bigint is null or b.place_id = ${placeId}) and (${family} = '' or i.family = ${family})`)
    return { id, number }
  })

async function openCount(tx: Ctx, id: number) {
  const [row] = await tx.db.select().from(stockCounts).where(eq(stockCounts.id, id)).for('update')
  return found(row, 'stock count', id)
}

const sameLot = (lotId: number | null) =>
  lotId === null ? isNull(stockBalances.lotId) : eq(stockBalances.lotId, lotId)

/** What the book says of a balance now. */
async function bookOf(tx: Ctx, line: { itemId: number; placeId: number; lotId: number | null }): Promise<number> {
  const [balance] = await tx.db
    .select({ quantity: stockBalances.quantity })
    .from(stockBalances)
    .where(and(eq(stockBalances.itemId, line.itemId), eq(stockBalances.placeId, line.placeId), sameLot(line.lotId)))
  return balance?.quantity ?? 0
}

/** Enters what was counted of a line; null takes the entry back. The book's quantity is read at that very moment. */
export const enterCount = (
  ctx: Ctx,
  input: { countId: number; lineId: number; countedQuantity: number | null },
): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const count = await openCount(tx, input.countId)
    const [row] = await tx.db
      .select()
      .from(stockCountLines)
      .where(and(eq(stockCountLines.id, input.lineId), eq(stockCountLines.countId, count.id)))
    const line = found(row, 'count line', input.lineId)
    const item = await getStockedItem(tx, line.itemId)
    unless(
      whyNotEnterCount(count, { item: item.number, tracking: item.tracking, countedQuantity: input.countedQuantity }),
    )
    const counted = input.countedQuantity !== null
    await tx.db
      .update(stockCountLines)
      .set({
        countedQuantity: input.countedQuantity,
        bookQuantity: await bookOf(tx, line),
        countedAt: counted ? tx.now : null,
        countedBy: counted ? tx.actor.name : '',
      })
      .where(eq(stockCountLines.id, line.id))
  })

export type FoundLine = {
  countId: number
  itemId: number
  placeId: number
  lotNumber?: string | undefined
  countedQuantity: number
}

/** Something lies there that the sheet does not know (or knows: then that line is counted). */
export const countFound = (ctx: Ctx, input: FoundLine): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const count = await openCount(tx, input.countId)
    const item = await getStockedItem(tx, input.itemId)
    const place = await getPlace(tx, input.placeId)
    unless([
      ...whyNotEnterCount(count, {
        item: item.number,
        tracking: item.tracking,
        countedQuantity: input.countedQuantity,
      }),
      ...whyNotLot({ item: item.number, tracking: item.tracking, lot: input.lotNumber || null, quantity: 1 }).filter(
        (r) => r.code !== 'stock.serial-one',
      ),
      ...whyNotStocked(item.kind),
      ...refuse(
        place.kind !== 'bin' && place.kind !== 'reject',
        'count.place',
        `${place.code} is not a place that is counted.`,
      ),
      ...refuse(
        count.placeId !== null && count.placeId !== place.id,
        'count.other-place',
        `${count.number} counts another place.`,
      ),
    ])
    const lot = input.lotNumber
      ? await ensureLot(tx, { itemId: item.id, number: input.lotNumber, serial: item.tracking === 'serial' })
      : null
    const key = { itemId: item.id, placeId: place.id, lotId: lot?.id ?? null }
    const entry = {
      bookQuantity: await bookOf(tx, key),
      countedQuantity: input.countedQuantity,
      countedAt: tx.now,
      countedBy: tx.actor.name,
    }
    await tx.db
      .insert(stockCountLines)
      .values({ countId: count.id, ...key, ...entry })
      .onConflictDoUpdate({
        target: [stockCountLines.countId, stockCountLines.itemId, stockCountLines.placeId, stockCountLines.lotId],
        set: entry,
      })
  })

/** Posts every difference as a move of its own; lines that were not counted stay as they are. */
export const postCount = (ctx: Ctx, id: number): Promise<{ id: number; moves: number }> =>
  inTransaction(ctx, async (tx) => {
    const count = await openCount(tx, id)
    const lines = await tx.db
      .select()
      .from(stockCountLines)
      .where(eq(stockCountLines.countId, id))
      .orderBy(stockCountLines.id)
    unless(whyNotPostCount(count, lines))
    const outside = await wellKnown(tx, 'adjustment')
    const differences = lines.flatMap((l) => {
      const change = l.countedQuantity === null ? 0 : roundQuantity(l.countedQuantity - l.bookQuantity)
      return change === 0 ? [] : [{ line: l, change }]
    })
    unless(await whyNotTakeOut(tx, differences))
    for (const { line, change } of differences) {
      const gained = change > 0
      const move = await postMove(tx, {
        itemId: line.itemId,
        lotId: line.lotId,
        fromPlaceId: gained ? outside.id : line.placeId,
        toPlaceId: gained ? line.placeId : outside.id,
        quantity: Math.abs(change),
        ...(gained ? { value: multiply(4, change, await unitCostOf(tx, await getStockedItem(tx, line.itemId))) } : {}),
        document: 'count',
        documentNumber: count.number,
        reason: `Counted ${line.countedQuantity}, book ${line.bookQuantity}`,
      })
      await tx.db.update(stockCountLines).set({ moveId: move.id }).where(eq(stockCountLines.id, line.id))
    }
    await tx.db
      .update(stockCounts)
      .set({ status: countMoves.post.to, postedAt: tx.now, postedBy: tx.actor.name })
      .where(eq(stockCounts.id, id))
    return { id, moves: differences.length }
  })

/** Every line whose goods have left since they were counted, so that the missing quantity can no longer be taken out. */
async function whyNotTakeOut(
  tx: Ctx,
  differences: readonly { line: typeof stockCountLines.$inferSelect; change: number }[],
): Promise<Refusal[]> {
  const refusals: Refusal[] = []
  for (const { line, change } of differences.filter((d) => d.change < 0)) {
    const book = await bookOf(tx, line)
    if (book + change < 0 && line.bookQuantity > 0) {
      const item = await getStockedItem(tx, line.itemId)
      refusals.push({
        code: 'count.gone',
        message: `${item.number}: ${book} left of the ${line.bookQuantity} when it was counted. Count it again.`,
      })
    }
  }
  return refusals
}

export const cancelCount = (ctx: Ctx, id: number): Promise<{ id: number }> =>
  inTransaction(ctx, async (tx) => {
    const count = await openCount(tx, id)
    unless(whyNotMoveCount(count.number, count.status, 'cancel'))
    await tx.db.update(stockCounts).set({ status: countMoves.cancel.to }).where(eq(stockCounts.id, id))
    return { id }
  })
