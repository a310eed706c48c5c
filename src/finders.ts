import { getTableName, type SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { customerPartNumbers, items } from './catalog/item.tables.ts'
import type { Finder } from './core/search.queries.ts'
import { invoices, shipments } from './delivery/delivery.tables.ts'
import { lots } from './inventory/stock.tables.ts'
import { jobs, workOrders } from './jobs/job.tables.ts'
import { dispatches } from './outsourcing/dispatch.tables.ts'
import { parties } from './parties/party.tables.ts'
import { employees, machines, workCenters } from './plant/plant.tables.ts'
import { purchaseOrders } from './purchasing/purchase.tables.ts'
import { tests } from './quality/test.tables.ts'
import { enquiries, quotations, salesOrders } from './sales/sales.tables.ts'

const name = (table: PgTable): SQL => sql.identifier(getTableName(table)) as unknown as SQL

/** A document with a number and a party it is for. */
const document = (table: PgTable, party: 'customer_id' | 'supplier_id' | 'vendor_id', also: SQL = sql`''`): SQL =>
  sql`select d.id, d.number, p.name as label, ${also} as also from ${name(table)} d join ${parties} p on p.id = d.${sql.identifier(party)}`

/** A master that people call by a code and know by a name. */
const coded = (table: PgTable, code: 'code' | 'number'): SQL =>
  sql`select id, ${sql.identifier(code)} as number, name as label, '' as also from ${name(table)} where not archived`

/**
 * What the search box, the palette, scanners and /go/NUMBER find. A new kind of record is one line here; its
 * `path` is its page (see web/routes.tsx) and `kinds.<kind>` its name in the strings.
 */
export const finders: readonly Finder[] = [
  {
    kind: 'job',
    needs: 'jobs.read',
    path: (id) => `/jobs/${id}`,
    from: sql`select id, number, title as label, '' as also from ${jobs}`,
  },
  {
    kind: 'workOrder',
    needs: 'jobs.read',
    path: (id) => `/work-orders/${id}`,
    from: sql`select w.id, w.number, i.number || ' · ' || i.name as label, '' as also from ${workOrders} w join ${items} i on i.id = w.item_id`,
  },
  {
    kind: 'salesOrder',
    needs: 'sales.read',
    path: (id) => `/sales-orders/${id}`,
    from: document(salesOrders, 'customer_id', sql`d.buyer_order_number`),
  },
  {
    kind: 'quotation',
    needs: 'sales.read',
    path: (id) => `/quotations/${id}`,
    from: document(quotations, 'customer_id'),
  },
  {
    kind: 'enquiry',
    needs: 'sales.read',
    path: (id) => `/enquiries/${id}`,
    from: document(enquiries, 'customer_id', sql`d.title`),
  },
  {
    kind: 'purchaseOrder',
    needs: 'purchasing.read',
    path: (id) => `/purchase-orders/${id}`,
    from: document(purchaseOrders, 'supplier_id'),
  },
  {
    kind: 'dispatch',
    needs: 'outsourcing.read',
    path: (id) => `/dispatches/${id}`,
    from: document(dispatches, 'vendor_id'),
  },
  {
    kind: 'shipment',
    needs: 'delivery.read',
    path: (id) => `/shipments/${id}`,
    from: document(shipments, 'customer_id'),
  },
  { kind: 'invoice', needs: 'delivery.read', path: (id) => `/invoices/${id}`, from: document(invoices, 'customer_id') },
  {
    kind: 'lot',
    needs: 'inventory.read',
    path: (id) => `/lots/${id}`,
    from: sql`select l.id, l.number, i.number || ' · ' || i.name as label, '' as also from ${lots} l join ${items} i on i.id = l.item_id`,
  },
  {
    kind: 'item',
    needs: 'catalog.read',
    path: (id) => `/items/${id}`,
    from: sql`select i.id, i.number, i.name as label, (select string_agg(c.part_number, ' ') from ${customerPartNumbers} c where c.item_id = i.id and not c.archived) as also from ${items} i where not i.archived`,
  },
  {
    kind: 'test',
    needs: 'quality.read',
    path: (id) => `/tests/${id}`,
    from: sql`select t.id, t.number, i.number || ' · ' || i.name as label, '' as also from ${tests} t join ${items} i on i.id = t.item_id`,
  },
  { kind: 'party', needs: 'parties.read', path: (id) => `/parties/${id}`, from: coded(parties, 'code') },
  { kind: 'workCenter', needs: 'plant.read', path: (id) => `/work-centers/${id}`, from: coded(workCenters, 'code') },
  { kind: 'machine', needs: 'plant.read', path: (id) => `/machines/${id}`, from: coded(machines, 'code') },
  { kind: 'employee', needs: 'plant.read', path: (id) => `/employees/${id}`, from: coded(employees, 'number') },
]
