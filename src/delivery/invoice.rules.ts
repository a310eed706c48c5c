import { sum } from '../core/decimal.ts'
import { type Refusal, refuse } from '../core/refusal.ts'
import { lineAmounts } from '../sales/price.rules.ts'
import { type InvoiceMove, type InvoiceStatus, invoiceMoves, type ShipmentStatus } from './delivery.model.ts'

const moveWords: Record<InvoiceMove, string> = { send: 'sent', pay: 'paid', cancel: 'canceled', credit: 'credited' }

export function whyNotMoveInvoice(status: InvoiceStatus, move: InvoiceMove): Refusal[] {
  const from: readonly InvoiceStatus[] = invoiceMoves[move].from
  return refuse(
    !from.includes(status),
    `invoice.cannot-${move}`,
    `The invoice is ${status} and cannot be ${moveWords[move]}.`,
  )
}

/** A credit note is never credited itself. */
export const whyNotCredit = (invoice: { status: InvoiceStatus; kind: 'invoice' | 'creditNote' }): Refusal[] => [
  ...refuse(invoice.kind === 'creditNote', 'invoice.credit-note', 'A credit note cannot be credited.'),
  ...whyNotMoveInvoice(invoice.status, 'credit'),
]

export type ToInvoice = {
  shipment: string
  status: ShipmentStatus
  customerId: number
  currency: string
  exchangeRate: number
  invoiced: boolean
}

const several = <T>(values: readonly T[]): boolean => new Set(values).size > 1

/** One invoice addresses one customer in one currency at one rate, and charges only what left. */
export function whyNotInvoiceShipments(
  lines: readonly ToInvoice[],
  given: { exchangeRate?: number | undefined },
): Refusal[] {
  const inside = [...new Set(lines.filter((l) => l.status !== 'shipped').map((l) => l.shipment))]
  const open = lines.filter((l) => !l.invoiced)
  return [
    ...refuse(
      inside.length > 0,
      'invoice.not-shipped',
      `${inside.join(', ')} ${inside.length === 1 ? 'has' : 'have'} not left.`,
    ),
    ...refuse(open.length === 0, 'invoice.nothing', 'Nothing of it is left to invoice.'),
    ...refuse(several(open.map((l) => l.customerId)), 'invoice.customers', 'The shipments went to several customers.'),
    ...refuse(several(open.map((l) => l.currency)), 'invoice.currencies', 'Their orders are in several currencies.'),
    ...refuse(
      given.exchangeRate === undefined &&
        !several(open.map((l) => l.currency)) &&
        several(open.map((l) => l.exchangeRate)),
      'invoice.rates',
      'Their orders have several exchange rates: say which one holds.',
    ),
  ]
}

export type DeliveredLine = {
  shipmentId: number
  salesOrderLineId: number
  quantity: number
  unitPrice: number
  oneOffPrice: number
  taxPercent: number
  description: string
}
export type ChargedLine = DeliveredLine & { net: number; tax: number }

/**
 * One invoice line for each order line of each shipment, over all its lots. The one-off charge goes with the first
 * delivery: once per order line, and not again when `charged` says that an earlier invoice has it.
 */
export function chargeDelivered(
  delivered: readonly DeliveredLine[],
  charged: ReadonlySet<number>,
  currency: string,
): ChargedLine[] {
  const done = new Set(charged)
  const groups = new Map<string, DeliveredLine>()
  for (const d of delivered) {
    const key = `${d.shipmentId}:${d.salesOrderLineId}`
    const same = groups.get(key)
    groups.set(key, same ? { ...same, quantity: sum([same.quantity, d.quantity]) } : d)
  }
  return [...groups.values()].map((line) => {
    const oneOffPrice = done.has(line.salesOrderLineId) ? 0 : line.oneOffPrice
    done.add(line.salesOrderLineId)
    const { net, tax } = lineAmounts({ ...line, oneOffPrice }, currency)
    return { ...line, oneOffPrice, net, tax }
  })
}

const dayLength = 86_400_000

/** The last day to pay, so many calendar days after the invoice. */
export const dueDay = (invoicedOn: string, paymentDays: number): string =>
  new Date(Date.parse(`${invoicedOn}T00:00:00Z`) + paymentDays * dayLength).toISOString().slice(0, 10)

export const isOverdue = (invoice: { status: InvoiceStatus; dueOn: string }, today: string): boolean =>
  invoice.status === 'sent' && invoice.dueOn < today
