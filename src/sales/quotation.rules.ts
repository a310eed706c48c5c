import { type Refusal, refuse } from '../core/refusal.ts'
import { breakFor } from './price.rules.ts'
import type { Quotation, QuotationLine } from './quotation.model.ts'
import { type QuotationMove, type QuotationStatus, quotationMoves } from './sales.model.ts'

const acts: Record<QuotationMove, string> = {
  send: 'be sent',
  revise: 'be taken back for change',
  win: 'be won',
  lose: 'be lost',
  expire: 'expire',
}

export function whyNotMoveQuotation(status: QuotationStatus, move: QuotationMove): Refusal[] {
  const from: readonly QuotationStatus[] = quotationMoves[move].from
  return refuse(
    !from.includes(status),
    `quotation.cannot-${move}`,
    `A quotation that is ${status} cannot ${acts[move]}.`,
  )
}

/** Only a draft is changed; what the customer has seen stays as it was sent. */
export const whyNotChangeQuotation = (status: QuotationStatus): Refusal[] =>
  refuse(status !== 'draft', 'quotation.not-draft', `A quotation that is ${status} is not changed; revise it first.`)

type SentLine = Pick<QuotationLine, 'line' | 'breaks' | 'stale' | 'minimumPrice'>

const numbersOf = (lines: readonly SentLine[], wrong: (line: SentLine) => boolean) =>
  lines.filter(wrong).map((l) => l.line)
const about = (lines: readonly number[]) => (lines.length === 1 ? `Line ${lines[0]}` : `Lines ${lines.join(', ')}`)

export function whyNotSend(
  quotation: Pick<Quotation, 'status' | 'validUntil'> & { lines: readonly SentLine[] },
  today: string,
): Refusal[] {
  const { lines } = quotation
  const unbroken = numbersOf(lines, (l) => l.breaks.length === 0)
  const free = numbersOf(lines, (l) => l.breaks.some((b) => b.unitPrice === 0))
  const stale = numbersOf(lines, (l) => l.stale)
  const low = numbersOf(lines, (l) =>
    l.breaks.some((b) => b.unitPrice > 0 && b.unitPrice * b.quantity < l.minimumPrice - 1e-6),
  )
  return [
    ...whyNotMoveQuotation(quotation.status, 'send'),
    ...refuse(lines.length === 0, 'quotation.no-lines', 'The quotation has no lines.'),
    ...refuse(unbroken.length > 0, 'quotation.no-quantity', `${about(unbroken)}: no quantity is quoted.`),
    ...refuse(free.length > 0, 'quotation.no-price', `${about(free)}: a quantity has no price.`),
    ...refuse(stale.length > 0, 'quotation.stale', `${about(stale)}: the method changed after pricing. Price again.`),
    ...refuse(low.length > 0, 'quotation.below-minimum', `${about(low)}: a typed price is below the minimum price.`),
    ...refuse(quotation.validUntil < today, 'quotation.already-expired', 'The validity has passed already.'),
  ]
}

type Won = { quotationLineId: number; quantity: number; promisedOn?: string | undefined }

export function whyNotWin(
  quotation: Pick<Quotation, 'status' | 'lines'>,
  won: readonly Won[],
  today: string,
): Refusal[] {
  const ids = quotation.lines.map((l) => l.id)
  const strange = won.filter((w) => !ids.includes(w.quotationLineId))
  const twice = won.filter((w, i) => won.findIndex((o) => o.quotationLineId === w.quotationLineId) !== i)
  const small = won.flatMap((w) => {
    const line = quotation.lines.find((l) => l.id === w.quotationLineId)
    return line && !breakFor(line.breaks, w.quantity) ? [line.line] : []
  })
  const past = won.filter((w) => w.promisedOn !== undefined && w.promisedOn < today)
  return [
    ...whyNotMoveQuotation(quotation.status, 'win'),
    ...refuse(won.length === 0, 'quotation.nothing-ordered', 'Choose at least one line.'),
    ...refuse(strange.length > 0, 'quotation.strange-line', 'A chosen line is not of this quotation.'),
    ...refuse(twice.length > 0, 'quotation.line-twice', 'A line is chosen twice.'),
    ...refuse(
      small.length > 0,
      'quotation.below-break',
      `Line ${small.join(', ')}: the quantity is below the smallest one quoted.`,
    ),
    ...refuse(past.length > 0, 'quotation.promise-past', 'A promise lies in the past.'),
  ]
}
