import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../core/ctx.ts'
import { row, rowsOf } from '../core/rows.ts'
import type { SimilarDeal } from './quotation.model.ts'

type Like = { itemId: number; customerId?: number | undefined; q: string; except?: number | undefined }

const shape = z.object({
  kind: z.enum(['quotation', 'order']),
  documentId: row.id,
  number: row.text,
  status: row.text,
  on: row.day,
  customerName: row.text,
  itemId: row.id,
  itemNumber: row.text,
  itemName: row.text,
  description: row.text,
  quantity: row.number,
  unitPrice: row.number,
  currency: row.text,
  lostReason: row.text.nullable(),
  sameItem: row.flag,
  sameFamily: row.flag,
  sameCustomer: row.flag,
  sameWords: row.flag,
})

/**
 * Up to 40 lines of past quotations and orders for the same item, an item of its family, the same customer, or whose
 * words hold every word of `q`; the most alike first, newer before older.
 */
export async function similarDeals(db: Db, { itemId, customerId, q, except }: Like): Promise<SimilarDeal[]> {
  const words = q.trim().split(/\s+/).filter(Boolean).slice(0, 8)
  const hit = (text: ReturnType<typeof sql>) =>
    words.length === 0
      ? sql`false`
      : sql`(${sql.join(
          words.map((w) => sql`${text} ilike ${`%${w.replace(/[\\%_]/g, '\\$&')}%`}`),
          sql` and `,
        )})`
  const rows = await rowsOf(
    db,
    sql`with past as (
      select 'quotation' as kind, q.id as document_id, q.number, q.status, q.quoted_on as day, q.customer_id, l.item_id, l.description,
             l.specification, b.quantity, b.unit_price, q.currency, q.lost_reason
        from quotation_lines l join quotations q on q.id = l.quotation_id
        join lateral (select quantity, unit_price from quotation_breaks b where b.quotation_line_id = l.id order by quantity limit 1) b on true
       where q.id is distinct from ${except ?? null}::bigint
      union all
      select 'order', o.id, o.number, o.status, o.ordered_on, o.customer_id, l.item_id, l.description, l.specification, l.quantity, l.unit_price, o.currency, null
        from sales_order_lines l join sales_orders o on o.id = l.sales_order_id where l.canceled = ''
    ), likened as (
      select p.*, c.name as customer_name, i.number as item_number, i.name as item_name,
             p.item_id = ${itemId} as same_item,
             i.family <> '' and i.family = (select family from items where id = ${itemId}) as same_family,
             p.customer_id is not distinct from ${customerId ?? null}::bigint as same_customer,
             ${hit(sql`(i.number || ' ' || i.name || ' ' || p.description || ' ' || p.specification::text)`)} as same_words
        from past p join items i on i.id = p.item_id join parties c on c.id = p.customer_id
    )
    select kind, document_id as "documentId", number, status, day as on, customer_name as "customerName", item_id as "itemId",
           item_number as "itemNumber", item_name as "itemName", description, quantity, unit_price as "unitPrice", currency,
           lost_reason as "lostReason", same_item as "sameItem", same_family as "sameFamily", same_customer as "sameCustomer", same_words as "sameWords"
      from likened where same_item or same_family or same_customer or same_words
     order by same_words::int * 8 + same_item::int * 4 + same_family::int * 2 + same_customer::int desc, day desc, document_id desc
     limit 40`,
    shape,
  )
  return rows.map(({ sameItem, sameFamily, sameCustomer, sameWords, ...deal }) => ({
    ...deal,
    same: [
      ...(sameWords ? (['words'] as const) : []),
      ...(sameItem ? (['item'] as const) : []),
      ...(sameFamily ? (['family'] as const) : []),
      ...(sameCustomer ? (['customer'] as const) : []),
    ],
  }))
}
