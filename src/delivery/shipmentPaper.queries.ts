import { getCompany } from '../core/company.queries.ts'
import type { Db } from '../core/ctx.ts'
import { sum } from '../core/decimal.ts'
import { type Paper, type PaperBlock, type PaperWords, paperWords } from '../core/paper.model.ts'
import { certificateBlocks } from '../quality/certificatePaper.queries.ts'
import { addressOf } from '../sales/quotationPaper.queries.ts'
import type { ShipmentStatus } from './delivery.model.ts'
import type { Shipment, ShipmentLine } from './shipment.model.ts'
import { getShipment } from './shipment.queries.ts'

const watermarks: Record<ShipmentStatus, string> = {
  draft: 'DRAFT',
  shipped: '',
  canceled: 'CANCELED',
  reversed: 'REVERSED',
}

/** One row for each order line, however many lots it comes from. */
const byOrderLine = (lines: readonly ShipmentLine[]): ShipmentLine[][] => {
  const groups = new Map<number, ShipmentLine[]>()
  for (const l of lines) groups.set(l.salesOrderLineId, [...(groups.get(l.salesOrderLineId) ?? []), l])
  return [...groups.values()]
}

const lotsText = (lines: readonly ShipmentLine[], words: PaperWords): string => {
  const withLot = lines.filter((l) => l.lot !== null)
  return withLot.length === 0
    ? ''
    : `Lot or serial: ${withLot.map((l) => (withLot.length === 1 || l.quantity === 1 ? l.lot : `${l.lot} (${words.number(l.quantity)})`)).join(', ')}`
}

const head = (shipment: Shipment, words: PaperWords): PaperBlock => {
  const orders = [...new Set(shipment.lines.map((l) => l.orderNumber))]
  const buyers = [...new Set(shipment.lines.map((l) => l.buyerOrderNumber).filter(Boolean))]
  return {
    kind: 'address',
    address: [shipment.customer, shipment.deliverTo].filter(Boolean).join('\n'),
    facts: [
      { label: 'Date', value: words.day(shipment.shippedOn ?? shipment.createdAt.slice(0, 10)) },
      { label: 'Our order', value: orders.join(', ') },
      { label: 'Your order', value: buyers.join(', ') },
      { label: 'Carrier', value: [shipment.carrier, shipment.tracking].filter(Boolean).join(' · ') },
      { label: 'Packages', value: words.number(shipment.packages) },
      { label: 'Gross weight', value: shipment.grossKg > 0 ? `${words.number(shipment.grossKg)} kg` : '' },
    ].filter((f) => f.value !== ''),
  }
}

async function paperOf(
  db: Db,
  id: number,
  title: string,
  blocks: (shipment: Shipment, words: PaperWords) => PaperBlock[],
): Promise<Paper> {
  const company = await getCompany(db)
  const shipment = await getShipment(db, id)
  const words = paperWords(company.locale)
  const watermark = watermarks[shipment.status]
  return {
    title: `${shipment.returnOf ? 'Return' : title} ${shipment.number}`,
    company,
    qr: shipment.number,
    foot: shipment.number,
    ...(watermark ? { watermark } : {}),
    blocks: [head(shipment, words), ...blocks(shipment, words)],
  }
}

const describe = (first: ShipmentLine, note: string) => ({
  text: `${first.itemNumber} · ${first.description}`,
  note: [first.customerPartNumber ? `Your part ${first.customerPartNumber}` : '', note].filter(Boolean).join('\n'),
})

/** What the customer signs for: quantities by order line, with what is still to come. */
export const deliveryNotePaper = (db: Db, id: number): Promise<Paper> =>
  paperOf(db, id, 'Delivery note', (shipment, words) => [
    {
      kind: 'table',
      columns: [
        { heading: 'Order line', width: 'auto' },
        { heading: 'Item' },
        { heading: 'Ordered', align: 'right' },
        { heading: 'Delivered now', align: 'right' },
        { heading: 'Still to come', align: 'right' },
      ],
      rows: byOrderLine(shipment.lines).flatMap((lines) => {
        const first = lines[0]
        if (!first) return []
        const now = sum(lines.map((l) => l.quantity))
        const before = shipment.status === 'shipped' ? first.delivered : sum([first.delivered, now])
        const rest = Math.max(0, sum([first.ordered, -before]))
        return [
          [
            `${first.orderNumber} / ${first.orderLine}`,
            describe(first, lotsText(lines, words)),
            `${words.number(first.ordered)} ${first.unit}`,
            `${words.number(now)} ${first.unit}`,
            rest === 0 ? '—' : `${words.number(rest)} ${first.unit}`,
          ],
        ]
      }),
    },
    ...(shipment.notes ? [{ kind: 'text', text: shipment.notes } as const] : []),
    { kind: 'signature', labels: ['Received in good order', 'Name', 'Date'] },
  ])

/** What lies in the box, bin by bin and lot by lot; on a draft it is what to pick. */
export const packingListPaper = (db: Db, id: number): Promise<Paper> =>
  paperOf(db, id, 'Packing list', (shipment, words) => [
    {
      kind: 'table',
      columns: [
        { heading: 'Packed', width: 40 },
        { heading: 'Item' },
        { heading: 'Lot or serial', width: 'auto' },
        { heading: 'From', width: 'auto' },
        { heading: 'Quantity', align: 'right' },
      ],
      rows: shipment.lines.map((l) => [
        '[   ]',
        describe(l, `${l.orderNumber} line ${l.orderLine}`),
        l.lot ?? '',
        l.place ?? '',
        `${words.number(l.quantity)} ${l.unit}`,
      ]),
    },
    {
      kind: 'facts',
      columns: 2,
      facts: [
        { label: 'Net weight', value: `${words.number(shipment.netKg)} kg` },
        {
          label: 'Papers',
          value:
            shipment.papers
              .filter((p) => p.paper === 'certificate' && p.state === 'ready')
              .map((p) => `certificate ${p.reason}`)
              .join(', ') || 'this list and the delivery note',
        },
      ],
    },
    { kind: 'signature', labels: ['Packed by', 'Checked by'] },
  ])

/** All certificates of a shipment in one document, a page for each test. */
export async function shipmentCertificatesPaper(db: Db, id: number): Promise<Paper> {
  const company = await getCompany(db)
  const shipment = await getShipment(db, id)
  const words = paperWords(company.locale)
  const tests = [...new Map(shipment.lines.flatMap((l) => l.certificates).map((c) => [c.testId, c.test])).entries()]
  const blocks: PaperBlock[] = []
  for (const [i, [testId, test]] of tests.entries()) {
    if (i > 0) blocks.push({ kind: 'pageBreak' }, { kind: 'heading', text: `Certificate of conformance ${test}` })
    else blocks.push({ kind: 'heading', text: `Test ${test}` })
    blocks.push(...(await certificateBlocks(db, testId, words)))
  }
  if (tests.length === 0)
    blocks.push({
      kind: 'text',
      text: `No test plan asks for a certificate of these goods, delivered to ${await addressOf(db, shipment.customerId, null)}.`,
    })
  return {
    title: `Certificate of conformance ${shipment.number}`,
    company,
    qr: shipment.number,
    foot: shipment.number,
    blocks,
  }
}
