import { type Refusal, refuse } from '../core/refusal.ts'
import { ownPlaceKinds } from './place.model.ts'
import type { PlaceKind } from './stock.model.ts'

type Kept = { code: string; kind: PlaceKind; partyId: number | null }

/** The kind says which account a place's value belongs to, so it stays once goods have moved there. */
export const whyNotStorePlace = (place: Kept, before?: Kept & { hasMoves: boolean }): Refusal[] => [
  ...refuse(
    before === undefined && !ownPlaceKinds.includes(place.kind),
    'place.kind-not-own',
    `A place of the kind ${place.kind} is made by Fettle itself; choose one of ${ownPlaceKinds.join(', ')}.`,
  ),
  ...refuse(
    before !== undefined &&
      before.kind !== place.kind &&
      (before.hasMoves || !ownPlaceKinds.includes(before.kind) || !ownPlaceKinds.includes(place.kind)),
    'place.kind-stays',
    `${before?.code} cannot become another kind of place: goods have moved there, or it belongs to Fettle.`,
  ),
]

export const whyNotArchivePlace = (place: { code: string; wellKnown: boolean; quantityHeld: number }): Refusal[] => [
  ...refuse(place.wellKnown, 'place.needed', `${place.code} is used by Fettle itself and stays.`),
  ...refuse(place.quantityHeld !== 0, 'place.holds-goods', `${place.code} still holds goods. Move them first.`),
]
