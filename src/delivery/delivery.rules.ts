import { type Refusal, refuse } from '../core/refusal.ts'
import type { ShipmentStatus } from './delivery.model.ts'

export type ShipmentLineFacts = { order: string; itemNumber: string; quantity: number; open: number; held: number; awaitingTest: number; rejected: number; canceled: boolean }

/** Delivery is refused, with all reasons, until the goods are made, tested and released. */
export const whyNotShip = (shipment: { status: ShipmentStatus; lines: readonly ShipmentLineFacts[] }): Refusal[] => [
  ...refuse(shipment.status !== 'draft', 'shipment.not-draft', `The shipment is ${shipment.status}.`),
  ...refuse(shipment.lines.length === 0, 'shipment.empty', 'The shipment has no lines.'),
  ...shipment.lines.flatMap((l) => [
    ...refuse(l.canceled, 'shipment.canceled-line', `${l.order} was canceled.`),
    ...refuse(l.quantity > l.open, 'shipment.too-many', `Only ${l.open} of ${l.itemNumber} are still to be delivered on ${l.order}.`),
    ...refuse(
      l.held < l.quantity,
      'shipment.not-released',
      `Only ${l.held} of ${l.itemNumber} are released${l.awaitingTest > 0 ? `; ${l.awaitingTest} await their test` : ''}${l.rejected > 0 ? `; ${l.rejected} were rejected` : ''}.`,
    ),
  ]),
]
