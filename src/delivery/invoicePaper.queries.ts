import { getCompany } from '../core/company.queries.ts'
import type { Db } from '../core/ctx.ts'
import { round, sum } from '../core/decimal.ts'
import { type Paper, paperWords } from '../core/paper.model.ts'
import { currencyDecimals } from '../parties/party.model.ts'
import { getParty } from '../parties/party.queries.ts'
import { addressOf, shownAmount, shownPrice } from '../sales/quotationPaper.queries.ts'
import type { InvoiceStatus } from './delivery.model.ts'
import { getInvoice } from './invoice.queries.ts'

const watermarks: Partial<Record<InvoiceStatus, string>> = { draft: 'DRAFT', canceled: 'CANCELED' }

/** Taxes by rate, as many authorities want them shown. */
const taxRows = (lines: readonly { taxPercent: number; net: number; tax: number }[]) =>
  [...new Set(lines.map((l) => l.taxPercent))]
    .sort((a, b) => a - b)
    .map((rate) => ({
      rate,
      net: sum(lines.filter((l) => l.taxPercent === rate).map((l) => l.net)),
      tax: sum(lines.filter((l) => l.taxPercent === rate).map((l) => l.tax)),
    }))

/** The invoice or credit note as the customer gets it. */
export async function invoicePaper(db: Db, id: number): Promise<Paper> {
  const invoice = await getInvoice(db, id, new Date(0).toISOString())
  const company = await getCompany(db)
  const words = paperWords(company.locale)
  const { currency } = invoice
  const customer = await getParty(db, invoice.customerId)
  const credit = invoice.kind === 'creditNote'
  const buyers = [...new Set(invoice.lines.map((l) => l.buyerOrderNumber).filter(Boolean))]
  const watermark = watermarks[invoice.status]
  return {
    title: `${credit ? 'Credit note' : 'Invoice'} ${invoice.number}`,
    company,
    qr: invoice.number,
    foot: invoice.number,
    ...(watermark ? { watermark } : {}),
    blocks: [
      {
        kind: 'address',
        address: await addressOf(db, invoice.customerId, null),
        facts: [
          { label: 'Date', value: words.day(invoice.invoicedOn) },
          ...(credit
            ? [{ label: 'Takes back', value: invoice.credits?.number ?? '' }]
            : [{ label: 'Due', value: `${words.day(invoice.dueOn)} (${invoice.paymentDays} days net)` }]),
          { label: 'Our order', value: [...new Set(invoice.lines.map((l) => l.orderNumber))].join(', ') },
          ...(buyers.length > 0 ? [{ label: 'Your order', value: buyers.join(', ') }] : []),
          ...(customer.taxNumber ? [{ label: 'Your tax number', value: customer.taxNumber }] : []),
        ],
      },
      {
        kind: 'table',
        columns: [
          { heading: '#', width: 18 },
          { heading: 'Item' },
          { heading: 'Quantity', align: 'right' },
          { heading: 'Price each', align: 'right' },
          { heading: 'Tax %', align: 'right' },
          { heading: `Amount ${currency}`, align: 'right' },
        ],
        rows: invoice.lines.flatMap((l) => {
          const oneOff = round(l.oneOffPrice, currencyDecimals(currency))
          const delivery = [
            `${l.orderNumber} line ${l.orderLine}`,
            l.shipmentNumber ? `${l.shipmentNumber} of ${words.day(l.shippedOn)}` : '',
            l.customerPartNumber ? `your part ${l.customerPartNumber}` : '',
          ]
          return [
            [
              String(l.line),
              { text: `${l.itemNumber} · ${l.description}`, note: delivery.filter(Boolean).join(', ') },
              `${words.number(l.quantity)} ${l.unit}`,
              shownPrice(words, l.unitPrice, currency),
              words.number(l.taxPercent),
              shownAmount(words, sum([l.net, -oneOff]), currency),
            ],
            ...(l.oneOffPrice === 0
              ? []
              : [['', 'One-off charge', '', '', words.number(l.taxPercent), shownAmount(words, oneOff, currency)]]),
          ]
        }),
      },
      {
        kind: 'totals',
        rows: [
          { label: 'Net', value: words.money(invoice.net, currency) },
          ...taxRows(invoice.lines).map((t) => ({
            label: `Tax ${words.number(t.rate)} % on ${shownAmount(words, t.net, currency)}`,
            value: words.money(t.tax, currency),
          })),
          { label: credit ? 'Credited' : 'To pay', value: words.money(invoice.gross, currency) },
        ],
      },
      ...(invoice.notes ? [{ kind: 'text', text: invoice.notes } as const] : []),
      ...(invoice.reason ? [{ kind: 'text', text: invoice.reason } as const] : []),
    ],
  }
}
