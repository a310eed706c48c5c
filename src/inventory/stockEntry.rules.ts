import type { Tracking } from '../catalog/item.model.ts'
import { type Refusal, refuse } from '../core/refusal.ts'
import type { PlaceKind } from './stock.model.ts'

/** A tracked item moves by its lot, a serial number always as one piece, an untracked item without either. */
export const whyNotLot = (facts: {
  item: string
  tracking: Tracking
  lot: string | null
  quantity: number
}): Refusal[] => [
  ...refuse(
    facts.tracking !== 'none' && !facts.lot,
    'stock.lot-missing',
    `${facts.item} is tracked by ${facts.tracking}: say which ${facts.tracking === 'serial' ? 'serial number' : 'lot'}.`,
  ),
  ...refuse(
    facts.tracking === 'none' && Boolean(facts.lot),
    'stock.lot-not-tracked',
    `${facts.item} is not tracked by lot or serial number.`,
  ),
  ...refuse(
    facts.tracking === 'serial' && Math.abs(facts.quantity) !== 1,
    'stock.serial-one',
    `A serial number of ${facts.item} is one piece, not ${Math.abs(facts.quantity)}.`,
  ),
]

export type PlaceFacts = { code: string; kind: PlaceKind; physical: boolean; archived: boolean }

const whyNotTouch = (place: PlaceFacts): Refusal[] => [
  ...refuse(
    !place.physical || place.kind === 'vendor',
    'stock.not-ours',
    `${place.code} is not a place of ours that holds goods.`,
  ),
  ...refuse(place.archived, 'stock.place-archived', `${place.code} is archived.`),
]

/** Goods awaiting their test leave only by its result, and come in only by completion. */
const whyNotUntested = (place: PlaceFacts): Refusal[] =>
  refuse(
    place.kind === 'awaitingTest',
    'stock.awaiting-test',
    `Goods in ${place.code} wait for their test and move by its result only.`,
  )

export const whyNotTransfer = (from: PlaceFacts, to: PlaceFacts): Refusal[] => [
  ...whyNotTouch(from),
  ...whyNotUntested(from),
  ...(from.code === to.code ? [] : [...whyNotTouch(to), ...whyNotUntested(to)]),
  ...refuse(from.code === to.code, 'stock.same-place', 'The goods are there already.'),
]

export const whyNotAdjust = (facts: {
  place: PlaceFacts
  change: number
  reason: string
  itemKind: string
}): Refusal[] => [
  ...whyNotTouch(facts.place),
  ...whyNotUntested(facts.place),
  ...refuse(facts.change === 0, 'stock.no-change', 'The adjustment changes nothing.'),
  ...refuse(facts.reason.trim() === '', 'stock.no-reason', 'Say why the stock is adjusted.'),
  ...whyNotStocked(facts.itemKind),
]

export const whyNotStocked = (itemKind: string): Refusal[] =>
  refuse(itemKind === 'phantom' || itemKind === 'service', 'stock.not-stocked', `A ${itemKind} item is never stocked.`)
