import { and, eq, inArray, sql } from 'drizzle-orm'
import { dayAt, getCompany } from '../core/company.queries.ts'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { divide, multiply, roundCost, roundQuantity } from '../core/decimal.ts'
import { found } from '../core/missing.ts'
import { nextNumber } from '../core/number.commands.ts'
import { refuse, unless } from '../core/refusal.ts'
import { wellKnown } from '../inventory/place.commands.ts'
import { getPlace, postMove } from '../inventory/stock.commands.ts'
import { noteDelivered } from '../sales/salesOrder.commands.ts'
import { getSalesOrder } from '../sales/salesOrder.queries.ts'
import { whyNotReturn } from './delivery.rules.ts'
import { shipmentLines, shipments } from './delivery.tables.ts'
import { type NewReturn, ReturnInput, type Shipment } from './shipment.model.ts'
import { getShipment, getShipmentRow, linesOfShipment, type ShipmentLineRow } from './shipment.queries.ts'

/**
 * Some of what left comes back: a shipment of its own with quantities less than nothing. The goods go to the reject store
 * unless a place is named, at the share of the value they left with; the order line waits for others in their place, and
 * what they were charged is credited as any shipment is invoiced.
 */
export const returnGoods = (ctx: Ctx, given: NewReturn): Promise<Shipment> =>
  inTransaction(ctx, async (tx) => {
    const input = ReturnInput.parse(given)
    const shipment = await getShipmentRow(tx.db, input.shipmentId, { lock: true })
    const sent = await linesOfShipment(tx.db, shipment.id)
    const lines = input.lines.map((l) => ({
      ...l,
      sent: found(
        sent.find((s) => s.id === l.shipmentLineId),
        'line of this shipment',
        l.shipmentLineId,
      ),
    }))
    const today = dayAt(tx.now, (await getCompany(tx.db)).timeZone)
    const receivedOn = input.receivedOn ?? today
    unless([
      ...whyNotReturn({
        ...shipment,
        isReturn: shipment.returnOfId !== null,
        lines: lines.map((l) => ({ ...l.sent, back: l.quantity })),
      }),
      ...refuse(
        new Set(lines.map((l) => l.shipmentLineId)).size < lines.length,
        'return.twice',
        'A line stands there twice.',
      ),
      ...refuse(receivedOn > today, 'return.future', 'It cannot have come back after today.'),
      ...(await whyNotPlaces(
        tx,
        lines.flatMap((l) => l.placeId ?? []),
      )),
    ])
    for (const id of [...new Set(lines.map((l) => l.sent.salesOrderId))].sort((a, b) => a - b))
      await getSalesOrder(tx.db, id, { lock: true })
    const number = await nextNumber(tx, 'RT')
    const { customerId, deliveryPlaceId } = shipment
    const [row] = await tx.db
      .insert(shipments)
      .values({
        number,
        status: 'shipped',
        customerId,
        deliveryPlaceId,
        carrier: '',
        tracking: '',
        packages: 0,
        grossKg: 0,
        notes: input.reason.trim(),
        createdAt: tx.now,
        shippedAt: tx.now,
        shippedOn: receivedOn,
        returnOfId: shipment.id,
      })
      .returning({ id: shipments.id })
    const { id } = found(row, 'return', number)
    for (const [i, line] of lines.entries()) await bringBack(tx, { id, number, line: i + 1, receivedOn }, line)
    return getShipment(tx.db, id)
  })

async function bringBack(
  tx: Ctx,
  back: { id: number; number: string; line: number; receivedOn: string },
  { sent, quantity, placeId }: { sent: ShipmentLineRow; quantity: number; placeId: number | null },
): Promise<void> {
  const [left] = await tx.db
    .select({ value: shipmentLines.value, quantity: shipmentLines.quantity })
    .from(shipmentLines)
    .where(eq(shipmentLines.id, sent.id))
  const { value: whole, quantity: of } = found(left, 'shipment line', sent.id)
  const [earlier] = await tx.db
    .select({
      quantity: sql`coalesce(-sum(${shipmentLines.quantity}), 0)`.mapWith(Number),
      value: sql`coalesce(-sum(${shipmentLines.value}), 0)`.mapWith(Number),
    })
    .from(shipmentLines)
    .innerJoin(shipments, and(eq(shipments.id, shipmentLines.shipmentId), eq(shipments.status, 'shipped')))
    .where(eq(shipmentLines.returnsLineId, sent.id))
  const before = earlier ?? { quantity: 0, value: 0 }
  // The last piece brings back all that is left, so that nothing of the value stays with the customer.
  const value =
    roundQuantity(before.quantity + quantity) >= of
      ? roundCost(whole - before.value)
      : multiply(4, divide(10, whole, of), quantity)
  const toPlaceId = placeId ?? (await wellKnown(tx, 'reject')).id
  await postMove(tx, {
    itemId: sent.itemId,
    lotId: sent.lotId,
    fromPlaceId: (await wellKnown(tx, 'customer')).id,
    toPlaceId,
    quantity,
    value,
    document: 'customerReturn',
    documentNumber: back.number,
  })
  await tx.db.insert(shipmentLines).values({
    shipmentId: back.id,
    line: back.line,
    salesOrderLineId: sent.salesOrderLineId,
    itemId: sent.itemId,
    lotId: sent.lotId,
    placeId: toPlaceId,
    quantity: -quantity,
    value: -value,
    returnsLineId: sent.id,
  })
  await noteDelivered(tx, sent.salesOrderLineId, -quantity, back.receivedOn)
}

async function whyNotPlaces(tx: Ctx, ids: readonly number[]) {
  const refusals = []
  for (const id of new Set(ids)) {
    const place = await getPlace(tx, id)
    refusals.push(
      ...refuse(
        (place.kind !== 'bin' && place.kind !== 'reject') || place.archived,
        'return.place',
        `${place.code} is no place to put returned goods.`,
      ),
    )
  }
  return refusals
}

/** The returns of shipments that hold, in the order in which they came. */
export const returnsOf = async (tx: Pick<Ctx, 'db'>, shipmentIds: readonly number[]): Promise<number[]> =>
  shipmentIds.length === 0
    ? []
    : (
        await tx.db
          .select({ id: shipments.id })
          .from(shipments)
          .where(and(inArray(shipments.returnOfId, [...shipmentIds]), eq(shipments.status, 'shipped')))
          .orderBy(shipments.id)
      ).map((r) => r.id)
