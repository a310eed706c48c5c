import { divide, multiply, round, sum } from '../core/decimal.ts'
import { type CostElement, type Costs, costElements } from '../engines/costing/elements.ts'
import { currencyDecimals } from '../parties/party.model.ts'

/**
 * How prices, line amounts and taxes round, written once for quotations, orders and invoices.
 * A line's net amount is rounded to the decimals of its currency, half up; its tax is computed from that rounded
 * net and rounded likewise; totals are sums of rounded lines, so a reader with a pencil gets the same figures.
 */
export type LineAmounts = { net: number; tax: number; gross: number }

export function lineAmounts(
  line: { quantity: number; unitPrice: number; oneOffPrice: number; taxPercent: number },
  currency: string,
): LineAmounts {
  const decimals = currencyDecimals(currency)
  const net = round(sum([multiply(10, line.quantity, line.unitPrice), line.oneOffPrice]), decimals)
  const tax = multiply(decimals, net, line.taxPercent, 0.01)
  return { net, tax, gross: sum([net, tax]) }
}

export const totalAmounts = (lines: readonly LineAmounts[]): LineAmounts => ({
  net: sum(lines.map((l) => l.net)),
  tax: sum(lines.map((l) => l.tax)),
  gross: sum(lines.map((l) => l.gross)),
})

/** Percent by cost element. An element that is not named bears no mark-up. */
export type Markups = Costs

/** What the price of a quotation line depends on besides its costs. */
export type PriceTerms = {
  markups: Markups
  /** Least amount for the goods of the line, in `currency`, whatever quantity is ordered. */
  minimumPrice: number
  oneOffPrice: number
  /** The tooling is charged once beside the goods and stays out of the price per piece. */
  toolingInOneOff: boolean
  currency: string
  /** Company currency for one unit of `currency`. */
  exchangeRate: number
}

export type MarkedElement = { element: CostElement; cost: number; markupPercent: number; price: number }

/** Each element's cost with its mark-up, both in the company's currency, in the order of the cost sheet. */
export const markedElements = (costs: Costs, markups: Markups): MarkedElement[] =>
  costElements
    .filter((element) => (costs[element] ?? 0) !== 0)
    .map((element) => {
      const cost = costs[element] ?? 0
      const markupPercent = markups[element] ?? 0
      return { element, cost, markupPercent, price: multiply(4, cost, sum([100, markupPercent]), 0.01) }
    })

/** A cent is too coarse for a price below 1, so those keep four decimals. */
export const unitPriceDecimals = (currency: string, price: number): number =>
  Math.abs(price) < 1 ? 4 : currencyDecimals(currency)

/** The price for one piece when `quantity` are ordered; `costs` are those of the whole quantity. */
export function unitPriceOf(costs: Costs, quantity: number, terms: PriceTerms): number {
  const charged = markedElements(costs, terms.markups).filter(
    (e) => !(terms.toolingInOneOff && e.element === 'tooling'),
  )
  const marked = divide(10, sum(charged.map((e) => e.price)), terms.exchangeRate)
  const amount = Math.max(marked, terms.minimumPrice)
  const exact = divide(10, amount, quantity)
  const decimals = unitPriceDecimals(terms.currency, exact)
  const price = round(exact, decimals)
  // Rounding down must not let the line fall below its minimum.
  const falls = multiply(10, price, quantity) < terms.minimumPrice
  return falls ? round(sum([price, 10 ** -decimals]), decimals) : price
}

/** The tooling with its mark-up in the quotation's currency: what a one-off charge for it would be. */
export const toolingPrice = (costs: Costs, terms: Pick<PriceTerms, 'markups' | 'currency' | 'exchangeRate'>): number =>
  divide(
    currencyDecimals(terms.currency),
    sum(
      markedElements(costs, terms.markups)
        .filter((e) => e.element === 'tooling')
        .map((e) => e.price),
    ),
    terms.exchangeRate,
  )

export type BreakFigures = {
  /** Net amount in the quotation's currency, one-off charges included. */
  net: number
  /** The same in the company's currency. */
  revenue: number
  /** Estimated cost of the whole quantity, in the company's currency. */
  cost: number
  margin: number
  /** Margin as a share of revenue, one decimal; null when nothing is charged. */
  marginPercent: number | null
}

/** What one quantity break earns. */
export function breakFigures(costs: Costs, quantity: number, unitPrice: number, terms: PriceTerms): BreakFigures {
  const { net } = lineAmounts({ quantity, unitPrice, oneOffPrice: terms.oneOffPrice, taxPercent: 0 }, terms.currency)
  const revenue = multiply(4, net, terms.exchangeRate)
  const cost = sum(costElements.map((e) => costs[e] ?? 0))
  const margin = sum([revenue, -cost])
  return { net, revenue, cost, margin, marginPercent: revenue === 0 ? null : divide(1, margin * 100, revenue) }
}

/** The break whose price an ordered quantity gets: the largest one that it reaches. */
export const breakFor = <B extends { quantity: number }>(breaks: readonly B[], quantity: number): B | undefined =>
  breaks.filter((b) => b.quantity <= quantity).sort((a, b) => b.quantity - a.quantity)[0]

/** The usual columns for a wish: the wished quantity itself and the usual larger ones. */
export const usualBreaks = (quantity: number): number[] => [quantity, ...[10, 50, 100].filter((q) => q > quantity)]
