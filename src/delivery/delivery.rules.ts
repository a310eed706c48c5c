import { roundQuantity } from '../core/decimal.ts'
import { type Refusal, refuse } from '../core/refusal.ts'
import { type ShipmentMove, type ShipmentStatus, shipmentMoves } from './delivery.model.ts'

/** One order line of a shipment, over all the bins and lots it is taken from. */
export type ShipmentLineFacts = {
  order: string
  itemNumber: string
  quantity: number
  open: number
  held: number
  awaitingTest: number
  rejected: number
  /** Not completed yet in the order line's work orders. */
  inWork: number
  canceled: boolean
}

const moveWords: Record<ShipmentMove, string> = { ship: 'shipped', cancel: 'canceled', reverse: 'reversed' }

export function whyNotMoveShipment(status: ShipmentStatus, move: ShipmentMove): Refusal[] {
  const from: readonly ShipmentStatus[] = shipmentMoves[move].from
  return refuse(
    !from.includes(status),
    `shipment.cannot-${move}`,
    `The shipment is ${status} and cannot be ${moveWords[move]}.`,
  )
}

export const whyNotChangeShipment = (status: ShipmentStatus): Refusal[] =>
  refuse(status !== 'draft', 'shipment.not-draft', `The shipment is ${status}.`)

/** A paper that the goods must carry and that is not there. */
export type MissingPaper = { reason: string }

const notYetReleased = (l: ShipmentLineFacts): string[] => [
  ...(l.awaitingTest > 0 ? [`${l.awaitingTest} await their test`] : []),
  ...(l.rejected > 0 ? [`${l.rejected} were rejected`] : []),
  ...(l.inWork > 0 ? [`${l.inWork} are still in work`] : []),
]

/** Delivery is refused, with all reasons, until the goods are made, tested and released and their papers are there. */
export const whyNotShip = (shipment: {
  status: ShipmentStatus
  lines: readonly ShipmentLineFacts[]
  missingPapers?: readonly MissingPaper[]
}): Refusal[] => [
  ...refuse(shipment.status !== 'draft', 'shipment.not-draft', `The shipment is ${shipment.status}.`),
  ...refuse(shipment.lines.length === 0, 'shipment.empty', 'The shipment has no lines.'),
  ...shipment.lines.flatMap((l) => [
    ...refuse(l.canceled, 'shipment.canceled-line', `${l.order} was canceled.`),
    ...refuse(
      !l.canceled && l.quantity > l.open,
      'shipment.too-many',
      `Only ${l.open} of ${l.itemNumber} are still to be delivered on ${l.order}.`,
    ),
    ...refuse(
      l.held < l.quantity,
      'shipment.not-released',
      `Only ${[`${l.held} of ${l.itemNumber} are released`, ...notYetReleased(l)].join('; ')}.`,
    ),
  ]),
  ...(shipment.missingPapers ?? []).flatMap((p) => refuse(true, 'shipment.paper-missing', p.reason)),
]

/** Pieces of a shipped line come back once, and a return is not returned. */
export const whyNotReturn = (shipment: {
  status: ShipmentStatus
  number: string
  isReturn: boolean
  lines: readonly {
    line: number
    itemNumber: string
    quantity: number
    returned: number
    service: boolean
    back: number
  }[]
}): Refusal[] => [
  ...refuse(
    shipment.status !== 'shipped',
    'return.not-shipped',
    `${shipment.number} is ${shipment.status}: nothing of it can come back.`,
  ),
  ...refuse(shipment.isReturn, 'return.is-return', `${shipment.number} is a return itself.`),
  ...refuse(shipment.lines.length === 0, 'return.empty', 'Say what came back.'),
  ...shipment.lines.flatMap((l) => [
    ...refuse(l.service, 'return.service', `Line ${l.line}: ${l.itemNumber} is a service and cannot come back.`),
    ...refuse(
      !l.service && l.back > roundQuantity(l.quantity - l.returned),
      'return.too-many',
      `Line ${l.line}: only ${roundQuantity(l.quantity - l.returned)} of ${l.itemNumber} are at the customer.`,
    ),
  ]),
]

