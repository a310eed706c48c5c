import { eq } from 'drizzle-orm'
import { dayAt, getCompany } from '../core/company.queries.ts'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { nextNumber } from '../core/number.commands.ts'
import { unless } from '../core/refusal.ts'
import { whyNotTrade } from '../parties/party.queries.ts'
import { type Enquiry, EnquiryInput, type NewEnquiry } from './enquiry.model.ts'
import { getEnquiry } from './enquiry.queries.ts'
import { whyNotChangeEnquiry, whyNotDecline, whyNotMoveEnquiry } from './enquiry.rules.ts'
import { type EnquiryMove, enquiryMoves } from './sales.model.ts'
import { enquiries, enquiryLines } from './sales.tables.ts'

const writeLines = async (tx: Ctx, enquiryId: number, lines: EnquiryInput['lines']): Promise<void> => {
  await tx.db.delete(enquiryLines).where(eq(enquiryLines.enquiryId, enquiryId))
  if (lines.length > 0) await tx.db.insert(enquiryLines).values(lines.map((l, i) => ({ ...l, enquiryId, line: i + 1 })))
}

export const createEnquiry = (ctx: Ctx, given: NewEnquiry): Promise<Enquiry> =>
  inTransaction(ctx, async (tx) => {
    const { lines, ...fields } = EnquiryInput.parse(given)
    unless(await whyNotTrade(tx.db, fields))
    const { timeZone } = await getCompany(tx.db)
    const number = await nextNumber(tx, 'E')
    const [row] = await tx.db
      .insert(enquiries)
      .values({
        ...fields,
        number,
        status: 'open',
        receivedOn: fields.receivedOn ?? dayAt(tx.now, timeZone),
        declinedReason: '',
      })
      .returning({ id: enquiries.id })
    const { id } = found(row, 'enquiry', number)
    await writeLines(tx, id, lines)
    return getEnquiry(tx.db, id)
  })

export const changeEnquiry = (ctx: Ctx, id: number, given: NewEnquiry): Promise<Enquiry> =>
  inTransaction(ctx, async (tx) => {
    const { lines, ...fields } = EnquiryInput.parse(given)
    const enquiry = await getEnquiry(tx.db, id, { lock: true })
    unless([...whyNotChangeEnquiry(enquiry.status), ...(await whyNotTrade(tx.db, fields))])
    await tx.db
      .update(enquiries)
      .set({ ...fields, receivedOn: fields.receivedOn ?? enquiry.receivedOn })
      .where(eq(enquiries.id, id))
    await writeLines(tx, id, lines)
    return getEnquiry(tx.db, id)
  })

/** Moves the enquiry of a quotation or an order along; asked for by their commands. */
export const moveEnquiry = async (tx: Ctx, id: number, move: EnquiryMove): Promise<void> => {
  const enquiry = await getEnquiry(tx.db, id, { lock: true })
  unless(whyNotMoveEnquiry(enquiry.status, move))
  await tx.db.update(enquiries).set({ status: enquiryMoves[move].to }).where(eq(enquiries.id, id))
}

export const declineEnquiry = (ctx: Ctx, id: number, reason: string): Promise<Enquiry> =>
  inTransaction(ctx, async (tx) => {
    const enquiry = await getEnquiry(tx.db, id, { lock: true })
    unless(whyNotDecline(enquiry.status, reason))
    await tx.db
      .update(enquiries)
      .set({ status: enquiryMoves.decline.to, declinedReason: reason })
      .where(eq(enquiries.id, id))
    return getEnquiry(tx.db, id)
  })

export const reopenEnquiry = (ctx: Ctx, id: number): Promise<Enquiry> =>
  inTransaction(ctx, async (tx) => {
    await moveEnquiry(tx, id, 'reopen')
    await tx.db.update(enquiries).set({ declinedReason: '' }).where(eq(enquiries.id, id))
    return getEnquiry(tx.db, id)
  })
