import { asc, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { customerPartNumbers, items, units } from '../catalog/item.tables.ts'
import { getCompany } from '../core/company.queries.ts'
import type { Db } from '../core/ctx.ts'
import type { ListInput } from '../core/list.model.ts'
import { runList } from '../core/list.queries.ts'
import { found } from '../core/missing.ts'
import { row, rowsOf } from '../core/rows.ts'
import { contacts, deliveryPlaces, parties } from '../parties/party.tables.ts'
import { netSql } from './price.queries.ts'
import { breakFigures, lineAmounts, type PriceTerms } from './price.rules.ts'
import { type Quotation, type QuotationBreak, type QuotationLine, quotationList } from './quotation.model.ts'
import { enquiries, quotationBreaks, quotationLines, quotations, salesOrders } from './sales.tables.ts'

type LineRow = typeof quotationLines.$inferSelect
type BreakRow = typeof quotationBreaks.$inferSelect

export const priceTerms = (
  line: Omit<PriceTerms, 'currency' | 'exchangeRate'>,
  head: { currency: string; exchangeRate: number },
): PriceTerms => ({
  markups: line.markups,
  minimumPrice: line.minimumPrice,
  oneOffPrice: line.oneOffPrice,
  toolingInOneOff: line.toolingInOneOff,
  currency: head.currency,
  exchangeRate: head.exchangeRate,
})

const breakOf = (b: BreakRow, line: LineRow, head: { currency: string; exchangeRate: number }): QuotationBreak => {
  const { quotationLineId: _, ...rest } = b
  const amounts = lineAmounts(
    { quantity: b.quantity, unitPrice: b.unitPrice, oneOffPrice: line.oneOffPrice, taxPercent: line.taxPercent },
    head.currency,
  )
  const { cost, margin, marginPercent } = breakFigures(b.costs, b.quantity, b.unitPrice, priceTerms(line, head))
  return { ...rest, ...amounts, cost, margin, marginPercent }
}

/** When any level of each line's method was last changed. */
const methodChanges = async (db: Db, quotationId: number): Promise<Map<number, string>> => {
  const changed = await rowsOf(
    db,
    sql`with recursive below(line_id, id) as (
      select l.id, l.method_id from quotation_lines l where l.quotation_id = ${quotationId} and l.method_id is not null
      union
      select b.line_id, m.child_method_id from below b join method_materials m on m.method_id = b.id where m.child_method_id is not null
    ) select b.line_id as "lineId", max(m.changed_at) as "changedAt" from below b join methods m on m.id = b.id group by b.line_id`,
    z.object({ lineId: row.id, changedAt: row.instant }),
  )
  return new Map(changed.map((c) => [c.lineId, c.changedAt]))
}

async function linesOf(db: Db, quotation: typeof quotations.$inferSelect): Promise<QuotationLine[]> {
  const rows = await db
    .select({
      line: quotationLines,
      itemNumber: items.number,
      itemName: items.name,
      unit: units.code,
      customerPartNumber: customerPartNumbers.partNumber,
    })
    .from(quotationLines)
    .innerJoin(items, eq(items.id, quotationLines.itemId))
    .innerJoin(units, eq(units.id, items.stockUnitId))
    .leftJoin(
      customerPartNumbers,
      sql`${customerPartNumbers.id} = (select min(n.id) from customer_part_numbers n where n.item_id = ${items.id} and n.party_id = ${quotation.customerId} and not n.archived)`,
    )
    .where(eq(quotationLines.quotationId, quotation.id))
    .orderBy(asc(quotationLines.line))
  if (rows.length === 0) return []
  const breaks = await db
    .select()
    .from(quotationBreaks)
    .where(
      inArray(
        quotationBreaks.quotationLineId,
        rows.map((r) => r.line.id),
      ),
    )
    .orderBy(asc(quotationBreaks.quantity))
  const changes = await methodChanges(db, quotation.id)
  return rows.map(({ line, ...names }) => {
    const changedAt = changes.get(line.id)
    const { quotationId: _, ...fields } = line
    return {
      ...fields,
      ...names,
      stale: changedAt !== undefined && (line.pricedAt === null || changedAt > line.pricedAt),
      breaks: breaks.filter((b) => b.quotationLineId === line.id).map((b) => breakOf(b, line, quotation)),
    }
  })
}

export async function getQuotation(db: Db, id: number, options?: { lock: boolean }): Promise<Quotation> {
  if (options?.lock) await db.select({ id: quotations.id }).from(quotations).where(eq(quotations.id, id)).for('update')
  const [head] = await db
    .select({
      quotation: quotations,
      enquiryNumber: enquiries.number,
      customerName: parties.name,
      contactName: contacts.name,
      deliveryPlaceName: deliveryPlaces.name,
    })
    .from(quotations)
    .innerJoin(parties, eq(parties.id, quotations.customerId))
    .leftJoin(enquiries, eq(enquiries.id, quotations.enquiryId))
    .leftJoin(contacts, eq(contacts.id, quotations.contactId))
    .leftJoin(deliveryPlaces, eq(deliveryPlaces.id, quotations.deliveryPlaceId))
    .where(eq(quotations.id, id))
  const { quotation, ...names } = found(head, 'quotation', id)
  const { currency: companyCurrency } = await getCompany(db)
  const orders = await db
    .select({ id: salesOrders.id, number: salesOrders.number })
    .from(salesOrders)
    .where(eq(salesOrders.quotationId, id))
    .orderBy(asc(salesOrders.id))
  return { ...quotation, ...names, companyCurrency, lines: await linesOf(db, quotation), orders }
}

/** The quotation that a line belongs to. */
export async function getQuotationOfLine(
  db: Db,
  lineId: number,
  options?: { lock: boolean },
): Promise<{ quotation: Quotation; line: QuotationLine }> {
  const [at] = await db
    .select({ quotationId: quotationLines.quotationId })
    .from(quotationLines)
    .where(eq(quotationLines.id, lineId))
  const quotation = await getQuotation(db, found(at, 'quotation line', lineId).quotationId, options)
  return {
    quotation,
    line: found(
      quotation.lines.find((l) => l.id === lineId),
      'quotation line',
      lineId,
    ),
  }
}

/** The same quotation for those who may not see costs: prices stay, what they are made of goes. */
export const withoutCosts = (quotation: Quotation): Quotation => ({
  ...quotation,
  lines: quotation.lines.map((l) => ({
    ...l,
    markups: {},
    warnings: [],
    breaks: l.breaks.map((b) => ({ ...b, costs: {}, cost: null, margin: null, marginPercent: null })),
  })),
})

/** The mark-ups to begin with: those last given to this customer, else those last given at all. */
export async function usualMarkups(db: Db, customerId: number) {
  const [last] = await db
    .select({ markups: quotationLines.markups })
    .from(quotationLines)
    .innerJoin(quotations, eq(quotations.id, quotationLines.quotationId))
    .orderBy(sql`(${quotations.customerId} = ${customerId}) desc`, sql`${quotationLines.id} desc`)
    .limit(1)
  return last?.markups
}

/** The rate last used for a currency, on a quotation or an order; undefined when it never was. */
export async function lastExchangeRate(db: Db, currency: string): Promise<number | undefined> {
  const [last] = await rowsOf(
    db,
    sql`select exchange_rate as rate from (
          select exchange_rate, quoted_on as day, currency from quotations union all
          select exchange_rate, ordered_on, currency from sales_orders) used
         where currency = ${currency} order by day desc limit 1`,
    z.object({ rate: row.number }),
  )
  return last?.rate
}

export const listQuotations = (db: Db, input: ListInput) =>
  runList(
    db,
    quotationList,
    sql`select q.id, q.number, q.status, q.customer_id as "customerId", p.name as customer, e.number as enquiry, q.currency,
               q.quoted_on as "quotedOn", q.valid_until as "validUntil", q.lost_reason as "lostReason",
               (select string_agg(i.name, ', ' order by l.line) from quotation_lines l join items i on i.id = l.item_id where l.quotation_id = q.id) as items,
               coalesce((select sum(${netSql(sql`f.quantity`, sql`f.unit_price`, sql`l.one_off_price`, sql`q.currency`)}) from quotation_lines l
                  join lateral (select b.quantity, b.unit_price from quotation_breaks b where b.quotation_line_id = l.id order by b.quantity limit 1) f on true
                 where l.quotation_id = q.id), 0) as net
          from quotations q join parties p on p.id = q.customer_id left join enquiries e on e.id = q.enquiry_id`,
    input,
  )

export const breaksOfLine = (db: Db, lineId: number) =>
  db
    .select()
    .from(quotationBreaks)
    .where(eq(quotationBreaks.quotationLineId, lineId))
    .orderBy(asc(quotationBreaks.quantity))
