import { and, eq, gt, inArray, max, ne, sql } from 'drizzle-orm'
import { items } from '../catalog/item.tables.ts'
import { dayAt, getCompany } from '../core/company.queries.ts'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { roundCost, sum } from '../core/decimal.ts'
import { found } from '../core/missing.ts'
import { nextNumber } from '../core/number.commands.ts'
import { type Refusal, refuse, unless } from '../core/refusal.ts'
import { wellKnown } from '../inventory/place.commands.ts'
import { postMove, reverseMove } from '../inventory/stock.commands.ts'
import { reservations, stockMoves } from '../inventory/stock.tables.ts'
import { whyNotTrade } from '../parties/party.queries.ts'
import { salesOrderLines, salesOrders } from '../sales/sales.tables.ts'
import { noteDelivered } from '../sales/salesOrder.commands.ts'
import { getSalesOrder } from '../sales/salesOrder.queries.ts'
import { shipmentMoves } from './delivery.model.ts'
import {
  whyNotAllReady,
  whyNotChangeShipment,
  whyNotMoveShipment,
  whyNotReverse,
  whyNotShip,
} from './delivery.rules.ts'
import { shipmentLines, shipments } from './delivery.tables.ts'
import { type Picked, suggestPicks, type Wish } from './pick.queries.ts'
import { listReadyToShip } from './ready.queries.ts'
import {
  type NewShipment,
  type Shipment,
  type ShipmentChange,
  ShipmentChangeInput,
  ShipmentInput,
} from './shipment.model.ts'
import {
  getShipment,
  getShipmentRow,
  judgeShipment,
  linesOfShipment,
  missingPapers,
  type ShipmentLineRow,
} from './shipment.queries.ts'

type WantedLine = {
  salesOrderLineId: number
  quantity?: number | undefined
  lotId: number | null
  placeId: number | null
}

/** The order lines that a shipment asks for, each with what of it is open when it names no quantity. */
async function wishesOf(
  tx: Ctx,
  customerId: number,
  lines: readonly WantedLine[],
): Promise<{ wishes: Wish[]; deliveryPlaceId: number | null }> {
  const ids = [...new Set(lines.map((l) => l.salesOrderLineId))]
  const rows = await tx.db
    .select({
      line: salesOrderLines,
      order: salesOrders,
      kind: items.kind,
      drafted:
        sql`coalesce((select sum(l.quantity) from shipment_lines l join shipments s on s.id = l.shipment_id and s.status = 'draft' where l.sales_order_line_id = ${salesOrderLines.id}), 0)`.mapWith(
          Number,
        ),
    })
    .from(salesOrderLines)
    .innerJoin(salesOrders, eq(salesOrders.id, salesOrderLines.salesOrderId))
    .innerJoin(items, eq(items.id, salesOrderLines.itemId))
    .where(inArray(salesOrderLines.id, ids))
  const wanted = lines.map((l) => ({
    ...l,
    ...found(
      rows.find((r) => r.line.id === l.salesOrderLineId),
      'sales order line',
      l.salesOrderLineId,
    ),
  }))
  const wishes = wanted.map(
    (w): Wish => ({
      salesOrderLineId: w.line.id,
      itemId: w.line.itemId,
      service: w.kind === 'service',
      lotId: w.lotId,
      placeId: w.placeId,
      quantity: w.quantity ?? Math.max(0, sum([w.line.quantity, -w.line.deliveredQuantity, -w.drafted])),
    }),
  )
  unless([
    ...wanted.flatMap((w) =>
      refuse(
        w.order.customerId !== customerId,
        'shipment.other-customer',
        `${w.order.number} is another customer's order.`,
      ),
    ),
    ...wanted.flatMap((w, i) =>
      refuse(
        (wishes[i]?.quantity ?? 0) <= 0,
        'shipment.nothing-open',
        `Nothing of ${w.order.number} line ${w.line.line} is left to ship.`,
      ),
    ),
  ])
  return { wishes, deliveryPlaceId: wanted[0]?.order.deliveryPlaceId ?? null }
}

const storeLines = async (tx: Ctx, shipmentId: number, picks: readonly Picked[]) => {
  await tx.db.delete(shipmentLines).where(eq(shipmentLines.shipmentId, shipmentId))
  await tx.db.insert(shipmentLines).values(
    picks.map((p, i) => ({
      shipmentId,
      line: i + 1,
      salesOrderLineId: p.salesOrderLineId,
      itemId: p.itemId,
      lotId: p.lotId,
      placeId: p.held ? p.placeId : null,
      quantity: p.quantity,
    })),
  )
}

