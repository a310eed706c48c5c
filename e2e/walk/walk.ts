import { expect, type Page } from '@playwright/test'
import type { ports } from './ports.ts'

/** What a walk takes from its sample company, and what it brings itself: its own item, prices, minutes and person. */
export type Company = {
  sample: keyof typeof ports
  locale: string
  currency: string
  /** As it is called in the masters of the sample. */
  customer: string
  supplier: { code: string; name: string }
  vendor: string
  workCenter: string
  /** Code of the labor grade that the walk's own person earns. */
  grade: string
  /** An hour at the work center: of a person of that grade, of the machine, and the overhead that either brings. */
  rates: { labor: number; machine: number; overhead: number }
  unit: string
  order: Order
  /** The finished-goods test of the item, in the order in which a piece is measured. */
  test: readonly [Measured, ...Characteristic[]]
  /** Pieces with serial numbers are each tested by themselves. */
  tracking: 'none' | 'serial'
  /** Whether the materials come as a bill of materials, as a drawing program writes it, or are typed into the method. */
  materialsFrom: 'bill' | 'method'
  item: { name: string; material: string; fitting: string; operation: string; process: string }
  words: string
}

/** One order by hand: what is typed in, and what must come out. Quantities in pieces, money in the company's currency. */
export type Order = {
  quantity: number
  seat: { per: number; standard: number; bought: number }
  leg: { per: number; standard: number; bought: number }
  setupMinutes: number
  runMinutes: number
  /** As the estimator changes it in the quotation's own copy. */
  tailoredRunMinutes: number
  outside: { price: number; minimum: number }
  /** Minutes that the clocks say in the end. */
  worked: { setup: number; run: number }
  /** What each piece has cost in the end, worked out by hand. */
  unitCost: number
}

/** A value within limits, or something that is looked at and passes. */
export type Characteristic = Measured | { name: string; kind: 'check' }
type Measured = {
  name: string
  kind: 'measured'
  unit: string
  nominal: number
  low: number
  high: number
  measured: number
}

export type Walk = {
  page: Page
  company: Company
  /** Makes everything that the walk adds its own, e.g. W7K2. */
  mark: string
  /** Numbers of the records on the way: quotation, order, job, … */
  numbers: Record<string, string>
}

/** Remembers the number of the record that the page shows, e.g. Q-1042. */
export async function keepNumber(walk: Walk, what: string) {
  const heading = walk.page.getByRole('heading', { level: 1 })
  await expect(heading).toHaveText(/^[A-Z]+-\d+/)
  walk.numbers[what] = /^[A-Z]+-\d+/.exec(await heading.innerText())?.[0] ?? ''
}

/** An amount as the company's pages show it. */
export const money = ({ company }: Walk, amount: number, decimals = 2): string =>
  new Intl.NumberFormat(company.locale, {
    style: 'currency',
    currency: company.currency,
    minimumFractionDigits: 2,
    maximumFractionDigits: decimals,
  }).format(amount)

/** A number as somebody of the company types it: with a decimal comma in Prague, in lakhs in Pune. */
export const typed = ({ company }: Walk, value: number): string =>
  new Intl.NumberFormat(company.locale, { maximumFractionDigits: 6 }).format(value)

/** What the order's parts of the estimate must be, by hand. */
export const estimateOf = ({ company: { order } }: Walk) => ({
  material: order.quantity * (order.seat.per * order.seat.standard + order.leg.per * order.leg.standard),
  outside: Math.max(order.outside.minimum, order.quantity * order.outside.price),
})
