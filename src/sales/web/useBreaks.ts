import { useEffect, useRef, useState } from 'react'
import type { CostElement } from '../../engines/costing/elements.ts'
import { api } from '../../web/api.ts'
import { useAction } from '../../web/ui/useAction.ts'
import { type BreakFigures, breakFigures, type Markups, type PriceTerms, unitPriceOf } from '../price.rules.ts'
import type { Quotation, QuotationBreak, QuotationLine, QuotationLineFields } from '../quotation.model.ts'

type Typed = Partial<Pick<QuotationLineFields, 'minimumPrice' | 'oneOffPrice'>> & { markups?: Markups }

/** A break as it would be if what is being typed were stored, by the same rules as the server's. */
export type LiveBreak = QuotationBreak & { figures: BreakFigures; price: number }

const liveBreaks = (breaks: readonly QuotationBreak[], terms: PriceTerms): LiveBreak[] =>
  breaks.map((b) => {
    const price = b.unitPriceFixed || b.cost === null ? b.unitPrice : unitPriceOf(b.costs, b.quantity, terms)
    return { ...b, price, figures: breakFigures(b.costs, b.quantity, price, terms) }
  })

/** `undefined` gives the typing up: the stored mark-up counts again. */
const withMarkup = (typed: Markups, element: CostElement, value: number | undefined): Markups => {
  const { [element]: _, ...rest } = typed
  return value === undefined ? rest : { ...rest, [element]: value }
}

type NewBreak = { quantity: number | null; fixedUnitPrice: number | null }

/** The breaks of a line with everything that can be done to them; what is typed shows at once and is stored when settled. */
export function useBreaks(quotation: Quotation, line: QuotationLine) {
  const [typed, setTyped] = useState<Typed>({})
  const change = useAction(api.quotations.changeLine)
  const setBreaks = useAction(api.quotations.setBreaks)
  const { currency, exchangeRate } = quotation
  const terms: PriceTerms = {
    ...line,
    ...typed,
    markups: { ...line.markups, ...typed.markups },
    currency,
    exchangeRate,
  }
  const stored = (): NewBreak[] =>
    line.breaks.map((b) => ({ quantity: b.quantity, fixedUnitPrice: b.unitPriceFixed ? b.unitPrice : null }))
  const put = (breaks: readonly NewBreak[]) =>
    setBreaks.run({
      id: line.id,
      breaks: breaks.flatMap(({ quantity, fixedUnitPrice }) =>
        quantity !== null && quantity > 0 ? [{ quantity, fixedUnitPrice }] : [],
      ),
    })
  return {
    terms,
    breaks: liveBreaks(line.breaks, terms),
    typeMarkup: (element: CostElement, value: number | undefined) =>
      setTyped((now) => ({ ...now, markups: withMarkup(now.markups ?? {}, element, value) })),
    type: (fields: Typed) => setTyped((now) => ({ ...now, ...fields })),
    store: async (fields: Partial<QuotationLineFields>) => {
      await change.run({ id: line.id, ...fields })
      setTyped({})
    },
    /** Another quantity or a typed price for one break; a null quantity removes it, a null price computes it again. */
    changeBreak: (quantity: number, next: Partial<NewBreak>) =>
      void put(stored().map((b) => (b.quantity === quantity ? { ...b, ...next } : b))),
    addBreak: (quantity: number | null) => void put([...stored(), { quantity, fixedUnitPrice: null }]),
  }
}
export type Breaks = ReturnType<typeof useBreaks>

/** While a draft is open, a change of a line's method prices it again; once per change, so that a refusal is not repeated. */
export function usePriceFollowingMethod(line: QuotationLine, editable: boolean): void {
  const { run } = useAction(api.quotations.priceLine)
  const tried = useRef<string>(undefined)
  const latest = useRef(run)
  latest.current = run
  const { id, stale, pricedAt } = line
  useEffect(() => {
    if (!editable || !stale || tried.current === `${id} ${pricedAt}`) return
    tried.current = `${id} ${pricedAt}`
    void latest.current({ id })
  }, [editable, stale, id, pricedAt])
}
