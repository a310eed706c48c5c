import { eq, inArray } from 'drizzle-orm'
import type { Db } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { enquiries, orderChanges, promiseChanges, quotations, salesOrderLines, salesOrders } from './sales.tables.ts'
import type { DealEvent } from './salesOrder.model.ts'

export type DealKey = {
  enquiryId?: number | undefined
  quotationId?: number | undefined
  salesOrderId?: number | undefined
}

/** A document's day as the instant at which it began, so that days and instants sort together. */
const startOf = (day: string) => `${day}T00:00:00.000Z`

const plain = { by: '', note: '', revision: 0, change: null }

/** Everything of one deal, oldest first: the enquiry, all its quotations, their orders and what changed on these. */
export async function dealEvents(db: Db, key: DealKey): Promise<DealEvent[]> {
  const [order] = key.salesOrderId
    ? await db.select().from(salesOrders).where(eq(salesOrders.id, key.salesOrderId))
    : []
  if (key.salesOrderId) found(order, 'sales order', key.salesOrderId)
  const quotationId = key.quotationId ?? order?.quotationId ?? undefined
  const [quotation] = quotationId ? await db.select().from(quotations).where(eq(quotations.id, quotationId)) : []
  if (quotationId) found(quotation, 'quotation', quotationId)
  const enquiryId = key.enquiryId ?? quotation?.enquiryId ?? undefined
  const [enquiry] = enquiryId ? await db.select().from(enquiries).where(eq(enquiries.id, enquiryId)) : []
  if (enquiryId) found(enquiry, 'enquiry', enquiryId)

  const quoted = enquiry
    ? await db.select().from(quotations).where(eq(quotations.enquiryId, enquiry.id))
    : quotation
      ? [quotation]
      : []
  const fromQuotes =
    quoted.length > 0
      ? await db
          .select()
          .from(salesOrders)
          .where(
            inArray(
              salesOrders.quotationId,
              quoted.map((q) => q.id),
            ),
          )
      : []
  const orders = fromQuotes.length > 0 ? fromQuotes : order ? [order] : []

  const events: DealEvent[] = []
  if (enquiry) {
    const about = { ...plain, kind: 'enquiry' as const, documentId: enquiry.id, number: enquiry.number }
    events.push({ ...about, at: startOf(enquiry.receivedOn), act: 'received', note: enquiry.title })
  }
  for (const q of quoted) {
    const about = { ...plain, kind: 'quotation' as const, documentId: q.id, number: q.number }
    events.push({ ...about, at: startOf(q.quotedOn), act: 'quoted' })
    if (q.sentAt) events.push({ ...about, at: q.sentAt, act: 'sent', revision: q.revision })
    if (q.decidedAt) events.push({ ...about, at: q.decidedAt, act: q.status, note: q.lostNote })
  }
  for (const o of orders)
    events.push({
      ...plain,
      kind: 'salesOrder',
      documentId: o.id,
      number: o.number,
      at: startOf(o.orderedOn),
      act: 'ordered',
      note: o.buyerOrderNumber,
    })
  events.push(...(await changesOf(db, orders)))
  const rank = { enquiry: 0, quotation: 1, salesOrder: 2, promise: 3, change: 4 }
  return events.sort(
    (a, b) =>
      a.at.slice(0, 10).localeCompare(b.at.slice(0, 10)) || rank[a.kind] - rank[b.kind] || a.at.localeCompare(b.at),
  )
}

async function changesOf(db: Db, orders: readonly { id: number; number: string }[]): Promise<DealEvent[]> {
  if (orders.length === 0) return []
  const numberOf = new Map(orders.map((o) => [o.id, o.number]))
  const ids = [...numberOf.keys()]
  const promises = await db
    .select({ change: promiseChanges, orderId: salesOrderLines.salesOrderId, line: salesOrderLines.line })
    .from(promiseChanges)
    .innerJoin(salesOrderLines, eq(salesOrderLines.id, promiseChanges.salesOrderLineId))
    .where(inArray(salesOrderLines.salesOrderId, ids))
  const changes = await db
    .select({ change: orderChanges, orderId: salesOrderLines.salesOrderId, line: salesOrderLines.line })
    .from(orderChanges)
    .innerJoin(salesOrderLines, eq(salesOrderLines.id, orderChanges.salesOrderLineId))
    .where(inArray(salesOrderLines.salesOrderId, ids))
  return [
    ...promises.map(
      ({ change, orderId, line }): DealEvent => ({
        ...plain,
        kind: 'promise',
        at: change.at,
        act: 'promised',
        documentId: orderId,
        number: numberOf.get(orderId) ?? '',
        by: change.by,
        note: [change.askedBy, change.note].filter(Boolean).join(': '),
        change: { line, field: 'currentPromiseOn', before: change.fromOn, after: change.toOn },
      }),
    ),
    ...changes.map(
      ({ change, orderId, line }): DealEvent => ({
        ...plain,
        kind: 'change',
        at: change.at,
        act: change.field === 'canceled' ? 'canceled' : 'changed',
        documentId: orderId,
        number: numberOf.get(orderId) ?? '',
        by: change.by,
        note: change.touches,
        change: { line, field: change.field, before: change.before, after: change.after },
      }),
    ),
  ]
}
