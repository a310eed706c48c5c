import { getCompany } from '../core/company.queries.ts'
import type { Db } from '../core/ctx.ts'
import { sum } from '../core/decimal.ts'
import { type Paper, paperWords } from '../core/paper.model.ts'
import { addressOf, deliveryAddress, shownAmount, shownPrice, specificationText } from './quotationPaper.queries.ts'
import { getSalesOrder } from './salesOrder.queries.ts'

/** The confirmation of an order, with the dates now promised. */
export async function orderConfirmationPaper(db: Db, id: number): Promise<Paper> {
  const order = await getSalesOrder(db, id)
  const company = await getCompany(db)
  const words = paperWords(company.locale)
  const { currency } = order
  const lines = order.lines.filter((l) => l.canceled === '')
  const delivery = await deliveryAddress(db, order.customerId, order.deliveryPlaceId)
  return {
    title: `Order confirmation ${order.number}`,
    company,
    qr: order.number,
    foot: order.number,
    ...(order.status === 'canceled' ? { watermark: 'CANCELED' } : {}),
    blocks: [
      {
        kind: 'address',
        address: await addressOf(db, order.customerId, order.contactName),
        facts: [
          { label: 'Order date', value: words.day(order.orderedOn) },
          ...(order.buyerOrderNumber ? [{ label: 'Your order', value: order.buyerOrderNumber }] : []),
          ...(order.quotationNumber ? [{ label: 'Our quotation', value: order.quotationNumber }] : []),
          { label: 'Payment', value: `${order.paymentDays} days net` },
          ...(delivery ? [{ label: 'Delivery to', value: delivery }] : []),
        ],
      },
      {
        kind: 'table',
        columns: [
          { heading: '#', width: 18 },
          { heading: 'Item', width: '*' },
          { heading: 'Promised', width: 'auto' },
          { heading: 'Quantity', align: 'right' },
          { heading: 'Price each', align: 'right' },
          { heading: `Amount ${currency}`, align: 'right' },
        ],
        rows: lines.flatMap((l) => [
          [
            String(l.line),
            {
              text: `${l.itemNumber} · ${l.description}`,
              note: [
                l.customerPartNumber ? `Your part ${l.customerPartNumber}` : '',
                specificationText(l.specification),
              ]
                .filter(Boolean)
                .join('\n'),
            },
            words.day(l.currentPromiseOn),
            `${words.number(l.quantity)} ${l.unit}`,
            shownPrice(words, l.unitPrice, currency),
            shownAmount(words, sum([l.net, -l.oneOffPrice]), currency),
          ],
          ...(l.oneOffPrice === 0
            ? []
            : [['', 'One-off charge', '', '', '', shownAmount(words, l.oneOffPrice, currency)]]),
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
    ],
  }
}
