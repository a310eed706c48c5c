import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createApp } from '../app.ts'
import { createCompany } from '../core/company.commands.ts'
import { type Ctx, systemActor } from '../core/ctx.ts'
import type { UserRole } from '../core/permissions.model.ts'
import { samplePassword, sharedSecret } from '../core/secret.commands.ts'
import { testDatabase } from '../core/testDb.ts'
import { addUser } from '../core/user.commands.ts'
import { createQuotation } from './quotation.commands.ts'
import { addQuotationLine } from './quotationLine.commands.ts'
import { testCustomer, testTable } from './testSales.ts'

/** A served sample with one draft of one line, and a way to ask it as any role. */
async function servedQuotation() {
  const database = await testDatabase()
  const ctx: Ctx = { db: database.db, actor: systemActor, now: new Date().toISOString() }
  await createCompany(ctx, {
    name: 'Test Works',
    currency: 'USD',
    timeZone: 'UTC',
    locale: 'en-US',
    sample: 'furniture',
  })
  const secret = await sharedSecret(database.db, 'auth')
  for (const role of ['sales', 'viewer', 'operator'] satisfies UserRole[]) {
    const email = `${role}@sample.test`
    await addUser(ctx, { name: role, email, password: samplePassword(secret), roles: [role] })
  }
  const customer = await testCustomer(ctx)
  const { table } = await testTable(ctx)
  const { id } = await createQuotation(ctx, { customerId: customer.id })
  const { lines } = await addQuotationLine(ctx, id, { itemId: table, quantities: [1] })
  const app = await createApp({ database })
  await new Promise<void>((resolve) => app.server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => app.close())
  const base = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const cookieOf = async (role: string): Promise<string> => {
    const body = JSON.stringify({ email: `${role}@sample.test` })
    const answer = await fetch(`${base}/api/floor-session/sample`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    })
    return answer.headers
      .getSetCookie()
      .map((c) => c.split(';')[0])
      .join('; ')
  }
  const ask = async (role: string | undefined, path: string, options: { method?: string; body?: unknown } = {}) => {
    const headers = new Headers({ 'content-type': 'application/json' })
    if (role) headers.set('cookie', await cookieOf(role))
    const { method = 'GET', body } = options
    return fetch(base + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
  }
  return { id, lineId: lines[0]?.id ?? 0, customerId: customer.id, ask }
}

test('a quotation is shown with its costs only to those who may see costs', async () => {
  const { id, ask } = await servedQuotation()
  const first = async (role: string) =>
    (
      (await (await ask(role, `/api/quotations/${id}`)).json()) as {
        lines: { markups: object; breaks: { cost: number | null; unitPrice: number }[] }[]
      }
    ).lines[0]
  const sales = await first('sales')
  const viewer = await first('viewer')
  expect(sales?.breaks[0]?.cost).toBeGreaterThan(0)
  expect(viewer?.breaks[0]).toMatchObject({ cost: null, unitPrice: sales?.breaks[0]?.unitPrice })
  expect(viewer?.markups).toEqual({})
  expect((await ask('operator', `/api/quotations/${id}`)).status).toBe(403)
  expect((await ask(undefined, `/api/quotations/${id}`)).status).toBe(401)
})

test('writing needs the permission, a right shape, and a state that allows it', async () => {
  const { id, lineId, ask } = await servedQuotation()
  const change = { method: 'PATCH', body: { markups: { material: 10 } } }
  expect((await ask('viewer', `/api/quotation-lines/${lineId}`, change)).status).toBe(403)
  expect((await ask('sales', '/api/quotation-lines/999999', change)).status).toBe(404)
  expect(
    (await ask('sales', `/api/quotation-lines/${lineId}`, { method: 'PATCH', body: { markups: { glue: 10 } } })).status,
  ).toBe(400)
  expect((await ask('sales', `/api/quotation-lines/${lineId}`, change)).status).toBe(200)
  expect((await ask('sales', `/api/quotations/${id}/send`, { method: 'POST', body: {} })).status).toBe(200)
  const again = await ask('sales', `/api/quotations/${id}/send`, { method: 'POST', body: {} })
  expect(again.status).toBe(409)
  expect(((await again.json()) as { data: { refusals: { code: string }[] } }).data.refusals.map((r) => r.code)).toEqual(
    ['quotation.cannot-send'],
  )
})

test('papers are PDF for those who may read them', async () => {
  const { id, ask } = await servedQuotation()
  const paper = await ask('viewer', `/api/print/quotation/${id}`)
  expect([paper.status, paper.headers.get('content-type')]).toEqual([200, 'application/pdf'])
  expect(
    Buffer.from(await paper.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')
  expect((await ask(undefined, `/api/print/quotation/${id}`)).status).toBe(401)
  expect((await ask('operator', `/api/print/quotation/${id}`)).status).toBe(403)
  expect((await ask('viewer', '/api/print/quotation/999999')).status).toBe(404)
  expect((await ask('viewer', '/api/print/quotation/x')).status).toBe(404)
  expect((await ask('viewer', `/api/print/nothing/${id}`)).status).toBe(404)
})

test('lists and the customer’s figures answer for a known customer only', async () => {
  const { customerId, ask } = await servedQuotation()
  for (const path of [
    '/api/enquiries',
    '/api/quotations?sort=-net',
    '/api/sales-orders',
    '/api/sales-order-lines?filter[late]=true',
    `/api/customers/${customerId}/overview`,
    '/api/deals?quotationId=1',
    '/api/similar-deals?itemId=1&q=a%25b',
  ])
    expect([path, (await ask('viewer', path)).status]).toEqual([path, 200])
  expect((await ask('viewer', '/api/customers/999999/overview')).status).toBe(404)
  expect((await ask('viewer', '/api/deals?salesOrderId=999999')).status).toBe(404)
})
