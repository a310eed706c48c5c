import { expect, test } from 'vitest'
import { items } from '../catalog/item.tables.ts'
import { type Actor, nobody } from '../core/ctx.ts'
import { testCtx } from '../core/testDb.ts'
import { costingShop } from '../costing/testCosting.ts'
import { reportExportPages } from './reportExport.pages.ts'

async function exporter() {
  const ctx = await testCtx()
  const shop = await costingShop(ctx)
  await ctx.db.update(items).set({ name: '=HYPERLINK("http://evil.test"), "x"' })
  await shop.buy(ctx, shop.raw, 3, 7.5)
  const get = (file: string, actor: Actor = ctx.actor) =>
    Promise.resolve(
      reportExportPages(
        ctx.db,
        async () => actor,
        () => ctx.now,
      ).request(`/api/export/reports/${file}`),
    )
  return { get }
}

test('a report leaves as CSV whose texts are never formulas, as a workbook and as a paper', async () => {
  const { get } = await exporter()
  const csv = await get('stock-on-hand.csv')
  expect([csv.status, csv.headers.get('content-disposition')]).toEqual([
    200,
    'attachment; filename="stock-on-hand.csv"',
  ])
  const [head, row, end] = (await csv.text()).replace('\uFEFF', '').split('\r\n')
  expect(head).toBe(
    'Item,Name,Family,Unit,On hand,Reserved,Free,Awaiting test,Rejected,At vendors,In production,On order,Reorder point,Value',
  )
  expect(row).toBe(`RAW,"'=HYPERLINK(""http://evil.test""), ""x""",,pc,3,0,3,0,0,0,0,0,0,7.5`)
  expect(end).toBe('')
  const starts = async (file: string) =>
    Buffer.from(await (await get(file)).arrayBuffer())
      .subarray(0, 4)
      .toString('latin1')
  expect([await starts('stock-on-hand.xlsx'), await starts('stock-on-hand.pdf')]).toEqual(['PK\u0003\u0004', '%PDF'])
  // The same filter as on the page.
  expect((await (await get('stock-on-hand.csv?filter[onHand]=>=4')).text()).split('\r\n')).toHaveLength(2)
})

test('an export asks for the same permission as its report, and refuses what it cannot do', async () => {
  const { get } = await exporter()
  const status = async (file: string, actor?: Actor) => (await get(file, actor)).status
  expect(await status('live-job-margin.csv', nobody)).toBe(401)
  expect(await status('live-job-margin.csv', { name: 'Op', roles: ['operator'] })).toBe(403)
  expect(await status('nothing.csv')).toBe(404)
  expect(await status('stock-on-hand.exe')).toBe(404)
  expect(await status('stock-on-hand.csv?filter[nope]=1')).toBe(400)
})
