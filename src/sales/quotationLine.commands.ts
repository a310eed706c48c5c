import { eq, sql } from 'drizzle-orm'
import { estimateBreaks } from '../catalog/estimate.queries.ts'
import { items } from '../catalog/item.tables.ts'
import { copyMethod, createMethod } from '../catalog/method.commands.ts'
import { masterMethodId } from '../catalog/method.queries.ts'
import { methods } from '../catalog/method.tables.ts'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { multiply } from '../core/decimal.ts'
import { found } from '../core/missing.ts'
import { refuse, unless } from '../core/refusal.ts'
import type { Costs } from '../engines/costing/elements.ts'
import { getParty } from '../parties/party.queries.ts'
import { type Markups, unitPriceOf, usualBreaks } from './price.rules.ts'
import type { BreakInput, NewQuotationLine, Quotation, QuotationLineFields } from './quotation.model.ts'
import { breaksOfLine, getQuotation, getQuotationOfLine, priceTerms, usualMarkups } from './quotation.queries.ts'
import { whyNotChangeQuotation } from './quotation.rules.ts'
import { quotationBreaks, quotationLines } from './sales.tables.ts'

/** Where a company that has never quoted begins. */
const firstMarkups: Markups = {
  material: 15,
  labor: 25,
  machine: 25,
  setup: 25,
  outside: 15,
  overhead: 10,
  tooling: 15,
}

/** The line's own method: a copy of the master, an empty one for a made item without a master, none for bought work. */
const ownMethod = async (tx: Ctx, itemId: number): Promise<number | null> => {
  const [item] = await tx.db
    .select({ kind: items.kind, revision: items.revision })
    .from(items)
    .where(eq(items.id, itemId))
  const { kind, revision } = found(item, 'item', itemId)
  const master = await masterMethodId(tx.db, itemId)
  if (master !== undefined) return copyMethod(tx, master, 'quotationLine')
  return kind === 'made' || kind === 'phantom' ? createMethod(tx, itemId, 'quotationLine', revision) : null
}

/** The ids of a copied method and of every copy below it, parents first. */
const copiesBelow = async (tx: Ctx, methodId: number): Promise<number[]> => {
  const { rows } = await tx.db.execute<{ id: number }>(sql`with recursive below(id, depth) as (
      select ${methodId}::bigint, 0
      union all
      select m.child_method_id, b.depth + 1 from below b join method_materials m on m.method_id = b.id where m.child_method_id is not null
    ) select id from below order by depth`)
  return rows.map((r) => Number(r.id))
}

const dropMethod = async (tx: Ctx, methodId: number): Promise<void> => {
  for (const id of await copiesBelow(tx, methodId)) await tx.db.delete(methods).where(eq(methods.id, id))
}

type Estimated = { costs: Costs[]; warnings: string[] }

const estimate = async (
  tx: Ctx,
  line: { itemId: number; methodId: number | null },
  quantities: readonly number[],
): Promise<Estimated> => {
  if (line.methodId !== null) {
    const estimates = await estimateBreaks(tx.db, line.methodId, quantities)
    return { costs: estimates.map((e) => e.costs), warnings: [...new Set(estimates.flatMap((e) => e.warnings))] }
  }
  const [item] = await tx.db
    .select({ number: items.number, standardCost: items.standardCost })
    .from(items)
    .where(eq(items.id, line.itemId))
  const { number, standardCost } = found(item, 'item', line.itemId)
  return {
    costs: quantities.map((quantity) => ({ material: multiply(4, quantity, standardCost) })),
    warnings: standardCost === 0 ? [`${number} has no standard cost.`] : [],
  }
}

/** Estimates every break of a line at today's rates and prices it, except where the estimator typed the price. */
async function price(tx: Ctx, lineId: number): Promise<void> {
  const [line] = await tx.db.select().from(quotationLines).where(eq(quotationLines.id, lineId))
  const row = found(line, 'quotation line', lineId)
  const head = await getQuotation(tx.db, row.quotationId)
  const breaks = await breaksOfLine(tx.db, lineId)
  const { costs, warnings } = await estimate(
    tx,
    row,
    breaks.map((b) => b.quantity),
  )
  const terms = priceTerms(row, head)
  for (const [i, b] of breaks.entries()) {
    const estimated = costs[i] ?? {}
    const unitPrice = b.unitPriceFixed ? b.unitPrice : unitPriceOf(estimated, b.quantity, terms)
    await tx.db.update(quotationBreaks).set({ costs: estimated, unitPrice }).where(eq(quotationBreaks.id, b.id))
  }
  await tx.db.update(quotationLines).set({ pricedAt: tx.now, warnings }).where(eq(quotationLines.id, lineId))
}

const writeBreaks = async (tx: Ctx, quotationLineId: number, breaks: readonly BreakInput[]): Promise<void> => {
  await tx.db.delete(quotationBreaks).where(eq(quotationBreaks.quotationLineId, quotationLineId))
  const byQuantity = new Map(breaks.map((b) => [b.quantity, b.fixedUnitPrice ?? null]))
  await tx.db.insert(quotationBreaks).values(
    [...byQuantity].map(([quantity, fixed]) => ({
      quotationLineId,
      quantity,
      costs: {},
      unitPrice: fixed ?? 0,
      unitPriceFixed: fixed !== null,
    })),
  )
}

