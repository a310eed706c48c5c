import { multiply, roundQuantity, sum } from '../core/decimal.ts'
import { type Refusal, refuse } from '../core/refusal.ts'
import { type ProgressFacts, reportable } from '../jobs/progress.rules.ts'
import { type DispatchMove, type DispatchStatus, dispatchMoves, type VendorReceiptLine } from './dispatch.model.ts'

export type DispatchFacts = { number: string; status: DispatchStatus }

export const whyNotMove = (dispatch: DispatchFacts, move: DispatchMove): Refusal[] => {
  const from: readonly DispatchStatus[] = dispatchMoves[move].from
  return refuse(!from.includes(dispatch.status), `dispatch.cannot-${move}`, `${dispatch.number} is ${dispatch.status}.`)
}

/** Pieces that have come from the operation before and are neither reported here nor at a vendor. */
export const sendable = (operations: readonly ProgressFacts[], index: number, ordered: number): number =>
  Math.max(0, roundQuantity(reportable(operations, index, ordered) - (operations[index]?.atVendor ?? 0)))

/** The processes a vendor is approved for, as typed: separated by commas, semicolons or lines. */
export const approvals = (text: string): string[] =>
  text
    .split(/[,;\n]/)
    .map((p) => p.trim().toLowerCase())
    .filter(Boolean)

/** A vendor with a list of approved processes gets only those; a vendor without a list is not judged. */
export const isApproved = (approvedProcesses: string, process: string): boolean => {
  const list = approvals(approvedProcesses)
  const wanted = process.trim().toLowerCase()
  return list.length === 0 || list.some((p) => wanted.includes(p) || p.includes(wanted))
}

export const whyNotApproved = (
  vendor: { name: string; approvedProcesses: string },
  line: { workOrder: string; process: string; approvalNote: string },
): Refusal[] =>
  refuse(
    !isApproved(vendor.approvedProcesses, line.process) && line.approvalNote.trim() === '',
    'dispatch.not-approved',
    `${vendor.name} is not approved for ${line.process} (${line.workOrder}); his approvals are ${vendor.approvedProcesses.trim()}. Send it elsewhere, or say why it may go there.`,
  )

export type SendLine = {
  line: number
  workOrder: string
  workOrderStatus: string
  holdReason: string
  process: string
  kind: 'inside' | 'outside'
  done: boolean
  blockedReason: string
  quantity: number
  sendable: number
}

export const whyNotSendLine = (l: SendLine): Refusal[] => [
  ...refuse(
    l.workOrderStatus !== 'released' && l.workOrderStatus !== 'started',
    'dispatch.not-open',
    `Line ${l.line}: ${l.workOrder} is ${l.workOrderStatus}.`,
  ),
  ...refuse(
    l.holdReason !== '',
    'dispatch.on-hold',
    `Line ${l.line}: the job of ${l.workOrder} is on hold: ${l.holdReason}`,
  ),
  ...refuse(l.kind !== 'outside', 'dispatch.inside', `Line ${l.line}: ${l.process} of ${l.workOrder} is done inside.`),
  ...refuse(l.done, 'dispatch.done', `Line ${l.line}: ${l.process} of ${l.workOrder} is done.`),
  ...refuse(
    l.blockedReason !== '',
    'dispatch.blocked',
    `Line ${l.line}: ${l.process} of ${l.workOrder} is blocked: ${l.blockedReason}`,
  ),
  ...refuse(
    l.quantity > l.sendable,
    'dispatch.not-ready',
    `Line ${l.line}: only ${l.sendable} of ${l.workOrder} are ready for ${l.process}, not ${l.quantity}.`,
  ),
]

