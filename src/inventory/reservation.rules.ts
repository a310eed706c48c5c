import { type Refusal, refuse } from '../core/refusal.ts'

/** Only what is free can be promised: stock in bins less what is promised already. */
export const whyNotReserve = (facts: { item: string; quantity: number; free: number }): Refusal[] => [
  ...refuse(facts.quantity <= 0, 'reservation.no-quantity', 'The quantity must be more than 0.'),
  ...refuse(
    facts.quantity > facts.free,
    'reservation.not-free',
    `Only ${facts.free} of ${facts.item} are free, not ${facts.quantity}.`,
  ),
]