/** A draft for one customer. Lines that name no lot are picked from what is released; the rest is picked when it leaves. */
export const createShipment = (ctx: Ctx, given: NewShipment): Promise<Shipment> =>
  inTransaction(ctx, async (tx) => {
    const { lines, ...header } = ShipmentInput.parse(given)
    const { wishes, deliveryPlaceId } = await wishesOf(tx, header.customerId, lines)
    const place = header.deliveryPlaceId === undefined ? deliveryPlaceId : header.deliveryPlaceId
    unless(await whyNotTrade(tx.db, { customerId: header.customerId, deliveryPlaceId: place }))
    const picks = await suggestPicks(tx.db, wishes)
    const number = await nextNumber(tx, 'SH')
    const [row] = await tx.db
      .insert(shipments)
      .values({ ...header, deliveryPlaceId: place, number, status: 'draft', createdAt: tx.now })
      .returning({ id: shipments.id })
    const { id } = found(row, 'shipment', number)
    await storeLines(tx, id, picks)
    return getShipment(tx.db, id)
  })

/** Changes a draft; lines that are given replace those it has. */
export const changeShipment = (ctx: Ctx, id: number, given: ShipmentChange): Promise<Shipment> =>
  inTransaction(ctx, async (tx) => {
    const { lines, deliveryPlaceId, ...header } = ShipmentChangeInput.parse(given)
    const shipment = await getShipmentRow(tx.db, id, { lock: true })
    const place = deliveryPlaceId === undefined ? shipment.deliveryPlaceId : deliveryPlaceId
    unless([
      ...whyNotChangeShipment(shipment.status),
      ...(await whyNotTrade(tx.db, { customerId: shipment.customerId, deliveryPlaceId: place })),
    ])
    await tx.db
      .update(shipments)
      .set({ ...header, deliveryPlaceId: place })
      .where(eq(shipments.id, id))
    if (lines) {
      await tx.db.delete(shipmentLines).where(eq(shipmentLines.shipmentId, id))
      await storeLines(tx, id, await suggestPicks(tx.db, (await wishesOf(tx, shipment.customerId, lines)).wishes))
    }
    return getShipment(tx.db, id)
  })

/** Orders are locked in one order by all, so that two shipments of one line cannot both be the last. */
const lockOrders = async (tx: Ctx, lines: readonly ShipmentLineRow[]): Promise<void> => {
  for (const id of [...new Set(lines.map((l) => l.salesOrderId))].sort((a, b) => a - b))
    await getSalesOrder(tx.db, id, { lock: true })
}

const deliveredBy = (lines: readonly { salesOrderLineId: number; quantity: number }[]): [number, number][] => {
  const ids = [...new Set(lines.map((l) => l.salesOrderLineId))].sort((a, b) => a - b)
  return ids.map((id) => [id, sum(lines.filter((l) => l.salesOrderLineId === id).map((l) => l.quantity))])
}

/**
 * The goods leave: stock moves to the customer with their value, the order lines count them, and the last piece dates
 * the promise. Refused, with every reason, until they are made, tested and released and their papers are there.
 */
export const shipShipment = (
  ctx: Ctx,
  id: number,
  options: { shippedOn?: string | undefined } = {},
): Promise<Shipment> =>
  inTransaction(ctx, async (tx) => {
    const shipment = await getShipmentRow(tx.db, id, { lock: true })
    await lockOrders(tx, await linesOfShipment(tx.db, id))
    const { picks, papers, facts } = await judgeShipment(tx.db, shipment, await linesOfShipment(tx.db, id))
    const today = dayAt(tx.now, (await getCompany(tx.db)).timeZone)
    const shippedOn = options.shippedOn ?? today
    unless([
      ...whyNotShip({ status: shipment.status, lines: facts, missingPapers: missingPapers(papers) }),
      ...refuse(shippedOn > today, 'shipment.future', 'It cannot have left after today.'),
    ])
    await storeLines(tx, id, picks)
    const customer = await wellKnown(tx, 'customer')
    for (const line of await tx.db
      .select()
      .from(shipmentLines)
      .where(eq(shipmentLines.shipmentId, id))
      .orderBy(shipmentLines.line)) {
      if (line.placeId === null) continue // a service
      const move = await postMove(tx, {
        itemId: line.itemId,
        lotId: line.lotId,
        fromPlaceId: line.placeId,
        toPlaceId: customer.id,
        quantity: line.quantity,
        document: 'delivery',
        documentNumber: shipment.number,
      })
      await tx.db
        .update(shipmentLines)
        .set({ value: roundCost(move.value) })
        .where(eq(shipmentLines.id, line.id))
    }
    for (const [lineId, quantity] of deliveredBy(picks)) {
      await noteDelivered(tx, lineId, quantity, shippedOn)
      await lessReserved(tx, lineId, quantity)
    }
    await tx.db
      .update(shipments)
      .set({ status: shipmentMoves.ship.to, shippedAt: tx.now, shippedOn })
      .where(eq(shipments.id, id))
    return getShipment(tx.db, id)
  })

