import { and, eq, lt } from 'drizzle-orm'
import { dayAt, getCompany } from '../core/company.queries.ts'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { nextNumber } from '../core/number.commands.ts'
import { renderPaper } from '../core/paper.ts'
import { attachFile, storeFile } from '../core/record.commands.ts'
import { refuse, unless } from '../core/refusal.ts'
import { getParty, whyNotTrade } from '../parties/party.queries.ts'
import { moveEnquiry } from './enquiry.commands.ts'
import { getEnquiry } from './enquiry.queries.ts'
import { whyNotQuote } from './enquiry.rules.ts'
import { breakFor, usualBreaks } from './price.rules.ts'
import { type NewQuotation, type Quotation, type QuotationFields, type Win, WinInput } from './quotation.model.ts'
import { getQuotation } from './quotation.queries.ts'
import { whyNotChangeQuotation, whyNotMoveQuotation, whyNotSend, whyNotWin } from './quotation.rules.ts'
import { addQuotationLine, priceAllLines } from './quotationLine.commands.ts'
import { quotationPaper } from './quotationPaper.queries.ts'
import { type LostReason, quotationMoves } from './sales.model.ts'
import { quotations } from './sales.tables.ts'
import { createSalesOrder, exchangeRateFor } from './salesOrder.commands.ts'
import type { SalesOrder } from './salesOrder.model.ts'

const dayLength = 86_400_000
const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayLength).toISOString().slice(0, 10)

const today = async (tx: Ctx): Promise<string> => dayAt(tx.now, (await getCompany(tx.db)).timeZone)

/** The customer of an enquiry's quotation is the enquiry's; a blank quotation names its own. */
async function customerOf(tx: Ctx, given: NewQuotation) {
  const enquiry = given.enquiryId === undefined ? undefined : await getEnquiry(tx.db, given.enquiryId, { lock: true })
  if (enquiry) unless(whyNotQuote(enquiry))
  const customerId = enquiry?.customerId ?? given.customerId
  unless(refuse(customerId === undefined, 'quotation.no-customer', 'Name the customer or the enquiry.'))
  return { enquiry, customer: await getParty(tx.db, customerId ?? 0) }
}

/** Makes a draft. From an enquiry it takes over customer, contact and lines, each with the usual quantity breaks. */
export const createQuotation = (ctx: Ctx, given: NewQuotation): Promise<Quotation> =>
  inTransaction(ctx, async (tx) => {
    const { enquiry, customer } = await customerOf(tx, given)
    const contactId = given.contactId ?? enquiry?.contactId ?? null
    const deliveryPlaceId = given.deliveryPlaceId ?? null
    unless(await whyNotTrade(tx.db, { customerId: customer.id, contactId, deliveryPlaceId }))
    const company = await getCompany(tx.db)
    const quotedOn = given.quotedOn ?? (await today(tx))
    const currency = given.currency ?? customer.currency
    const number = await nextNumber(tx, 'Q')
    const [row] = await tx.db
      .insert(quotations)
      .values({
        number,
        status: 'draft',
        enquiryId: enquiry?.id ?? null,
        customerId: customer.id,
        contactId,
        deliveryPlaceId,
        currency,
        exchangeRate: await exchangeRateFor(tx, currency, given.exchangeRate),
        quotedOn,
        validUntil: given.validUntil ?? plusDays(quotedOn, company.quotationValidDays),
        paymentDays: given.paymentDays ?? customer.paymentDays,
        introduction: given.introduction ?? '',
        terms: given.terms ?? '',
        lostNote: '',
      })
      .returning({ id: quotations.id })
    const { id } = found(row, 'quotation', number)
    if (enquiry) {
      await moveEnquiry(tx, enquiry.id, 'quote')
      for (const l of enquiry.lines)
        if (l.itemId !== null)
          await addQuotationLine(tx, id, {
            itemId: l.itemId,
            description: l.description,
            quantities: usualBreaks(l.quantity),
          })
    }
    return getQuotation(tx.db, id)
  })

export const changeQuotation = (ctx: Ctx, id: number, change: QuotationFields): Promise<Quotation> =>
  inTransaction(ctx, async (tx) => {
    const before = await getQuotation(tx.db, id, { lock: true })
    unless([
      ...whyNotChangeQuotation(before.status),
      ...(await whyNotTrade(tx.db, {
        customerId: before.customerId,
        contactId: change.contactId ?? null,
        deliveryPlaceId: change.deliveryPlaceId ?? null,
      })),
    ])
    const currency = change.currency ?? before.currency
    const repriced =
      currency !== before.currency || (change.exchangeRate !== undefined && change.exchangeRate !== before.exchangeRate)
    const exchangeRate = repriced ? await exchangeRateFor(tx, currency, change.exchangeRate) : before.exchangeRate
    await tx.db
      .update(quotations)
      .set({ ...change, currency, exchangeRate })
      .where(eq(quotations.id, id))
    const after = await getQuotation(tx.db, id)
    if (repriced) await priceAllLines(tx, after)
    return getQuotation(tx.db, id)
  })

