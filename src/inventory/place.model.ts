import { defineMaster } from '../core/master.model.ts'
import { type PlaceKind, placeKinds } from './stock.model.ts'

/** Places that people make themselves; suppliers, customers, production and the like come with what they belong to. */
export const ownPlaceKinds: readonly PlaceKind[] = ['bin', 'awaitingTest', 'reject', 'scrap']

export const placeMaster = defineMaster({
  name: 'places',
  table: 'places',
  path: '/places',
  needs: { read: 'inventory.read', write: 'inventory.write' },
  label: ['code', 'name'],
  fields: {
    code: {
      kind: 'text',
      required: true,
      unique: true,
      max: 40,
      listed: true,
      alsoCalled: ['bin', 'location', 'place', 'warehouse'],
    },
    name: { kind: 'text', required: true, listed: true, alsoCalled: ['description'] },
    kind: { kind: 'word', words: placeKinds, required: true, initial: 'bin', listed: true, alsoCalled: ['type'] },
    partyId: { kind: 'reference', to: 'parties' },
  },
})
