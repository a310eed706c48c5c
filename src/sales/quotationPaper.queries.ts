import { getCompany } from '../core/company.queries.ts'
import type { Db } from '../core/ctx.ts'
import { round, sum } from '../core/decimal.ts'
import { type Paper, type PaperBlock, type PaperWords, paperWords } from '../core/paper.model.ts'
import { currencyDecimals } from '../parties/party.model.ts'
import { getParty, getPeople } from '../parties/party.queries.ts'
import type { Quotation, QuotationLine, SpecificationRow } from './quotation.model.ts'
import { getQuotation } from './quotation.queries.ts'

/** "Name\nContact\nStreet\nCity, Country": whom a paper of the sales area addresses. */
export async function addressOf(db: Db, customerId: number, contactName: string | null): Promise<string> {
  const { name, address, city, country } = await getParty(db, customerId)
  return [name, contactName, address, [city, country].filter(Boolean).join(', ')].filter(Boolean).join('\n')
}

export async function deliveryAddress(db: Db, customerId: number, placeId: number | null): Promise<string> {
  const place =
    placeId === null ? undefined : (await getPeople(db, customerId)).deliveryPlaces.find((p) => p.id === placeId)
  return place ? [place.name, place.address].filter(Boolean).join(', ') : ''
}

export const specificationText = (rows: readonly SpecificationRow[]): string =>
  rows.map((s) => `${s.name}: ${s.value}${s.unit ? ` ${s.unit}` : ''}`).join(' · ')

/** A price shows four decimals when it has more than its currency, an amount always those of its currency. */
export const shownPrice = (words: PaperWords, price: number, currency: string) =>
  words.number(price, round(price, currencyDecimals(currency)) === price ? currencyDecimals(currency) : 4)
export const shownAmount = (words: PaperWords, amount: number, currency: string) =>
  words.number(amount, currencyDecimals(currency))

const lineRows = (line: QuotationLine, currency: string, words: PaperWords) => {
  const note = [
    line.customerPartNumber ? `Your part ${line.customerPartNumber}` : '',
    specificationText(line.specification),
    line.promisedOn ? `Delivery ${words.day(line.promisedOn)}` : `Delivery ${line.leadDays} days after order`,
  ]
    .filter(Boolean)
    .join('\n')
  const breaks = line.breaks.map((b, i) => [
    i === 0 ? String(line.line) : '',
    i === 0 ? { text: `${line.itemNumber} · ${line.description}`, note } : '',
    `${words.number(b.quantity)} ${line.unit}`,
    shownPrice(words, b.unitPrice, currency),
    shownAmount(words, sum([b.net, -line.oneOffPrice]), currency),
  ])
  const oneOff =
    line.oneOffPrice === 0
      ? []
      : [
          [
            '',
            line.toolingInOneOff ? 'Tooling, charged once' : 'One-off charge',
            '',
            '',
            shownAmount(words, line.oneOffPrice, currency),
          ],
        ]
  return [...breaks, ...oneOff]
}

/** Totals only where they mean something: when every line quotes exactly one quantity. */
const totals = (quotation: Quotation, words: PaperWords): PaperBlock[] => {
  const { currency, lines } = quotation
  if (lines.length === 0 || lines.some((l) => l.breaks.length !== 1)) return []
  const add = (key: 'net' | 'tax' | 'gross') => sum(lines.map((l) => l.breaks[0]?.[key] ?? 0))
  return [
    {
      kind: 'totals',
      rows: [
        { label: 'Net', value: words.money(add('net'), currency) },
        { label: 'Tax', value: words.money(add('tax'), currency) },
        { label: 'Total', value: words.money(add('gross'), currency) },
      ],
    },
  ]
}

/** The quotation as the customer gets it. A draft says so across the page. */
export async function quotationPaper(db: Db, id: number): Promise<Paper> {
  const quotation = await getQuotation(db, id)
  const company = await getCompany(db)
  const words = paperWords(company.locale)
  const { currency, lines } = quotation
  const taxes = [...new Set(lines.map((l) => l.taxPercent))]
  const shown = quotation.revision === 0 ? quotation.number : `${quotation.number} revision ${quotation.revision}`
  const delivery = await deliveryAddress(db, quotation.customerId, quotation.deliveryPlaceId)
  const blocks: PaperBlock[] = [
    {
      kind: 'address',
      address: await addressOf(db, quotation.customerId, quotation.contactName),
      facts: [
        { label: 'Date', value: words.day(quotation.quotedOn) },
        { label: 'Valid until', value: words.day(quotation.validUntil) },
        ...(quotation.enquiryNumber ? [{ label: 'Enquiry', value: quotation.enquiryNumber }] : []),
        { label: 'Payment', value: `${quotation.paymentDays} days net` },
        { label: 'Currency', value: currency },
        ...(delivery ? [{ label: 'Delivery to', value: delivery }] : []),
      ],
    },
    ...(quotation.introduction ? [{ kind: 'text', text: quotation.introduction, space: 8 } as const] : []),
    {
      kind: 'table',
      columns: [
        { heading: '#', width: 18 },
        { heading: 'Item', width: '*' },
        { heading: 'Quantity', align: 'right' },
        { heading: 'Price each', align: 'right' },
        { heading: `Amount ${currency}`, align: 'right' },
      ],
      rows: lines.flatMap((l) => lineRows(l, currency, words)),
    },
    ...totals(quotation, words),
    {
      kind: 'text',
      small: true,
      text: taxes.every((t) => t === 0)
        ? 'Prices are without tax.'
        : `Prices are net; tax of ${taxes.map((t) => `${words.number(t)} %`).join(' / ')} is added.`,
    },
    ...(quotation.terms
      ? [{ kind: 'heading', text: 'Terms' } as const, { kind: 'text', text: quotation.terms } as const]
      : []),
  ]
  return {
    title: `Quotation ${quotation.number}`,
    company,
    qr: quotation.number,
    foot: shown,
    ...(quotation.status === 'draft' ? { watermark: 'DRAFT' } : {}),
    blocks,
  }
}