/**
 * Sends: the paper is drawn as it stands and kept among the quotation's files, so that it can never change, unless `keepPaper` is false
 * (for history that is loaded, not lived).
 */
export const sendQuotation = (ctx: Ctx, id: number, options: { keepPaper?: boolean } = {}): Promise<Quotation> =>
  inTransaction(ctx, async (tx) => {
    const quotation = await getQuotation(tx.db, id, { lock: true })
    unless(whyNotSend(quotation, await today(tx)))
    await tx.db.update(quotations).set({ status: quotationMoves.send.to, sentAt: tx.now }).where(eq(quotations.id, id))
    if (options.keepPaper !== false) await keepPaper(tx, quotation)
    return getQuotation(tx.db, id)
  })

async function keepPaper(tx: Ctx, { id, number, revision }: Quotation): Promise<void> {
  const { hash } = await storeFile(tx, await renderPaper(await quotationPaper(tx.db, id)))
  const name = revision === 0 ? `${number}.pdf` : `${number}-${revision}.pdf`
  const kind = 'document'
  await attachFile(tx, { tableName: 'quotations', recordId: id, hash, name, kind, revision: String(revision) })
}

/** Takes a sent or expired quotation back as a draft of the next revision, valid anew. */
export const reviseQuotation = (ctx: Ctx, id: number): Promise<Quotation> =>
  inTransaction(ctx, async (tx) => {
    const { status, revision, validUntil } = await getQuotation(tx.db, id, { lock: true })
    unless(whyNotMoveQuotation(status, 'revise'))
    const day = await today(tx)
    const { quotationValidDays } = await getCompany(tx.db)
    await tx.db
      .update(quotations)
      .set({
        status: quotationMoves.revise.to,
        revision: revision + 1,
        decidedAt: null,
        validUntil: validUntil < day ? plusDays(day, quotationValidDays) : validUntil,
      })
      .where(eq(quotations.id, id))
    return getQuotation(tx.db, id)
  })

/** The customer orders: each chosen line becomes an order line at the price of the break its quantity reaches. */
export const winQuotation = (ctx: Ctx, id: number, given: Win): Promise<SalesOrder> =>
  inTransaction(ctx, async (tx) => {
    const win = WinInput.parse(given)
    const quotation = await getQuotation(tx.db, id, { lock: true })
    const day = win.orderedOn ?? (await today(tx))
    unless(whyNotWin(quotation, win.lines, day))
    const lines = win.lines.flatMap((w) => {
      const line = quotation.lines.find((l) => l.id === w.quotationLineId)
      const price = line && breakFor(line.breaks, w.quantity)
      if (!line || !price) return []
      const { itemId, description, specification, oneOffPrice, taxPercent } = line
      const promise =
        w.promisedOn ??
        (line.promisedOn !== null && line.promisedOn >= day ? line.promisedOn : plusDays(day, line.leadDays))
      return [
        {
          itemId,
          description,
          specification,
          oneOffPrice,
          taxPercent,
          quotationLineId: line.id,
          quantity: w.quantity,
          unitPrice: price.unitPrice,
          promisedOn: promise,
        },
      ]
    })
    const order = await createSalesOrder(tx, {
      customerId: quotation.customerId,
      contactId: quotation.contactId,
      deliveryPlaceId: win.deliveryPlaceId === undefined ? quotation.deliveryPlaceId : win.deliveryPlaceId,
      quotationId: id,
      buyerOrderNumber: win.buyerOrderNumber,
      currency: quotation.currency,
      exchangeRate: quotation.exchangeRate,
      orderedOn: day,
      paymentDays: quotation.paymentDays,
      notes: win.notes,
      lines,
    })
    await tx.db
      .update(quotations)
      .set({ status: quotationMoves.win.to, decidedAt: tx.now })
      .where(eq(quotations.id, id))
    if (quotation.enquiryId !== null && (await getEnquiry(tx.db, quotation.enquiryId)).status !== 'ordered')
      await moveEnquiry(tx, quotation.enquiryId, 'order')
    return order
  })

export const loseQuotation = (
  ctx: Ctx,
  id: number,
  { reason, note = '' }: { reason: LostReason; note?: string },
): Promise<Quotation> =>
  inTransaction(ctx, async (tx) => {
    const { status } = await getQuotation(tx.db, id, { lock: true })
    unless(whyNotMoveQuotation(status, 'lose'))
    await tx.db
      .update(quotations)
      .set({ status: quotationMoves.lose.to, lostReason: reason, lostNote: note, decidedAt: tx.now })
      .where(eq(quotations.id, id))
    return getQuotation(tx.db, id)
  })

/** Expires every sent quotation whose validity has passed; run every night, harmless at any time. */
export const expireQuotations = (ctx: Ctx): Promise<number[]> =>
  inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .update(quotations)
      .set({ status: quotationMoves.expire.to, decidedAt: tx.now })
      .where(and(eq(quotations.status, 'sent'), lt(quotations.validUntil, await today(tx))))
      .returning({ id: quotations.id })
    return rows.map((r) => r.id)
  })
