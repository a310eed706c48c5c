import { and, eq } from 'drizzle-orm'
import { items } from '../catalog/item.tables.ts'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { multiply } from '../core/decimal.ts'
import { found } from '../core/missing.ts'
import { nextNumber } from '../core/number.commands.ts'
import { type Refusal, Refused, unless } from '../core/refusal.ts'
import { wellKnown } from './place.commands.ts'
import { ensureLot, getPlace, type PostedMove, postMove } from './stock.commands.ts'
import { availableOf } from './stock.queries.ts'
import { averageCost } from './stock.rules.ts'
import { lots } from './stock.tables.ts'
import { whyNotAdjust, whyNotLot, whyNotTransfer } from './stockEntry.rules.ts'

export type StockedItem = typeof items.$inferSelect

export async function getStockedItem(tx: Ctx, id: number): Promise<StockedItem> {
  const [item] = await tx.db.select().from(items).where(eq(items.id, id))
  return found(item, 'item', id)
}

/** The lot named by id or, for goods that are there already, by number. */
async function lotOf(
  tx: Ctx,
  itemId: number,
  lot: { lotId?: number | null | undefined; lotNumber?: string | undefined },
) {
  if (lot.lotId == null && !lot.lotNumber) return null
  const same = lot.lotId != null ? eq(lots.id, lot.lotId) : eq(lots.number, lot.lotNumber ?? '')
  const [row] = await tx.db
    .select()
    .from(lots)
    .where(and(eq(lots.itemId, itemId), same))
  return found(row, 'lot', lot.lotId ?? lot.lotNumber ?? '')
}

export type Transfer = {
  itemId: number
  fromPlaceId: number
  toPlaceId: number
  quantity: number
  lotId?: number | null | undefined
  lotNumber?: string | undefined
  reason?: string | undefined
}

export const transferStock = (ctx: Ctx, input: Transfer): Promise<PostedMove> =>
  inTransaction(ctx, async (tx) => {
    const item = await getStockedItem(tx, input.itemId)
    const lot = await lotOf(tx, item.id, input)
    const [from, to] = [await getPlace(tx, input.fromPlaceId), await getPlace(tx, input.toPlaceId)]
    unless([
      ...whyNotTransfer(from, to),
      ...whyNotLot({ item: item.number, tracking: item.tracking, lot: lot?.number ?? null, quantity: input.quantity }),
    ])
    return postMove(tx, {
      itemId: item.id,
      lotId: lot?.id ?? null,
      fromPlaceId: from.id,
      toPlaceId: to.id,
      quantity: input.quantity,
      document: 'transfer',
      documentNumber: await nextNumber(tx, 'ST'),
      reason: input.reason ?? '',
    })
  })

/** What one stock unit is worth when nobody says: the average of what lies in bins, else the item's standard cost. */
export async function unitCostOf(tx: Ctx, item: StockedItem): Promise<number> {
  const stock = (await availableOf(tx.db, [item.id])).get(item.id)
  return stock && stock.onHand > 0 ? averageCost({ quantity: stock.onHand, value: stock.value }) : item.standardCost
}

export type Adjustment = {
  itemId: number
  placeId: number
  /** More than 0 finds goods, less than 0 misses them. */
  change: number
  reason: string
  lotNumber?: string | undefined
  /** Of found goods, per stock unit. */
  unitCost?: number | undefined
}

export const adjustStock = (ctx: Ctx, input: Adjustment): Promise<PostedMove> =>
  inTransaction(ctx, async (tx) => {
    const item = await getStockedItem(tx, input.itemId)
    const place = await getPlace(tx, input.placeId)
    unless([
      ...whyNotAdjust({ place, change: input.change, reason: input.reason, itemKind: item.kind }),
      ...whyNotLot({
        item: item.number,
        tracking: item.tracking,
        lot: input.lotNumber || null,
        quantity: input.change,
      }),
    ])
    const found = input.change > 0
    const lot = !input.lotNumber
      ? null
      : found
        ? await ensureLot(tx, { itemId: item.id, number: input.lotNumber, serial: item.tracking === 'serial' })
        : await lotOf(tx, item.id, { lotNumber: input.lotNumber })
    const outside = await wellKnown(tx, 'adjustment')
    return postMove(tx, {
      itemId: item.id,
      lotId: lot?.id ?? null,
      fromPlaceId: found ? outside.id : place.id,
      toPlaceId: found ? place.id : outside.id,
      quantity: Math.abs(input.change),
      ...(found ? { value: multiply(4, input.change, input.unitCost ?? (await unitCostOf(tx, item))) } : {}),
      document: 'adjustment',
      documentNumber: await nextNumber(tx, 'SA'),
      reason: input.reason,
    })
  })

export type OpeningLine = {
  itemId: number
  placeId: number
  quantity: number
  unitCost?: number | undefined
  lotNumber?: string | undefined
  certificate?: string | undefined
}

/** What lies there on the first day. All lines are posted or, with every fault named by its line, none. */
export const postOpeningStock = (
  ctx: Ctx,
  lines: readonly OpeningLine[],
): Promise<{ documentNumber: string; moves: number }> =>
  inTransaction(ctx, async (tx) => {
    const refusals: Refusal[] = []
    const ready: (() => Promise<unknown>)[] = []
    const documentNumber = await nextNumber(tx, 'OS')
    const outside = await wellKnown(tx, 'adjustment')
    for (const [i, line] of lines.entries()) {
      const item = await getStockedItem(tx, line.itemId)
      const place = await getPlace(tx, line.placeId)
      const whyNot = [
        ...whyNotAdjust({ place, change: line.quantity, reason: 'opening', itemKind: item.kind }),
        ...whyNotLot({
          item: item.number,
          tracking: item.tracking,
          lot: line.lotNumber || null,
          quantity: line.quantity,
        }),
      ]
      refusals.push(...whyNot.map((r) => ({ ...r, message: `Line ${i + 1}: ${r.message}` })))
      ready.push(async () => {
        const lot = line.lotNumber
          ? await ensureLot(tx, {
              itemId: item.id,
              number: line.lotNumber,
              serial: item.tracking === 'serial',
              certificate: line.certificate ?? '',
            })
          : null
        const value = multiply(4, line.quantity, line.unitCost ?? item.standardCost)
        await postMove(tx, {
          itemId: item.id,
          lotId: lot?.id ?? null,
          fromPlaceId: outside.id,
          toPlaceId: place.id,
          quantity: line.quantity,
          value,
          document: 'opening',
          documentNumber,
        })
      })
    }
    if (refusals.length > 0) throw new Refused(refusals)
    for (const post of ready) await post()
    return { documentNumber, moves: ready.length }
  })
