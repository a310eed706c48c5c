import { type Refusal, refuse } from '../core/refusal.ts'
import type { OrderLineState, SalesOrderStatus } from './sales.model.ts'

type Line = { quantity: number; deliveredQuantity: number; canceled: string }

export const lineState = (line: Line): OrderLineState =>
  line.canceled !== ''
    ? 'canceled'
    : line.deliveredQuantity >= line.quantity
      ? 'delivered'
      : line.deliveredQuantity > 0
        ? 'partDelivered'
        : 'open'

export const isOpenLine = (line: Line): boolean => ['open', 'partDelivered'].includes(lineState(line))

/** An order's status follows from its lines: open while any line is, canceled when all are, else completed. */
export function orderStatusOf(lines: readonly Line[]): SalesOrderStatus {
  if (lines.some(isOpenLine)) return 'open'
  return lines.length > 0 && lines.every((l) => l.canceled !== '') ? 'canceled' : 'completed'
}

type ChangedLine = Line & { line: number; invoicedQuantity: number }

export function whyNotChangeLine(
  line: ChangedLine,
  change: { quantity?: number | undefined; unitPrice?: number | undefined; oneOffPrice?: number | undefined },
): Refusal[] {
  const { quantity } = change
  const price = change.unitPrice !== undefined || change.oneOffPrice !== undefined
  return [
    ...refuse(line.canceled !== '', 'order.line-canceled', `Line ${line.line} is canceled.`),
    ...refuse(
      quantity !== undefined && quantity < line.deliveredQuantity,
      'order.below-delivered',
      `Line ${line.line}: ${line.deliveredQuantity} are delivered already.`,
    ),
    ...refuse(
      quantity !== undefined && quantity < line.invoicedQuantity,
      'order.below-invoiced',
      `Line ${line.line}: ${line.invoicedQuantity} are invoiced already.`,
    ),
    ...refuse(
      price && line.invoicedQuantity > 0,
      'order.price-invoiced',
      `Line ${line.line} is invoiced in part; its price stays.`,
    ),
  ]
}

export function whyNotCancelLine(line: ChangedLine, reason: string): Refusal[] {
  return [
    ...refuse(line.canceled !== '', 'order.line-canceled', `Line ${line.line} is canceled already.`),
    ...refuse(
      line.deliveredQuantity > 0,
      'order.line-delivered',
      `Line ${line.line}: ${line.deliveredQuantity} are delivered. Close it short instead.`,
    ),
    ...refuse(line.invoicedQuantity > 0, 'order.line-invoiced', `Line ${line.line} is invoiced.`),
    ...refuse(reason.trim() === '', 'order.no-reason', 'Say why the line is canceled.'),
  ]
}

/** A line that was delivered in part ends with what was delivered; one of which nothing left is canceled. */
export const whyNotCloseShort = (line: ChangedLine, reason: string): Refusal[] => [
  ...refuse(line.canceled !== '', 'order.line-canceled', `Line ${line.line} is canceled.`),
  ...refuse(
    line.canceled === '' && line.deliveredQuantity <= 0,
    'order.nothing-delivered',
    `Nothing of line ${line.line} is delivered: cancel it instead.`,
  ),
  ...refuse(
    line.canceled === '' && line.deliveredQuantity >= line.quantity,
    'order.line-delivered',
    `All of line ${line.line} is delivered.`,
  ),
  ...refuse(
    line.invoicedQuantity > line.deliveredQuantity,
    'order.below-invoiced',
    `Line ${line.line}: ${line.invoicedQuantity} are invoiced, and only ${line.deliveredQuantity} delivered: credit the rest first.`,
  ),
  ...refuse(reason.trim() === '', 'order.no-reason', 'Say why no more will be delivered.'),
]

export function whyNotPromise(line: ChangedLine & { currentPromiseOn: string }, toOn: string): Refusal[] {
  return [
    ...refuse(
      !isOpenLine(line),
      'order.line-closed',
      `Line ${line.line} is ${lineState(line) === 'canceled' ? 'canceled' : 'delivered'}.`,
    ),
    ...refuse(toOn === line.currentPromiseOn, 'order.same-promise', 'That is the promise already.'),
  ]
}

export function whyNotDeliver(line: ChangedLine, quantity: number): Refusal[] {
  return [
    ...refuse(line.canceled !== '', 'order.line-canceled', `Line ${line.line} is canceled.`),
    ...refuse(
      line.deliveredQuantity + quantity < 0,
      'order.delivered-below-zero',
      `Line ${line.line}: only ${line.deliveredQuantity} were delivered.`,
    ),
  ]
}

export const whyNotInvoice = (line: ChangedLine, quantity: number): Refusal[] => [
  ...refuse(
    line.invoicedQuantity + quantity > line.deliveredQuantity,
    'order.not-delivered',
    `Line ${line.line}: only ${line.deliveredQuantity - line.invoicedQuantity} are delivered and not invoiced.`,
  ),
  ...refuse(
    line.invoicedQuantity + quantity < 0,
    'order.invoiced-below-zero',
    `Line ${line.line}: only ${line.invoicedQuantity} were invoiced.`,
  ),
]

/** Whole days from one day to another; negative when the second lies before the first. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)

/** A line is late when it is open past its promise, or the plan says that it will be. */
export const isLate = (line: Line & { currentPromiseOn: string; projectedOn: string | null }, today: string): boolean =>
  isOpenLine(line) &&
  (line.currentPromiseOn < today || (line.projectedOn !== null && line.projectedOn > line.currentPromiseOn))