/** What left and was charged comes back only after its invoice is taken back. */
export const whyNotReverse = (shipment: {
  status: ShipmentStatus
  invoices: readonly string[]
  returns: readonly string[]
}): Refusal[] => [
  ...whyNotMoveShipment(shipment.status, 'reverse'),
  ...refuse(
    shipment.returns.length > 0,
    'shipment.returned',
    `Goods of it came back by ${shipment.returns.join(', ')}: reverse that first.`,
  ),
  ...refuse(
    shipment.invoices.length > 0,
    'shipment.invoiced',
    `It is invoiced by ${shipment.invoices.join(', ')}: cancel or credit that first.`,
  ),
]

export type Pick = { placeId: number; lotId: number | null; quantity: number }
export type Wanted = { placeId: number | null; lotId: number | null; quantity: number }

/**
 * Takes what is wanted from bins: a wish that names its bin or lot takes there only, the others from the bins in their
 * order. What no bin holds stays without a bin. `bins` is lessened by what is taken, so that wishes can follow each other.
 */
export function takeFromBins<B extends Pick>(
  bins: B[],
  wanted: Wanted,
): (Omit<Wanted, 'placeId'> & { placeId: number | null; held: boolean })[] {
  const fits = (b: B) =>
    (wanted.lotId === null || b.lotId === wanted.lotId) && (wanted.placeId === null || b.placeId === wanted.placeId)
  const taken: ReturnType<typeof takeFromBins> = []
  let left = wanted.quantity
  for (const bin of bins) {
    if (left <= 0) break
    if (!fits(bin) || bin.quantity <= 0) continue
    const quantity = roundQuantity(Math.min(left, bin.quantity))
    bin.quantity = roundQuantity(bin.quantity - quantity)
    left = roundQuantity(left - quantity)
    taken.push({ placeId: bin.placeId, lotId: bin.lotId, quantity, held: true })
  }
  if (left > 0) taken.push({ placeId: wanted.placeId, lotId: wanted.lotId, quantity: left, held: false })
  return taken
}

/** Bins without what others have reserved: the last bins of the order are kept for them. */
export function withoutReserved<B extends Pick>(bins: readonly B[], reserved: number): B[] {
  let left = reserved
  return [...bins]
    .reverse()
    .map((bin) => {
      const kept = Math.min(left, bin.quantity)
      left = roundQuantity(left - kept)
      return { ...bin, quantity: roundQuantity(bin.quantity - kept) }
    })
    .reverse()
    .filter((bin) => bin.quantity > 0)
}

export type ReadyFacts = {
  line: number
  item: string
  open: number
  ready: number
  awaitingTest: number
  rejected: number
  inWork: number
  onDraft: number
}

/** Why some of an open order line cannot leave now; nothing when all of it can. */
export const whyNotAllReady = (l: ReadyFacts): Refusal[] => {
  const left = roundQuantity(l.open - l.ready)
  const known = [
    ...(l.onDraft > 0 ? [`${l.onDraft} on another draft`] : []),
    ...(l.awaitingTest > 0 ? [`${l.awaitingTest} await their test`] : []),
    ...(l.rejected > 0 ? [`${l.rejected} were rejected`] : []),
    ...(l.inWork > 0 ? [`${l.inWork} still in work`] : []),
  ]
  const unknown = roundQuantity(left - l.onDraft - l.awaitingTest - l.rejected - l.inWork)
  const reasons = unknown > 0 ? [...known, `${unknown} not made or bought yet, or promised elsewhere`] : known
  return refuse(
    left > 0,
    'shipment.line-not-ready',
    `Line ${l.line}: ${left} of ${l.item} stay here: ${reasons.join(', ')}.`,
  )
}
