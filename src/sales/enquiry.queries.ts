import { and, asc, count, eq, sql } from 'drizzle-orm'
import { items } from '../catalog/item.tables.ts'
import type { Db } from '../core/ctx.ts'
import type { ListInput } from '../core/list.model.ts'
import { runList } from '../core/list.queries.ts'
import { found } from '../core/missing.ts'
import { attachments } from '../core/record.tables.ts'
import { contacts, parties } from '../parties/party.tables.ts'
import { type Enquiry, enquiryList } from './enquiry.model.ts'
import { checklist } from './enquiry.rules.ts'
import { enquiries, enquiryLines, quotations } from './sales.tables.ts'

export async function getEnquiry(db: Db, id: number, options?: { lock: boolean }): Promise<Enquiry> {
  if (options?.lock) await db.select({ id: enquiries.id }).from(enquiries).where(eq(enquiries.id, id)).for('update')
  const [head] = await db
    .select({ enquiry: enquiries, customerName: parties.name, contactName: contacts.name })
    .from(enquiries)
    .innerJoin(parties, eq(parties.id, enquiries.customerId))
    .leftJoin(contacts, eq(contacts.id, enquiries.contactId))
    .where(eq(enquiries.id, id))
  const { enquiry, customerName, contactName } = found(head, 'enquiry', id)
  const lines = await db
    .select({
      id: enquiryLines.id,
      line: enquiryLines.line,
      itemId: enquiryLines.itemId,
      itemNumber: items.number,
      itemName: items.name,
      description: enquiryLines.description,
      quantity: enquiryLines.quantity,
    })
    .from(enquiryLines)
    .leftJoin(items, eq(items.id, enquiryLines.itemId))
    .where(eq(enquiryLines.enquiryId, id))
    .orderBy(asc(enquiryLines.line))
  const [drawings] = await db
    .select({ n: count() })
    .from(attachments)
    .where(and(eq(attachments.tableName, 'enquiries'), eq(attachments.recordId, id), eq(attachments.kind, 'drawing')))
  const quoted = await db
    .select({ id: quotations.id, number: quotations.number, status: quotations.status })
    .from(quotations)
    .where(eq(quotations.enquiryId, id))
    .orderBy(asc(quotations.id))
  return {
    ...enquiry,
    customerName,
    contactName,
    lines,
    quotations: quoted,
    checklist: checklist({ answered: enquiry.answered, wishedOn: enquiry.wishedOn, lines, drawings: drawings?.n ?? 0 }),
  }
}

export const listEnquiries = (db: Db, input: ListInput) =>
  runList(
    db,
    enquiryList,
    sql`select e.id, e.number, e.status, e.customer_id as "customerId", p.name as customer, e.title, e.words,
               e.received_on as "receivedOn", e.wished_on as "wishedOn",
               (select count(*) from enquiry_lines l where l.enquiry_id = e.id) as lines,
               jsonb_array_length(e.answered) as "answeredChecks"
          from enquiries e join parties p on p.id = e.customer_id`,
    input,
  )