/** Every reason why a draft cannot go, of the dispatch and of each line; the page's button shows the same. */
export const whyNotSend = (
  dispatch: DispatchFacts & {
    vendor: string
    approvedProcesses: string
    lines: readonly (SendLine & { approvalNote: string })[]
  },
): Refusal[] => [
  ...whyNotMove(dispatch, 'send'),
  ...refuse(dispatch.lines.length === 0, 'dispatch.empty', `${dispatch.number} has no lines.`),
  ...dispatch.lines.flatMap((l) => [
    ...whyNotSendLine(l),
    ...whyNotApproved({ name: dispatch.vendor, approvedProcesses: dispatch.approvedProcesses }, l),
  ]),
]

export type LineFacts = {
  line: number
  workOrder: string
  quantity: number
  goodQuantity: number
  rejectedQuantity: number
  lostQuantity: number
}

/** Pieces of a line that are still with the vendor. */
export const openAtVendor = (l: Omit<LineFacts, 'line' | 'workOrder'>): number =>
  roundQuantity(sum([l.quantity, -l.goodQuantity, -l.rejectedQuantity, -l.lostQuantity]))

export const whyNotReceive = (dispatch: DispatchFacts, line: LineFacts, came: VendorReceiptLine): Refusal[] => {
  const open = openAtVendor(line)
  const total = sum([came.good, came.rejected, came.lost])
  return [
    ...refuse(dispatch.status !== 'sent', 'vendorReceipt.not-sent', `${dispatch.number} is ${dispatch.status}.`),
    ...refuse(total <= 0, 'vendorReceipt.nothing', `Line ${line.line}: enter what came back good, rejected or lost.`),
    ...refuse(
      total > open,
      'vendorReceipt.too-much',
      `Line ${line.line}: only ${open} of ${line.workOrder} are at the vendor, not ${total}.`,
    ),
    ...refuse(
      came.rejected + came.lost > 0 && came.reason.trim() === '',
      'vendorReceipt.no-reason',
      `Line ${line.line}: say why pieces are rejected or lost.`,
    ),
  ]
}

/** A receipt is taken back once, by its counter-receipt, which stands for good. */
export const whyNotReverseReceipt = (f: {
  number: string
  isCounter: boolean
  reversed: boolean
  reason: string
}): Refusal[] => [
  ...refuse(
    f.isCounter,
    'vendorReceipt.is-counter',
    `${f.number} takes another receipt back; enter what came instead.`,
  ),
  ...refuse(f.reversed, 'vendorReceipt.reversed', `${f.number} was taken back already.`),
  ...refuse(f.reason.trim() === '', 'vendorReceipt.reverse-reason', 'Say why the receipt is taken back.'),
]

export const whyNotRedate = (dispatch: DispatchFacts, reason: string): Refusal[] => [
  ...refuse(dispatch.status !== 'sent', 'dispatch.not-sent', `${dispatch.number} is ${dispatch.status}.`),
  ...refuse(reason.trim() === '', 'dispatch.no-reason', 'Say why the day moves.'),
]

export type VendorTerms = { unitPrice: number; minimumCharge: number }

/** The vendor's charge for a line when so many of its pieces were good; nothing good, nothing owed. */
export const chargeFor = (terms: VendorTerms, good: number): number =>
  good <= 0 ? 0 : Math.max(terms.minimumCharge, multiply(4, terms.unitPrice, good))

/**
 * What one receipt adds to the charge of its line. The first good pieces bear the minimum; later ones cost only what
 * goes beyond it, so that however a line comes back, its receipts add up to the charge of the whole.
 */
export const chargeOfReceipt = (terms: VendorTerms, goodBefore: number, good: number): number =>
  sum([chargeFor(terms, roundQuantity(goodBefore + good)), -chargeFor(terms, goodBefore)])

/** The operation's own terms; its minimum, when it has none, is the vendor's. */
export const termsOf = (operation: VendorTerms, vendor: { minimumCharge: number }): VendorTerms => ({
  unitPrice: operation.unitPrice,
  minimumCharge: operation.minimumCharge > 0 ? operation.minimumCharge : vendor.minimumCharge,
})
