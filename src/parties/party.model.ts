import { defineMaster } from '../core/master.model.ts'

/** Currencies with the decimals their amounts round to (ISO 4217). */
export const currencies = [
  'USD',
  'EUR',
  'GBP',
  'INR',
  'JPY',
  'CHF',
  'CAD',
  'AUD',
  'SEK',
  'PLN',
  'CZK',
  'CNY',
  'AED',
  'SGD',
  'KWD',
] as const
export type Currency = (typeof currencies)[number]
export const currencyDecimals = (currency: string): number => (currency === 'JPY' ? 0 : currency === 'KWD' ? 3 : 2)

/** A party buys from us, sells to us, or both. */
export const partyMaster = defineMaster({
  name: 'parties',
  table: 'parties',
  path: '/parties',
  needs: { read: 'parties.read', write: 'parties.write' },
  label: ['code', 'name'],
  fields: {
    code: {
      kind: 'text',
      required: true,
      unique: true,
      max: 30,
      listed: true,
      alsoCalled: ['number', 'customer number', 'supplier number', 'account', 'id'],
    },
    name: { kind: 'text', required: true, listed: true, alsoCalled: ['customer', 'supplier', 'company', 'vendor'] },
    customer: { kind: 'flag', initial: true, listed: true },
    supplier: { kind: 'flag', listed: true },
    currency: { kind: 'word', words: currencies, required: true, initial: 'USD', listed: true },
    paymentDays: { kind: 'integer', initial: 30, listed: true, max: 365, alsoCalled: ['terms', 'net days'] },
    taxNumber: { kind: 'text', max: 50, alsoCalled: ['vat', 'gstin', 'tax id'] },
    taxPercent: { kind: 'percent', initial: 0, alsoCalled: ['vat rate', 'tax rate'] },
    email: { kind: 'email', alsoCalled: ['mail', 'e-mail'] },
    phone: { kind: 'text', max: 50, alsoCalled: ['tel', 'telephone'] },
    address: { kind: 'longText', alsoCalled: ['street', 'billing address'] },
    city: { kind: 'text', max: 100, listed: true },
    country: { kind: 'text', max: 60, listed: true },
    deliveryDays: { kind: 'integer', initial: 1, max: 90, group: 'delivery' },
    approvedProcesses: { kind: 'text', max: 500, group: 'supply', alsoCalled: ['approvals', 'special processes'] },
    leadDays: { kind: 'integer', initial: 7, max: 730, group: 'supply', alsoCalled: ['lead time'] },
    /** Days that work is on the road to an outside vendor, and again on its way back, besides the lead days. */
    transitDays: { kind: 'integer', initial: 0, max: 90, group: 'supply' },
    /** Weekdays on which work leaves for the vendor, 1 (Monday) to 7, as 2, 4; empty: any day. */
    pickupWeekdays: { kind: 'text', max: 20, group: 'supply' },
    /** Lead days are calendar days; otherwise Monday to Friday. */
    worksWeekends: { kind: 'flag', initial: true, group: 'supply' },
    /** How many operations of ours the vendor works on at once; empty: any number. */
    outsideCapacity: { kind: 'integer', min: 1, max: 1000, group: 'supply' },
    minimumCharge: { kind: 'money', initial: 0, group: 'supply' },
    notes: { kind: 'longText' },
  },
})

export const contactMaster = defineMaster({
  name: 'contacts',
  table: 'contacts',
  path: '/contacts',
  needs: { read: 'parties.read', write: 'parties.write' },
  label: ['name'],
  fields: {
    partyId: { kind: 'reference', to: 'parties', required: true, listed: true, alsoCalled: ['company', 'customer'] },
    name: { kind: 'text', required: true, listed: true },
    position: { kind: 'text', max: 100, listed: true },
    email: { kind: 'email', listed: true },
    phone: { kind: 'text', max: 50, listed: true },
  },
})

export const deliveryPlaceMaster = defineMaster({
  name: 'deliveryPlaces',
  table: 'delivery_places',
  path: '/delivery-places',
  needs: { read: 'parties.read', write: 'parties.write' },
  label: ['name'],
  fields: {
    partyId: { kind: 'reference', to: 'parties', required: true, listed: true },
    name: { kind: 'text', required: true, listed: true },
    address: { kind: 'longText', listed: true },
    transitDays: { kind: 'integer', initial: 1, max: 90, listed: true },
    instructions: { kind: 'longText' },
  },
})
