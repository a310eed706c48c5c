import { type Refusal, refuse } from '../core/refusal.ts'
import type { CheckResult, Enquiry } from './enquiry.model.ts'
import { type EnquiryCheck, type EnquiryMove, type EnquiryStatus, enquiryChecks, enquiryMoves } from './sales.model.ts'

type Facts = {
  answered: readonly EnquiryCheck[]
  wishedOn: string | null
  lines: readonly { quantity: number }[]
  /** Files of kind drawing attached to the enquiry. */
  drawings: number
}

/** Every check: answered by what the record holds already, by hand, or not yet. */
export function checklist(facts: Facts): CheckResult[] {
  const seen: Partial<Record<EnquiryCheck, boolean>> = {
    drawing: facts.drawings > 0,
    quantity: facts.lines.length > 0,
    wishedDate: facts.wishedOn !== null,
  }
  return enquiryChecks.map((check) => {
    const by = seen[check] ? 'record' : facts.answered.includes(check) ? 'hand' : null
    return { check, answered: by !== null, by }
  })
}

export const missingChecks = (results: readonly CheckResult[]): EnquiryCheck[] =>
  results.filter((r) => !r.answered).map((r) => r.check)

export function whyNotMoveEnquiry(status: EnquiryStatus, move: EnquiryMove): Refusal[] {
  const from: readonly EnquiryStatus[] = enquiryMoves[move].from
  const act = { quote: 'be quoted', order: 'be ordered', decline: 'be declined', reopen: 'be reopened' }[move]
  return refuse(!from.includes(status), `enquiry.cannot-${move}`, `An enquiry that is ${status} cannot ${act}.`)
}

/** An enquiry is changed until it is ordered or declined. */
export const whyNotChangeEnquiry = (status: EnquiryStatus): Refusal[] =>
  refuse(
    status === 'ordered' || status === 'declined',
    'enquiry.closed',
    `An enquiry that is ${status} is not changed any more.`,
  )

/** A quotation prices items, so every asked line must name one. What is still missing only warns. */
export function whyNotQuote(enquiry: Pick<Enquiry, 'status' | 'lines'>): Refusal[] {
  const without = enquiry.lines.filter((l) => l.itemId === null).map((l) => l.line)
  return [
    ...whyNotMoveEnquiry(enquiry.status, 'quote'),
    ...refuse(
      without.length > 0,
      'enquiry.line-without-item',
      `Choose or make an item for line ${without.join(', ')} first.`,
    ),
  ]
}

export const whyNotDecline = (status: EnquiryStatus, reason: string): Refusal[] => [
  ...whyNotMoveEnquiry(status, 'decline'),
  ...refuse(reason.trim() === '', 'enquiry.no-reason', 'Say why the enquiry is declined.'),
]