export const addQuotationLine = (ctx: Ctx, quotationId: number, given: NewQuotationLine): Promise<Quotation> =>
  inTransaction(ctx, async (tx) => {
    const quotation = await getQuotation(tx.db, quotationId, { lock: true })
    unless(whyNotChangeQuotation(quotation.status))
    const { itemId, quantities, ...fields } = given
    const [item] = await tx.db.select().from(items).where(eq(items.id, itemId))
    const { name, leadDays } = found(item, 'item', itemId)
    const { taxPercent } = await getParty(tx.db, quotation.customerId)
    const usual = {
      description: name,
      specification: [],
      minimumPrice: 0,
      oneOffPrice: 0,
      toolingInOneOff: false,
      taxPercent,
      leadDays,
      promisedOn: null,
    }
    const markups = fields.markups ?? (await usualMarkups(tx.db, quotation.customerId)) ?? firstMarkups
    const [line] = await tx.db
      .insert(quotationLines)
      .values({
        ...usual,
        ...withRowUnits(fields),
        markups,
        quotationId,
        itemId,
        line: (quotation.lines.at(-1)?.line ?? 0) + 1,
        methodId: await ownMethod(tx, itemId),
        warnings: [],
      })
      .returning({ id: quotationLines.id })
    const { id } = found(line, 'quotation line', quotationId)
    await writeBreaks(
      tx,
      id,
      (quantities ?? usualBreaks(1)).map((quantity) => ({ quantity })),
    )
    await price(tx, id)
    return getQuotation(tx.db, quotationId)
  })

type GivenFields = Omit<NewQuotationLine, 'itemId' | 'quantities'>
/** A specification row may leave its unit out; a row in the database never does. */
const withRowUnits = ({ specification, ...fields }: GivenFields) => ({
  ...fields,
  ...(specification ? { specification: specification.map((s) => ({ ...s, unit: s.unit ?? '' })) } : {}),
})

/** A draft's line, locked with its quotation. */
const draftLine = async (tx: Ctx, lineId: number) => {
  const both = await getQuotationOfLine(tx.db, lineId, { lock: true })
  unless(whyNotChangeQuotation(both.quotation.status))
  return both
}

export const changeQuotationLine = (
  ctx: Ctx,
  lineId: number,
  change: Partial<QuotationLineFields>,
): Promise<Quotation> =>
  inTransaction(ctx, async (tx) => {
    const { quotation } = await draftLine(tx, lineId)
    if (Object.values(change).some((v) => v !== undefined))
      await tx.db.update(quotationLines).set(change).where(eq(quotationLines.id, lineId))
    await price(tx, lineId)
    return getQuotation(tx.db, quotation.id)
  })

/** The day that a line is promised for, once planning has found it: also on a quotation that is out, whose prices it does not touch. */
export const promiseQuotationLine = (ctx: Ctx, lineId: number, promisedOn: string): Promise<Quotation> =>
  inTransaction(ctx, async (tx) => {
    const { quotation } = await getQuotationOfLine(tx.db, lineId, { lock: true })
    unless(
      refuse(
        quotation.status !== 'draft' && quotation.status !== 'sent',
        'quotation.over',
        `A quotation that is ${quotation.status} promises nothing.`,
      ),
    )
    await tx.db.update(quotationLines).set({ promisedOn }).where(eq(quotationLines.id, lineId))
    return getQuotation(tx.db, quotation.id)
  })

export const setBreaks = (ctx: Ctx, lineId: number, breaks: readonly BreakInput[]): Promise<Quotation> =>
  inTransaction(ctx, async (tx) => {
    const { quotation } = await draftLine(tx, lineId)
    await writeBreaks(tx, lineId, breaks)
    await price(tx, lineId)
    return getQuotation(tx.db, quotation.id)
  })

export const priceQuotationLine = (ctx: Ctx, lineId: number): Promise<Quotation> =>
  inTransaction(ctx, async (tx) => {
    const { quotation } = await draftLine(tx, lineId)
    await price(tx, lineId)
    return getQuotation(tx.db, quotation.id)
  })

/** Throws the line's tailored method away for a fresh copy of the item's master. */
export const renewLineMethod = (ctx: Ctx, lineId: number): Promise<Quotation> =>
  inTransaction(ctx, async (tx) => {
    const { quotation, line } = await draftLine(tx, lineId)
    await tx.db
      .update(quotationLines)
      .set({ methodId: await ownMethod(tx, line.itemId) })
      .where(eq(quotationLines.id, lineId))
    if (line.methodId !== null) await dropMethod(tx, line.methodId)
    await price(tx, lineId)
    return getQuotation(tx.db, quotation.id)
  })

export const removeQuotationLine = (ctx: Ctx, lineId: number): Promise<Quotation> =>
  inTransaction(ctx, async (tx) => {
    const { quotation, line } = await draftLine(tx, lineId)
    await tx.db.delete(quotationLines).where(eq(quotationLines.id, lineId))
    if (line.methodId !== null) await dropMethod(tx, line.methodId)
    return getQuotation(tx.db, quotation.id)
  })

/** Prices every line again, e.g. when the currency or its rate changed. */
export const priceAllLines = async (tx: Ctx, quotation: Quotation): Promise<void> => {
  for (const line of quotation.lines) await price(tx, line.id)
}
