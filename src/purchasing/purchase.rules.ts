import { multiply, round, roundQuantity, sum } from '../core/decimal.ts'
import { type Refusal, refuse } from '../core/refusal.ts'
import { type PurchaseOrderMove, type PurchaseOrderStatus, purchaseOrderMoves } from './purchase.model.ts'

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

export type OrderFacts = { number: string; status: PurchaseOrderStatus }

export const whyNotMove = (order: OrderFacts, move: PurchaseOrderMove): Refusal[] => {
  const from: readonly PurchaseOrderStatus[] = purchaseOrderMoves[move].from
  return refuse(!from.includes(order.status), `purchase.cannot-${move}`, `${order.number} is ${order.status}.`)
}

/** A sent order is the supplier's too: it changes by dates, by closing lines short, or by a new order. */
export const whyNotChange = (order: OrderFacts): Refusal[] =>
  refuse(
    order.status !== 'draft',
    'purchase.not-draft',
    `${order.number} is ${order.status}; only a draft can be changed.`,
  )

export const whyNotSupply = (supplier: { name: string; supplier: boolean; archived: boolean }): Refusal[] => [
  ...refuse(!supplier.supplier, 'purchase.not-supplier', `${supplier.name} is not marked as a supplier.`),
  ...refuse(supplier.archived, 'purchase.supplier-archived', `${supplier.name} is archived.`),
]

export const whyNotBuy = (line: {
  item: string
  kind: string
  archived: boolean
  quantity: number
  pegged: number
}): Refusal[] => [
  ...refuse(
    line.kind === 'phantom',
    'purchase.phantom',
    `${line.item} is a phantom item; buy the materials of its structure.`,
  ),
  ...refuse(line.archived, 'purchase.item-archived', `${line.item} is archived.`),
  ...refuse(
    line.pegged > line.quantity,
    'purchase.pegs',
    `${line.item}: ${line.pegged} are bought for work orders, but only ${line.quantity} are ordered.`,
  ),
]

export const whyNotSend = (
  order: OrderFacts,
  lines: readonly { line: number; unitPrice: number; dueOn: string }[],
  today: string,
): Refusal[] => {
  const past = lines.filter((l) => l.dueOn < today).map((l) => l.line)
  return [
    ...whyNotMove(order, 'send'),
    ...refuse(lines.length === 0, 'purchase.empty', `${order.number} has no lines.`),
    ...refuse(past.length > 0, 'purchase.past', `Line ${past.join(', ')} is due before today.`),
  ]
}

export type LineFacts = { line: number; item: string; quantity: number; receivedQuantity: number; closedReason: string }

/** What is still to come of a line. */
export const openQuantity = (line: Pick<LineFacts, 'quantity' | 'receivedQuantity' | 'closedReason'>): number =>
  line.closedReason !== '' ? 0 : Math.max(0, roundQuantity(line.quantity - line.receivedQuantity))

export const isLineDone = (line: Pick<LineFacts, 'quantity' | 'receivedQuantity' | 'closedReason'>): boolean =>
  openQuantity(line) === 0

/** The most that may still be received: what is open, and the tolerance over the ordered quantity. */
export const mostReceivable = (
  line: Pick<LineFacts, 'quantity' | 'receivedQuantity'> & { overPercent: number },
): number =>
  roundQuantity(sum([line.quantity, multiply(6, line.quantity, line.overPercent, 0.01), -line.receivedQuantity]))

