import { getCompany } from '../core/company.queries.ts'
import type { Db } from '../core/ctx.ts'
import { round } from '../core/decimal.ts'
import { type Paper, paperWords } from '../core/paper.model.ts'
import { shownAmount, shownPrice } from '../sales/quotationPaper.queries.ts'
import { getPurchaseOrder } from './purchase.queries.ts'

/** The purchase order as the supplier gets it: his own part numbers, and packs where he sells in packs. */
export async function purchaseOrderPaper(db: Db, id: number): Promise<Paper> {
  const order = await getPurchaseOrder(db, id)
  const company = await getCompany(db)
  const words = paperWords(company.locale)
  const { currency } = order
  const packs = (l: (typeof order.lines)[number]) =>
    l.purchaseUnit && l.purchaseFactor > 0 && l.purchaseUnit !== l.unit
      ? `${words.number(round(l.quantity / l.purchaseFactor, 3))} ${l.purchaseUnit} of ${words.number(l.purchaseFactor)} ${l.unit}`
      : ''
  return {
    title: `Purchase order ${order.number}`,
    company,
    qr: order.number,
    foot: order.number,
    ...(order.status === 'draft'
      ? { watermark: 'DRAFT' }
      : order.status === 'canceled'
        ? { watermark: 'CANCELED' }
        : {}),
    blocks: [
      {
        kind: 'address',
        address: [order.supplier, order.supplierAddress].filter(Boolean).join('\n'),
        facts: [
          { label: 'Order date', value: words.day(order.orderedOn) },
          { label: 'Payment', value: `${order.paymentDays} days net` },
          { label: 'Deliver to', value: [company.name, company.address].filter(Boolean).join(', ') },
        ],
      },
      {
        kind: 'table',
        columns: [
          { heading: '#', width: 18 },
          { heading: 'Item', width: '*' },
          { heading: 'Due', width: 'auto' },
          { heading: 'Quantity', align: 'right' },
          { heading: 'Price each', align: 'right' },
          { heading: `Amount ${currency}`, align: 'right' },
        ],
        rows: order.lines.map((l) => [
          String(l.line),
          {
            text: `${l.item} · ${l.description}`,
            note: [
              l.supplierPartNumber ? `Your part ${l.supplierPartNumber}` : '',
              packs(l),
              l.tracking === 'lot' ? 'With certificate, marked by lot' : '',
            ]
              .filter(Boolean)
              .join(' · '),
          },
          words.day(l.dueOn),
          `${words.number(l.quantity)} ${l.unit}`,
          shownPrice(words, l.unitPrice, currency),
          shownAmount(words, l.net, currency),
        ]),
      },
      {
        kind: 'totals',
        rows: [
          { label: 'Net', value: words.money(order.net, currency) },
          { label: 'Tax', value: words.money(order.tax, currency) },
          { label: 'Total', value: words.money(order.gross, currency) },
        ],
      },
      ...(order.notes ? [{ kind: 'text', text: order.notes } as const] : []),
      {
        kind: 'text',
        text: `Please put our number ${order.number} on your delivery note and confirm the dates.`,
        small: true,
      },
    ],
  }
}
