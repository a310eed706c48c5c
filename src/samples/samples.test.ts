import { sql } from 'drizzle-orm'
import pg from 'pg'
import { expect, test, vi } from 'vitest'
import { inTransaction, systemActor } from '../core/ctx.ts'
import { testDatabase } from '../core/testDb.ts'
import { brokenInvariants } from '../stories/invariants.ts'
import { loadSample, samples } from './samples.ts'
import { disagreements } from './testDisagreements.ts'

/** Every state that the pages and reports show. */
const stateQueries: readonly (readonly [name: string, query: string])[] = [
  ['enquiry waiting', "enquiries where status = 'open'"],
  ['enquiry declined', "enquiries where status = 'declined'"],
  ['on hold', "jobs where hold_reason <> ''"],
  ['at vendor', "dispatches where status = 'sent'"],
  ['awaiting test', "tests where status = 'waiting'"],
  ['failed test', "tests where status = 'failed'"],
  ['released goods', "tests where status = 'released'"],
  ['late', "sales_order_lines where current_promise_on < '2026-11-18' and delivered_quantity < quantity"],
  ['promise moved', 'promise_changes'],
  ['part delivered', 'sales_order_lines where delivered_quantity > 0 and delivered_quantity < quantity'],
  [
    'delivered, not invoiced',
    "shipments s where s.status = 'shipped' and not exists (select 1 from invoice_lines i where i.shipment_id = s.id)",
  ],
  ['invoice paid', "invoices where status = 'paid'"],
  ['invoice sent', "invoices where status = 'sent'"],
  ['purchase line late', "purchase_order_lines where received_quantity < quantity and due_on < '2026-11-18'"],
  ['clock running', 'time_logs where ended_at is null'],
]

const now = '2026-11-18T15:00:00.000Z'

/** What must never be. */
const brokenRules: readonly (readonly [name: string, query: string])[] = [
  ['negative stock', 'stock_balances b join places p on p.id = b.place_id where p.physical and b.quantity < 0'],
  [
    'a balance that its moves do not explain',
    'stock_balances b where b.quantity <> coalesce((select sum(case when m.to_place_id = b.place_id then m.quantity else -m.quantity end) from stock_moves m where m.item_id = b.item_id and m.lot_id is not distinct from b.lot_id and b.place_id in (m.from_place_id, m.to_place_id)), 0)',
  ],
  ['delivered more than ordered', 'sales_order_lines where delivered_quantity > quantity'],
  ['a clock that ends before it starts', 'time_logs where ended_at < started_at'],
  ['something after now', "stock_moves where at > '2026-11-18T15:00:00Z'"],
]

test.each(Object.values(samples))(
  '$name works for some months and stands in the middle of its work',
  async (sample) => {
    const { db } = await testDatabase()
    const queries = vi.spyOn(pg.Client.prototype, 'query')
    const started = performance.now()
    await inTransaction({ db, actor: systemActor, now }, (tx) => loadSample(tx, sample))
    console.log(
      `${sample.name}: loaded in ${((performance.now() - started) / 1000).toFixed(1)} s with ${queries.mock.calls.length} queries`,
    )
    queries.mockRestore()
    const count = async (query: string) =>
      Number((await db.execute<{ n: number }>(sql.raw(`select count(*) as n from ${query}`))).rows[0]?.n)
    const least = async (wanted: Record<string, readonly [query: string, least: number]>) => {
      const short: string[] = []
      for (const [name, [query, least]] of Object.entries(wanted)) {
        const n = await count(query)
        if (n < least) short.push(`${name}: ${n} of ${least}`)
      }
      expect(short).toEqual([])
    }
    await least({
      items: ['items', 60],
      customers: ['parties where customer', 6],
      suppliers: ['parties where supplier', 6],
      'work centers': ['work_centers', 8],
      people: ['employees', 8],
      'open orders': ["sales_orders where status = 'open'", 15],
      'three months of history': ["sales_orders where ordered_on < date '2026-11-18' - 90", 1],
      'levels below levels': [
        "method_materials t join methods m on m.id = t.method_id and m.owner = 'item' join methods c on c.item_id = t.item_id and c.owner = 'item' join method_materials l on l.method_id = c.id and l.supply = 'make' where t.supply = 'make'",
        1,
      ],
      alternates: ['material_alternates', 1],
    })
    await least(
      Object.fromEntries(
        [
          ...stateQueries,
          ...['planned', 'released', 'started', 'completed', 'closed'].map(
            (s) => [`job ${s}`, `jobs where status = '${s}'`] as const,
          ),
          ...['draft', 'sent', 'won', 'lost', 'expired'].map(
            (s) => [`quotation ${s}`, `quotations where status = '${s}'`] as const,
          ),
        ].map(([name, query]) => [name, [query, 1]]),
      ),
    )
    for (const [name, query] of brokenRules) expect([name, await count(query)]).toEqual([name, 0])
    expect(await brokenInvariants(db)).toEqual([])
    expect(await disagreements({ db, now })).toEqual([])
  },
  240_000,
)