export const whyNotReceive = (
  order: OrderFacts,
  line: LineFacts & { overPercent: number; tracking: string; service: boolean },
  received: { quantity: number; placeId?: number | undefined; lots: readonly { number: string; quantity: number }[] },
): Refusal[] => {
  const most = mostReceivable(line)
  const numbers = received.lots.map((l) => l.number)
  const inLots = sum(received.lots.map((l) => l.quantity))
  const tracked = !line.service && line.tracking !== 'none'
  return [
    ...refuse(
      line.service && received.placeId !== undefined,
      'receipt.service-place',
      `Line ${line.line}: ${line.item} is a service and goes to no place.`,
    ),
    ...refuse(
      order.status !== 'sent',
      'receipt.not-sent',
      `${order.number} is ${order.status}, so nothing can be received on it.`,
    ),
    ...refuse(line.closedReason !== '', 'receipt.closed', `Line ${line.line} was closed short: ${line.closedReason}`),
    ...refuse(
      received.quantity > most,
      'receipt.too-much',
      `Line ${line.line}: at most ${Math.max(0, most)} of ${line.item} can still be received (${line.receivedQuantity} of ${line.quantity} came, ${line.overPercent} % over is allowed).`,
    ),
    ...refuse(
      tracked && received.lots.length === 0,
      'receipt.no-lot',
      `Line ${line.line}: ${line.item} is tracked by ${line.tracking}; give its ${line.tracking === 'serial' ? 'serial numbers' : 'lot'}.`,
    ),
    ...refuse(
      !tracked && received.lots.length > 0,
      'receipt.not-tracked',
      `Line ${line.line}: ${line.item} is not tracked by lot or serial number.`,
    ),
    ...refuse(
      tracked && received.lots.length > 0 && inLots !== received.quantity,
      'receipt.lots-differ',
      `Line ${line.line}: the ${line.tracking === 'serial' ? 'serial numbers' : 'lots'} hold ${inLots}, not ${received.quantity}.`,
    ),
    ...refuse(
      line.tracking === 'serial' && received.lots.some((l) => l.quantity !== 1),
      'receipt.serial-one',
      `Line ${line.line}: a serial number is one piece.`,
    ),
    ...refuse(
      new Set(numbers).size < numbers.length,
      'receipt.lot-twice',
      `Line ${line.line}: a number stands there twice.`,
    ),
  ]
}

export const whyNotConfirm = (order: OrderFacts, line: LineFacts): Refusal[] => [
  ...refuse(
    order.status !== 'sent',
    'purchase.not-sent',
    `${order.number} is ${order.status}; dates are confirmed once it is sent.`,
  ),
  ...refuse(isLineDone(line), 'purchase.line-done', `Nothing is open on line ${line.line}.`),
]

export const whyNotCloseShort = (order: OrderFacts, line: LineFacts, reason: string): Refusal[] => [
  ...whyNotConfirm(order, line),
  ...refuse(reason.trim() === '', 'purchase.no-reason', 'Say why no more is expected.'),
]

export const whyNotCancel = (order: OrderFacts, lines: readonly LineFacts[], reason: string): Refusal[] => {
  const came = lines.filter((l) => l.receivedQuantity > 0).map((l) => l.line)
  return [
    ...whyNotMove(order, 'cancel'),
    ...refuse(
      came.length > 0,
      'purchase.has-receipts',
      `Goods came on line ${came.join(', ')}. Close the open lines short instead.`,
    ),
    ...refuse(reason.trim() === '', 'purchase.no-reason', 'Say why the order is canceled.'),
  ]
}

export type PriceBreak = { supplierId: number; fromQuantity: number; unitPrice: number; leadDays: number }

/** The supplier's price for a quantity: of the largest break that it reaches. */
export const priceFor = (prices: readonly PriceBreak[], supplierId: number, quantity: number): PriceBreak | undefined =>
  prices
    .filter((p) => p.supplierId === supplierId && p.fromQuantity <= quantity)
    .sort((a, b) => b.fromQuantity - a.fromQuantity)[0]

/** Whole purchase units that hold at least `quantity`, in stock units. */
export const inPurchaseUnits = (quantity: number, purchaseFactor: number): number => {
  if (purchaseFactor <= 0) return quantity
  const units = round(quantity / purchaseFactor, 6)
  return roundQuantity(multiply(6, Math.ceil(units), purchaseFactor))
}

/** What goods received are worth in the company's currency. */
export const receiptValue = (quantity: number, unitPrice: number, exchangeRate: number): number =>
  multiply(4, quantity, unitPrice, exchangeRate)

/** How much to order when a position has sunk below its reorder point: the usual quantity, or more if that is not enough. */
export const reorderSuggestion = (facts: {
  position: number
  reorderPoint: number
  reorderQuantity: number
  purchaseFactor: number
}): number =>
  facts.position >= facts.reorderPoint
    ? 0
    : inPurchaseUnits(
        Math.max(facts.reorderQuantity, roundQuantity(facts.reorderPoint - facts.position)),
        facts.purchaseFactor,
      )