/** What has left is no longer reserved for its order line. */
async function lessReserved(tx: Ctx, salesOrderLineId: number, quantity: number): Promise<void> {
  let left = quantity
  const held = await tx.db
    .select()
    .from(reservations)
    .where(and(eq(reservations.demand, 'salesOrderLine'), eq(reservations.demandId, salesOrderLineId)))
    .orderBy(reservations.id)
    .for('update')
  for (const r of held) {
    const less = Math.min(left, r.quantity)
    left = sum([left, -less])
    if (less === r.quantity) await tx.db.delete(reservations).where(eq(reservations.id, r.id))
    else if (less > 0)
      await tx.db
        .update(reservations)
        .set({ quantity: sum([r.quantity, -less]) })
        .where(eq(reservations.id, r.id))
  }
}

export const cancelShipment = (ctx: Ctx, id: number): Promise<Shipment> =>
  inTransaction(ctx, async (tx) => {
    const shipment = await getShipmentRow(tx.db, id, { lock: true })
    unless(whyNotMoveShipment(shipment.status, 'cancel'))
    await tx.db.update(shipments).set({ status: shipmentMoves.cancel.to }).where(eq(shipments.id, id))
    return getShipment(tx.db, id)
  })

/** When goods of an order line left last, other than with one shipment. */
async function lastShippedOn(tx: Ctx, salesOrderLineId: number, except: number): Promise<string | null> {
  const [last] = await tx.db
    .select({ on: max(shipments.shippedOn) })
    .from(shipmentLines)
    .innerJoin(shipments, eq(shipments.id, shipmentLines.shipmentId))
    .where(
      and(
        eq(shipmentLines.salesOrderLineId, salesOrderLineId),
        eq(shipments.status, 'shipped'),
        gt(shipmentLines.quantity, 0),
        ne(shipments.id, except),
      ),
    )
  return last?.on ?? null
}

/** A wrong shipment: every piece goes back to the bin it came from at the value it left with, and the order opens again. */
export const reverseShipment = (ctx: Ctx, id: number, reason: string): Promise<Shipment> =>
  inTransaction(ctx, async (tx) => {
    const shipment = await getShipmentRow(tx.db, id, { lock: true })
    const lines = await linesOfShipment(tx.db, id)
    unless([
      ...whyNotReverse({
        status: shipment.status,
        invoices: [...new Set(lines.flatMap((l) => l.invoiceNumber ?? []))],
        returns: (await getShipment(tx.db, id)).returns.map((r) => r.number),
      }),
      ...refuse(reason.trim() === '', 'shipment.no-reason', 'Say why the shipment is reversed.'),
    ])
    await lockOrders(tx, lines)
    const moves = await tx.db
      .select({ id: stockMoves.id })
      .from(stockMoves)
      .where(
        and(
          eq(stockMoves.documentNumber, shipment.number),
          inArray(stockMoves.document, ['delivery', 'customerReturn']),
        ),
      )
      .orderBy(stockMoves.id)
    for (const move of moves) await reverseMove(tx, move.id, reason.trim())
    for (const [lineId, quantity] of deliveredBy(lines))
      await noteDelivered(tx, lineId, -quantity, shipment.shippedOn ?? '', {
        lastOn: await lastShippedOn(tx, lineId, id),
      })
    await tx.db
      .update(shipments)
      .set({ status: shipmentMoves.reverse.to, reversedReason: reason.trim() })
      .where(eq(shipments.id, id))
    return getShipment(tx.db, id)
  })

/**
 * A draft of what of an order can leave now. What cannot is named line by line beside it; only when nothing at all can
 * leave is the whole refused, with those reasons.
 */
export const prepareShipment = (ctx: Ctx, salesOrderId: number): Promise<{ shipment: Shipment; left: Refusal[] }> =>
  inTransaction(ctx, async (tx) => {
    const order = await getSalesOrder(tx.db, salesOrderId, { lock: true })
    const { rows } = await listReadyToShip(tx.db, tx.now, {
      filter: { salesOrderId: String(salesOrderId) },
      sort: 'line',
      limit: 1000,
    })
    const ready = rows.filter((r) => r.ready > 0)
    const left = rows.flatMap(whyNotAllReady)
    unless([
      ...refuse(rows.length === 0, 'shipment.nothing-open', `Nothing of ${order.number} is left to ship.`),
      ...(ready.length === 0 ? left : []),
    ])
    const shipment = await createShipment(tx, {
      customerId: order.customerId,
      lines: ready.map((r) => ({ salesOrderLineId: r.id, quantity: r.ready })),
    })
    return { shipment, left }
  })
