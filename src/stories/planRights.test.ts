import { expect, test } from 'vitest'
import type { UserRole } from '../core/permissions.model.ts'
import type { TestDatabase } from '../core/testDb.ts'
import { replan } from '../planning/plan.commands.ts'
import { promiseHolds } from '../planning/plan.tables.ts'
import { createScenario } from '../planning/scenario.commands.ts'
import { cuttingShop } from '../planning/testPlan.ts'
import { createQuotation } from '../sales/quotation.commands.ts'
import { addQuotationLine } from '../sales/quotationLine.commands.ts'
import { testCustomer } from '../sales/testSales.ts'
import { apiOn } from './testApi.ts'

type Given = Awaited<ReturnType<typeof cuttingShop>>

/** Asks the API as a role; the answer's status and body. */
async function asking({ ctx }: Given) {
  const { address, as } = await apiOn({ db: ctx.db } as TestDatabase)
  return async (role: UserRole, method: string, path: string, body?: object) => {
    const answer = await fetch(`${address}/api${path}`, {
      method,
      headers: { ...as(role), 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }
}

/** Everything in an answer whose name says that it is money. */
function moneyIn(value: unknown, at = ''): [string, unknown][] {
  if (Array.isArray(value)) return value.flatMap((v, i) => moneyIn(v, `${at}[${i}]`))
  if (typeof value !== 'object' || value === null)
    return /money|loses$|unitprice/i.test(at.split('.').at(-1) ?? '') ? [[at, value]] : []
  return Object.entries(value).flatMap(([k, v]) => moneyIn(v, `${at}.${k}`))
}

test('who may not see costs is answered in days only, wherever the plan tells money', async () => {
  const given = await cuttingShop()
  const { ctx, job, saw, press } = given
  const vendor = await testCustomer(ctx, 'V-1', { customer: false, supplier: true })
  const a = await job(4, '2026-03-02')
  await replan(ctx)
  const changes = [{ kind: 'outside', operationId: a.ops[1], vendorId: vendor.id, leadDays: 3, unitPrice: 7 }]
  await createScenario(ctx, { name: 'Outside', changes: changes as never })
  const ask = await asking(given)
  const now = new Date().toISOString()
  const later = new Date(Date.now() + 7 * 86_400_000).toISOString()
  const down = { kind: 'down', workCenterId: press, from: now, to: later, reason: '' }
  const done = await ask('planner', 'POST', '/plan/changes', { changes: [down], version: 99 })
  expect(done.status).toBe(200)
  const told: [string, string, object?][] = [
    ['GET', `/plan/board?from=${now}&to=${later}`],
    ['POST', '/plan/trials', { changes: [{ kind: 'down', workCenterId: saw, from: now, to: later, reason: '' }] }],
    ['GET', '/plan/acts'],
    ['GET', '/plan/scenarios'],
    ['GET', '/plan/scenarios/compare'],
  ]
  for (const [method, path, body] of told) {
    const whole = moneyIn((await ask('planner', method, path, body)).body)
    expect(whole.filter(([, v]) => typeof v === 'number').length, path).toBeGreaterThan(0)
    for (const role of ['operator', 'supervisor', 'viewer'] as const) {
      const shown = await ask(role, method, path, body)
      expect(shown.status, path).toBe(200)
      expect(
        moneyIn(shown.body).filter(([, v]) => v !== null),
        `${role} ${path}`,
      ).toEqual([])
    }
  }
  const trial = await ask('supervisor', 'POST', '/plan/trials', told[1]?.[2])
  // Days and who loses are told all the same.
  expect(trial.body.jobs).toEqual(expect.arrayContaining([expect.objectContaining({ sense: 'loses', loses: null })]))
  expect((await ask('viewer', 'GET', '/records/plan_acts/1/history')).status).not.toBe(200)
})

test('downtime is set by planner and supervisor, a held slot is given up by sales and planner', async () => {
  const given = await cuttingShop()
  const { ctx, saw, part } = given
  const customer = await testCustomer(ctx)
  const quotation = await createQuotation(ctx, { customerId: customer.id })
  const [line] = (await addQuotationLine(ctx, quotation.id, { itemId: part, quantities: [1] })).lines
  const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)
  const ask = await asking(given)
  const held = await ask('sales', 'POST', '/promises', { quotationLineId: line?.id, quantity: 1, promisedOn: day })
  expect(held.status).toBe(200)
  const [hold] = await ctx.db.select().from(promiseHolds)
  const now = Date.now()
  const stretch = (n: number) => ({
    from: new Date(now + n * 3_600_000).toISOString(),
    to: new Date(now + (n + 1) * 3_600_000).toISOString(),
    reason: '',
  })
  const act = async (role: UserRole, change: object) => {
    const { status, body } = await ask(role, 'POST', '/plan/changes', { changes: [change], version: 1e6 })
    const data = body.data as { refusals?: { message: string }[] } | undefined
    return status === 200 ? 'done' : (data?.refusals?.[0]?.message ?? status)
  }
  const may = (needs: string) => `This needs the permission ${needs}, which your role does not have.`
  const overtime = { kind: 'overtime', workCenterId: saw, ...stretch(48) }
  expect(await act('supervisor', { kind: 'down', workCenterId: saw, ...stretch(1) })).toBe('done')
  expect(await act('planner', overtime)).toBe('done')
  for (const role of ['operator', 'sales', 'viewer'] as const) expect(await act(role, overtime)).toBe(403)
  expect(await act('supervisor', { kind: 'releaseHold', holdId: hold?.id })).toBe(may('planning.releaseHold'))
  expect((await ask('supervisor', 'POST', `/promises/${hold?.id}/release`)).status).toBe(403)
  expect(await act('planner', { kind: 'releaseHold', holdId: hold?.id })).toBe('done')
  // What a supervisor may not do he may not undo either.
  const acts = (await ask('supervisor', 'GET', '/plan/acts')).body as unknown as { id: number }[]
  expect((await ask('supervisor', 'POST', '/plan/undo', { actId: acts[0]?.id })).status).toBe(409)
  expect((await ask('planner', 'POST', '/plan/undo', { actId: acts[0]?.id })).status).toBe(200)
  expect((await ask('sales', 'POST', `/promises/${hold?.id}/release`)).status).toBe(200)
})
