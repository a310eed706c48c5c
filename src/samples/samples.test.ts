import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { inTransaction, systemActor } from '../core/ctx.ts'
import { testDatabase } from '../core/testDb.ts'
import { brokenInvariants } from '../stories/invariants.ts'
import { loadSample, samples } from './samples.ts'

test.each(Object.values(samples))(
  '$name works for some months and stands in the middle of its work',
  async (sample) => {
    const { db } = await testDatabase()
    const started = performance.now()
    await inTransaction({ db, actor: systemActor, now: '2026-11-18T15:00:00.000Z' }, (tx) => loadSample(tx, sample))
    console.log(`${sample.name}: loaded in ${((performance.now() - started) / 1000).toFixed(1)} s`)
    const count = async (query: string) =>
      Number((await db.execute<{ n: number }>(sql.raw(`select count(*) as n from ${query}`))).rows[0]?.n)
    expect(await count('items')).toBeGreaterThanOrEqual(60)
    expect(await count('work_centers')).toBeGreaterThanOrEqual(8)
    expect(await count("sales_orders where status = 'open'")).toBeGreaterThanOrEqual(15)
    for (const status of ['planned', 'released', 'started', 'completed', 'closed'])
      expect([status, (await count(`jobs where status = '${status}'`)) > 0]).toEqual([status, true])
    for (const status of ['draft', 'sent', 'won', 'lost', 'expired'])
      expect([status, (await count(`quotations where status = '${status}'`)) > 0]).toEqual([status, true])
    expect(await count('stock_balances b join places p on p.id = b.place_id where p.physical and b.quantity < 0')).toBe(
      0,
    )
    expect(await count("jobs where hold_reason <> ''")).toBeGreaterThan(0)
    expect(await count("tests where status in ('waiting', 'passed', 'failed')")).toBeGreaterThan(1)
    expect(await count('invoices')).toBeGreaterThan(8)
    expect(await count("dispatches where status = 'sent'")).toBeGreaterThan(0)
    expect(await brokenInvariants(db)).toEqual([])
  },
  240_000,
)
