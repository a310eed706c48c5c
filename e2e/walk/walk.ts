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
  item: { name: string; material: string; fitting: string; operation: string; process: string }
  words: string
}

export type Walk = {
  page: Page
  company: Company
  /** Makes everything that the walk adds its own, e.g. W7K2. */
  mark: string
  /** Numbers of the records on the way: quotation, order, job, … */
  numbers: Record<string, string>
}

/** One order by hand: what is typed in, and what must come out. Quantities in pieces, money in the company's currency. */
export const order = {
  quantity: 4,
  seat: { per: 1, standard: 12, bought: 13 },
  leg: { per: 3, standard: 3, bought: 3 },
  setupMinutes: 10,
  runMinutes: 6,
  /** As the estimator changes it in the quotation's own copy. */
  tailoredRunMinutes: 8,
  outside: { price: 30, minimum: 20 },
  /** What the clocks say in the end. */
  worked: { setup: 12, run: 33 },
}

/** The finished-goods test of the item, in mm. */
export const testOf = { name: 'Seat height', nominal: 450, low: 448, high: 452, measured: 451 }

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
