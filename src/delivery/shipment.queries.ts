import { and, eq, inArray, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../core/ctx.ts'
import { multiply, sum } from '../core/decimal.ts'
import type { ListInput } from '../core/list.model.ts'
import { runList } from '../core/list.queries.ts'
import { found } from '../core/missing.ts'
import { refuse } from '../core/refusal.ts'
import { row, rowsOf } from '../core/rows.ts'
import { lots } from '../inventory/stock.tables.ts'
import { getParty, getPeople } from '../parties/party.queries.ts'
import { lotsUsedIn, releasedTestsFor } from '../quality/certificate.queries.ts'
import { testPlans } from '../quality/test.tables.ts'
import {
  type ShipmentLineFacts,
  whyNotChangeShipment,
  whyNotMoveShipment,
  whyNotReturn,
  whyNotReverse,
  whyNotShip,
} from './delivery.rules.ts'
import { shipments } from './delivery.tables.ts'
import { whyNotInvoiceShipments } from './invoice.rules.ts'
import { notReleased, type Picked, pickNow } from './pick.queries.ts'
import { type PaperLight, type Shipment, type ShipmentLine, shipmentList } from './shipment.model.ts'

const Line = z.object({
  id: row.id,
  line: row.id,
  salesOrderLineId: row.id,
  salesOrderId: row.id,
  orderNumber: row.text,
  orderLine: row.id,
  buyerOrderNumber: row.text,
  currency: row.text,
  exchangeRate: row.number,
  customerId: row.id,
  canceled: row.text,
  itemId: row.id,
  itemNumber: row.text,
  service: row.flag,
  description: row.text,
  customerPartNumber: row.text.nullable(),
  unit: row.text,
  weightKg: row.number,
  lotId: row.id.nullable(),
  lot: row.text.nullable(),
  placeId: row.id.nullable(),
  place: row.text.nullable(),
  quantity: row.number,
  returned: row.number,
  ordered: row.number,
  delivered: row.number,
  promisedOn: row.day,
  invoiceId: row.id.nullable(),
  invoiceNumber: row.text.nullable(),
})
export type ShipmentLineRow = z.infer<typeof Line>

export const linesOfShipment = (db: Db, shipmentId: number): Promise<ShipmentLineRow[]> =>
  rowsOf(
    db,
    sql`select s.id, s.line, s.sales_order_line_id as "salesOrderLineId", o.id as "salesOrderId", o.number as "orderNumber", ol.line as "orderLine",
        o.buyer_order_number as "buyerOrderNumber", o.currency, o.exchange_rate as "exchangeRate", o.customer_id as "customerId", ol.canceled,
        i.id as "itemId", i.number as "itemNumber", i.kind = 'service' as service, ol.description,
        (select p.part_number from customer_part_numbers p where p.item_id = i.id and p.party_id = o.customer_id and not p.archived order by p.id limit 1) as "customerPartNumber",
        u.code as unit, i.weight_kg as "weightKg", s.lot_id as "lotId", l.number as lot, s.place_id as "placeId", p.code as place, s.quantity,
        (select coalesce(-sum(r.quantity), 0) from shipment_lines r join shipments h on h.id = r.shipment_id and h.status = 'shipped' where r.returns_line_id = s.id) as returned,
        ol.quantity as ordered, ol.delivered_quantity as delivered, ol.current_promise_on::text as "promisedOn", v.id as "invoiceId", v.number as "invoiceNumber"
      from shipment_lines s join sales_order_lines ol on ol.id = s.sales_order_line_id join sales_orders o on o.id = ol.sales_order_id
      join items i on i.id = s.item_id join units u on u.id = i.stock_unit_id left join lots l on l.id = s.lot_id left join places p on p.id = s.place_id
      left join invoice_lines vl on vl.id = s.invoice_line_id left join invoices v on v.id = vl.invoice_id
      where s.shipment_id = ${shipmentId} order by s.line`,
    Line,
  )

export async function getShipmentRow(db: Db, id: number, options?: { lock: boolean }) {
  const query = db.select().from(shipments).where(eq(shipments.id, id))
  const [shipment] = await (options?.lock ? query.for('update') : query)
  return found(shipment, 'shipment', id)
}

/** The facts that decide whether order lines may leave, each over all its picks. */
export async function shipmentFacts(
  db: Db,
  lines: readonly ShipmentLineRow[],
  picks: readonly Picked[],
): Promise<ShipmentLineFacts[]> {
  const lineIds = [...new Set(lines.map((l) => l.salesOrderLineId))]
  const waiting = await notReleased(db, lineIds)
  return lineIds.flatMap((id) => {
    const first = lines.find((l) => l.salesOrderLineId === id)
    if (!first) return []
    const own = picks.filter((p) => p.salesOrderLineId === id)
    return [
      {
        order: `${first.orderNumber} line ${first.orderLine}`,
        itemNumber: first.itemNumber,
        quantity: sum(own.map((p) => p.quantity)),
        open: sum([first.ordered, -first.delivered]),
        held: sum(own.filter((p) => p.held).map((p) => p.quantity)),
        awaitingTest: waiting.get(id)?.awaitingTest ?? 0,
        rejected: waiting.get(id)?.rejected ?? 0,
        inWork: waiting.get(id)?.inWork ?? 0,
        canceled: first.canceled !== '',
      },
    ]
  })
}

export type Goods = {
  salesOrderLineId: number
  itemId: number
  itemNumber: string
  lotId: number | null
  lot: string | null
  service: boolean
}
export type Certified = {
  goods: Goods
  required: boolean
  tests: Awaited<ReturnType<typeof releasedTestsFor>>
  uncertified: string[]
}

/** For each kind of goods: the released tests that certify it and the material lots in it without a certificate. */
export async function certifiedGoods(db: Db, goods: readonly Goods[]): Promise<Certified[]> {
  const seen = new Map(goods.filter((g) => !g.service).map((g) => [`${g.salesOrderLineId}:${g.lotId}`, g]))
  const certified: Certified[] = []
  for (const g of seen.values()) {
    const [plan] = await db
      .select()
      .from(testPlans)
      .where(and(eq(testPlans.itemId, g.itemId), eq(testPlans.current, true)))
    const tests = await releasedTestsFor(db, g)
    const materials = plan?.materialCertificatesRequired || tests.some((t) => t.materialCertificatesRequired)
    const makers = materials ? [...new Set(tests.flatMap((t) => t.workOrderId ?? []))] : []
    const lots = (await Promise.all(makers.map((id) => lotsUsedIn(db, id)))).flat()
    const uncertified = [
      ...new Set(lots.filter((l) => l.lot !== null && l.certificate === '').map((l) => `${l.itemNumber} lot ${l.lot}`)),
    ]
    certified.push({ goods: g, required: plan?.certificateRequired ?? false, tests, uncertified })
  }
  return certified
}

const nameOf = (g: Goods): string => (g.lot === null ? g.itemNumber : `${g.itemNumber} ${g.lot}`)

/** Each paper with its state and reason. A missing one that a test plan requires keeps the goods here. */
export function paperLights(certified: readonly Certified[], lines: number): PaperLight[] {
  const bare = certified.filter((c) => c.required && c.tests.length === 0)
  const withTests = certified.filter((c) => c.tests.length > 0)
  const uncertified = certified.flatMap((c) => c.uncertified.map((lot) => `${lot} in ${nameOf(c.goods)}`))
  const ready = lines > 0 ? 'ready' : 'missing'
  return [
    { paper: 'deliveryNote', state: ready, reason: lines > 0 ? '' : 'The shipment has no lines.' },
    { paper: 'packingList', state: ready, reason: lines > 0 ? '' : 'The shipment has no lines.' },
    {
      paper: 'certificate',
      state: bare.length > 0 ? 'missing' : withTests.length > 0 ? 'ready' : 'none',
      reason:
        bare.length > 0
          ? `No certificate of conformance for ${bare.map((c) => nameOf(c.goods)).join(', ')}: no released test.`
          : withTests.map((c) => c.tests.map((t) => t.test).join(', ')).join(', '),
    },
    {
      paper: 'materialCertificates',
      state: uncertified.length > 0 ? 'missing' : 'none',
      reason: uncertified.length > 0 ? `No material certificate for ${uncertified.join(', ')}.` : '',
    },
  ]
}

export const missingPapers = (lights: readonly PaperLight[]) =>
  lights.filter((l) => l.state === 'missing' && l.paper !== 'deliveryNote' && l.paper !== 'packingList')

/** A draft's goods are judged where they lie now; those of a shipment that left are what its lines say. */
export async function judgeShipment(
  db: Db,
  shipment: typeof shipments.$inferSelect,
  lines: readonly ShipmentLineRow[],
) {
  const picks = shipment.status === 'draft' ? await pickNow(db, lines) : lines.map((l) => ({ ...l, held: true }))
  const held = picks.filter((p) => p.held)
  const lotIds = [...new Set(held.flatMap((p) => p.lotId ?? []))]
  const named =
    lotIds.length === 0
      ? []
      : await db.select({ id: lots.id, number: lots.number }).from(lots).where(inArray(lots.id, lotIds))
  // Goods that are not there yet are refused for that; their papers come with their test.
  const goods = held.map(
    (p): Goods => ({
      ...p,
      itemNumber: lines.find((l) => l.salesOrderLineId === p.salesOrderLineId)?.itemNumber ?? '',
      lot: named.find((l) => l.id === p.lotId)?.number ?? null,
    }),
  )
  const certified = await certifiedGoods(db, goods)
  const papers = paperLights(certified, lines.length)
  const facts = shipment.status === 'draft' ? await shipmentFacts(db, lines, picks) : []
  return { picks, certified, papers, facts }
}

const deliverTo = async (db: Db, customerId: number, placeId: number | null): Promise<string> => {
  const party = await getParty(db, customerId)
  const place =
    placeId === null ? undefined : (await getPeople(db, customerId)).deliveryPlaces.find((p) => p.id === placeId)
  return place
    ? [place.name, place.address].filter(Boolean).join('\n')
    : [party.address, [party.city, party.country].filter(Boolean).join(', ')].filter(Boolean).join('\n')
}

export async function getShipment(db: Db, id: number): Promise<Shipment> {
  const shipment = await getShipmentRow(db, id)
  const lines = await linesOfShipment(db, id)
  const { papers, facts, certified } = await judgeShipment(db, shipment, lines)
  const shown = lines.map(
    ({ currency: _currency, exchangeRate: _rate, customerId: _customer, canceled: _canceled, ...l }): ShipmentLine => {
      const tests =
        certified.find((c) => c.goods.salesOrderLineId === l.salesOrderLineId && c.goods.lotId === l.lotId)?.tests ?? []
      return { ...l, certificates: tests.map((t) => ({ testId: t.testId, test: t.test })) }
    },
  )
  const toInvoice = lines.map((l) => ({
    ...l,
    shipment: shipment.number,
    status: shipment.status,
    invoiced: l.invoiceId !== null,
  }))
  const named = await db
    .select({ id: shipments.id, number: shipments.number })
    .from(shipments)
    .where(
      or(
        eq(shipments.id, shipment.returnOfId ?? 0),
        and(eq(shipments.returnOfId, id), eq(shipments.status, 'shipped')),
      ),
    )
    .orderBy(shipments.id)
  const { returnOfId, ...own } = shipment
  const returns = named.filter((s) => s.id !== returnOfId)
  return {
    ...own,
    returnOf: named.find((s) => s.id === returnOfId) ?? null,
    returns,
    customer: (await getParty(db, shipment.customerId)).name,
    deliverTo: await deliverTo(db, shipment.customerId, shipment.deliveryPlaceId),
    netKg: sum(lines.map((l) => multiply(6, l.quantity, l.weightKg))),
    lines: shown,
    papers,
    whyNot: {
      change: whyNotChangeShipment(shipment.status),
      ship: whyNotShip({
        status: shipment.status,
        lines: facts,
        missingPapers: shipment.status === 'draft' ? missingPapers(papers) : [],
      }).filter((r) => shipment.status === 'draft' || r.code === 'shipment.not-draft'),
      cancel: whyNotMoveShipment(shipment.status, 'cancel'),
      reverse: whyNotReverse({
        status: shipment.status,
        invoices: [...new Set(lines.flatMap((l) => l.invoiceNumber ?? []))],
        returns: returns.map((r) => r.number),
      }),
      return: [
        ...whyNotReturn({ ...shipment, isReturn: returnOfId !== null, lines: [] }).filter(
          (r) => r.code !== 'return.empty',
        ),
        ...refuse(
          lines.every((l) => l.service || l.returned >= l.quantity),
          'return.all-back',
          'Everything of it came back.',
        ),
      ],
      invoice: whyNotInvoiceShipments(toInvoice, { exchangeRate: undefined }),
    },
  }
}

export const listShipments = (db: Db, input: ListInput) =>
  runList(
    db,
    shipmentList,
    sql`select s.id, s.number, s.status, s.customer_id as "customerId", c.name as customer, s.carrier, s.tracking, s.shipped_on::text as "shippedOn", s.created_at as "createdAt", (select b.number from shipments b where b.id = s.return_of_id) as "returnOf",
        coalesce(x.orders, '') as orders, coalesce(x.ids, '{}') as "salesOrderIds", coalesce(x.items, '') as items, coalesce(x.lines, 0) as lines, coalesce(x.invoiced, false) as invoiced
      from shipments s join parties c on c.id = s.customer_id
      left join lateral (select string_agg(distinct o.number, ', ') as orders, array_agg(distinct o.id::text) as ids, string_agg(distinct i.number, ', ') as items, count(*) as lines, bool_and(l.invoice_line_id is not null) as invoiced
        from shipment_lines l join sales_order_lines ol on ol.id = l.sales_order_line_id join sales_orders o on o.id = ol.sales_order_id join items i on i.id = l.item_id
        where l.shipment_id = s.id) x on true`,
    input,
  )
