import type { issueMethods, itemKinds, trackings, unitDimensions } from '../catalog/item.model.ts'
import type { Supply } from '../catalog/method.model.ts'
import type { UserRole } from '../core/permissions.model.ts'
import type { Currency } from '../parties/party.model.ts'
import type { OverheadDriver } from '../plant/plant.model.ts'
import type { CharacteristicKind } from '../quality/test.model.ts'

/**
 * A sample company as facts that a person can read. `load.ts` makes records of them; `history.ts` then lets the company
 * work for some months through the same commands that its users call.
 */
export type SampleParty = {
  code: string
  name: string
  city: string
  country: string
  currency?: Currency
  paymentDays?: number
  taxPercent?: number
  address?: string
  contact?: readonly [name: string, position: string, email: string]
  /** A second place to deliver to. */
  site?: readonly [name: string, address: string]
  leadDays?: number
  minimumCharge?: number
  approvedProcesses?: string
}

export type SampleWorkCenter = {
  code: string
  name: string
  calendar: string
  machines: readonly string[]
  machineRate: number
  grade: string
  driver: OverheadDriver
  overheadRate: number
  department: string
}

/** number, name, kind, family, unit, standard cost, and what differs from the usual. */
export type SampleItem = readonly [
  number: string,
  name: string,
  kind: (typeof itemKinds)[number],
  family: string,
  unit: string,
  cost: number,
  more?: {
    supplier?: string
    leadDays?: number
    tracking?: (typeof trackings)[number]
    issue?: (typeof issueMethods)[number]
    reorder?: readonly [point: number, quantity: number]
    revision?: string
    price?: number
    weightKg?: number
    areaM2?: number
    drawing?: string
    /** In stock when the history begins. */
    opening?: number
  },
]

export type SampleOperation = {
  name: string
  /** A work center's code, or a vendor's for outside work. */
  at: string
  setup?: number
  run?: number
  crew?: number
  attended?: number
  scrap?: number
  /** Operations of one family follow each other with little set-up. */
  family?: string
  outside?: { price: number; minimum: number; days: number }
  tooling?: readonly [name: string, cost: number]
  instructions?: string
  alternates?: readonly string[]
}
export type SampleMaterial = readonly [
  item: string,
  quantity: number,
  more?: {
    supply?: Supply
    at?: number
    scrap?: number
    fixed?: number
    designators?: string
    alternates?: readonly string[]
    note?: string
  },
]
export type SampleMethod = {
  item: string
  operations: readonly SampleOperation[]
  materials: readonly SampleMaterial[]
}

export type SampleTestPlan = {
  item: string
  name: string
  sample: 'all' | 'count' | 'percent'
  size?: number
  instructions?: string
  characteristics: readonly (readonly [
    name: string,
    kind: CharacteristicKind,
    unit: string,
    nominal: number | null,
    lower: number | null,
    upper: number | null,
    instrument: string,
  ])[]
}

export type SampleUser = readonly [name: string, email: string, ...roles: UserRole[]]
export type SampleEmployee = readonly [
  number: string,
  name: string,
  grade: string,
  department: string,
  badge: string,
  pin: string,
  ...skills: string[],
]
export type SampleUnit = readonly [
  code: string,
  name: string,
  dimension: (typeof unitDimensions)[number],
  factor: number,
  decimals: number,
]
/** name, first minute and last minute of the day, ISO weekdays, attended. */
export type SampleShift = readonly [
  name: string,
  start: number,
  end: number,
  weekdays: readonly number[],
  attended?: boolean,
]

export type SampleCompany = {
  name: 'furniture' | 'aerospace' | 'tools' | 'electronics'
  company: { name: string; currency: Currency; timeZone: string; locale: string; address: string; taxNumber: string }
  users: readonly SampleUser[]
  /** The company's currency for one of another. */
  exchangeRates?: Partial<Record<Currency, number>>
  units: readonly SampleUnit[]
  calendars: Readonly<Record<string, readonly SampleShift[]>>
  grades: readonly (readonly [code: string, name: string, rate: number])[]
  workCenters: readonly SampleWorkCenter[]
  employees: readonly SampleEmployee[]
  customers: readonly SampleParty[]
  suppliers: readonly SampleParty[]
  items: readonly SampleItem[]
  methods: readonly SampleMethod[]
  testPlans: readonly SampleTestPlan[]
  /** Customer, item, customer's own part number. */
  customerPartNumbers: readonly (readonly [customer: string, item: string, partNumber: string])[]
  deals: readonly SampleDeal[]
  more?: SampleMore
}

/** What a shop keeps besides: its tools and gauges, what suppliers ask, and what it looked into lately. */
export type SampleMore = {
  /** Bins beside the stores, each with families that move there on the first day. */
  bins: readonly (readonly [code: string, name: string, ...families: string[]])[]
  tools: readonly (readonly [name: string, quantity: number, notes: string])[]
  /** Calibrated and due so many days before (negative) or after the day on which the sample is loaded. */
  gauges: readonly (readonly [number: string, name: string, calibrated: number, due: number, place: string])[]
  setupTimes: readonly (readonly [workCenter: string, fromFamily: string, toFamily: string, minutes: number])[]
  /** In the supplier's currency, per stock unit. */
  supplierPrices: readonly (readonly [
    supplier: string,
    item: string,
    fromQuantity: number,
    price: number,
    leadDays: number,
    partNumber: string,
  ])[]
  /** How many stock units one of the other unit is. */
  itemUnits: readonly (readonly [item: string, unit: string, factor: number])[]
  /** Counted so many working days ago: what was found besides the book, by item; `open` sheets are half done. */
  counts: readonly { age: number; family: string; note: string; found: Readonly<Record<string, number>>; open?: true }[]
  /** For these items' open jobs the planner has reserved what is free. */
  reservedFor: readonly string[]
  whatIf: readonly { name: string; item: string; quantity: number; dueIn: number }[]
}

/** How far a deal got; each includes what stands before it. */
export const stages = [
  'enquiry',
  'declined',
  'drafted',
  'sent',
  'expired',
  'lost',
  'ordered',
  'planned',
  'released',
  'onHold',
  'started',
  'atVendor',
  'awaitingTest',
  'failedTest',
  'completed',
  'partDelivered',
  'delivered',
  'invoiced',
  'paid',
] as const
export type Stage = (typeof stages)[number]

export type SampleDeal = {
  customer: string
  item: string
  quantity: number
  /** In the customer's own words. */
  words: string
  /** Working days before today on which the enquiry came. */
  age: number
  /** Working days from the order to the promise. */
  promise: number
  stage: Stage
  /** Ordered again at the known price, without enquiry and quotation. */
  repeat?: true
  specification?: readonly (readonly [name: string, value: string, unit: string])[]
  /** For lost deals. */
  lost?: 'price' | 'deliveryDate' | 'capability' | 'competitor' | 'projectDropped'
  /** The promise was moved once by so many working days. */
  moved?: { days: number; cause: 'customer' | 'material' | 'capacity' | 'vendor' }
  rush?: boolean
  /** Work goes this much slower (1.2) or faster (0.9) than planned. */
  pace?: number
  /** Pieces scrapped at the last inside operation. */
  scrap?: number
  /** A started deal has done so many operations of its top work order; half of them when it does not say. */
  operationsDone?: number
  /** Deals with the same letter become one job. */
  group?: string
}
