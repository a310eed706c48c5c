import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { createCompany } from '../core/company.commands.ts'
import { systemActor } from '../core/ctx.ts'
import type { UserRole } from '../core/permissions.model.ts'
import { testDatabase } from '../core/testDb.ts'
import { recordAccess } from '../recordAccess.ts'
import { apiOn } from './testApi.ts'

/** The server's own records; only the administrator sees their history. */
const administrative = ['company', 'comments', 'attachments', 'imports']

test('every record that keeps a history belongs to an area', async () => {
  const { db } = await testDatabase()
  const { rows } = await db.execute<{ name: string }>(
    sql`select c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid where t.tgname = 'audit_row'`,
  )
  expect(rows.length).toBeGreaterThan(50)
  expect(rows.map((r) => r.name).filter((n) => !recordAccess.has(n) && !administrative.includes(n))).toEqual([])
})

test('history and files of a record follow the rights on it, and secrets are in no history', async () => {
  const database = await testDatabase()
  await createCompany(
    { db: database.db, actor: systemActor, now: '2026-03-02T08:00:00.000Z' },
    { name: 'Works', currency: 'USD', timeZone: 'UTC', locale: 'en-US', sample: '' },
  )
  const { address, as } = await apiOn(database)
  const ask = async (role: UserRole, method: string, path: string, body?: object) => {
    const answer = await fetch(`${address}/api${path}`, {
      method,
      headers: { ...as(role), 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return { status: answer.status, body: (await answer.json()) as never }
  }
  const calendar = await ask('owner', 'POST', '/calendars', { name: 'Days' })
  expect(calendar.status).toBe(200)
  const party = { code: 'P1', name: 'Harbor Yachts', customer: true, currency: 'USD' }
  expect((await ask('owner', 'POST', '/parties', party)).status).toBe(200)
  const history = '/records/parties/1/history'
  expect((await ask('viewer', 'GET', history)).status).toBe(200)
  // An operator's work has nothing to do with customers.
  expect((await ask('operator', 'GET', history)).status).toBe(403)
  expect((await ask('operator', 'GET', '/records/quotations/1/history')).status).toBe(403)
  expect((await ask('planner', 'GET', '/records/user_roles/1/history')).status).toBe(403)

  await ask('owner', 'POST', '/labor-grades', { code: 'G1', name: 'Joiner', ratePerHour: 30 })
  await ask('owner', 'POST', '/employees', { number: 'E1', name: 'Worker', laborGradeId: 1, badge: 'SECRET-7' })
  const { body } = await ask('owner', 'GET', '/records/employees/1/history')
  expect(body).toMatchObject([{ act: 'insert', after: { name: 'Worker' } }])
  expect(JSON.stringify(body)).not.toContain('SECRET-7')

  const upload = await fetch(`${address}/api/files`, {
    method: 'PUT',
    headers: as('owner'),
    body: 'A drawing in words.',
  })
  const { hash } = (await upload.json()) as { hash: string }
  const files = '/records/parties/1/attachments'
  const file = { hash, name: 'drawing.txt', kind: 'drawing' }
  expect((await ask('viewer', 'POST', files, file)).status).toBe(403)
  expect((await ask('inspector', 'POST', files, file)).status).toBe(200)
  const offered = async (role: Parameters<typeof ask>[0]) =>
    ((await ask(role, 'GET', files)).body as { files: { mayDetach: boolean }[] }).files.map((f) => f.mayDetach)
  expect((await ask('viewer', 'GET', files)).body).toMatchObject({ mayAttach: false, files: [{}] })
  expect((await ask('inspector', 'GET', files)).body).toMatchObject({ mayAttach: true })
  expect([await offered('supervisor'), await offered('inspector'), await offered('buyer')]).toEqual([
    [false],
    [true],
    [true],
  ])
  // Not his own, and he may not change parties.
  expect((await ask('supervisor', 'DELETE', '/attachments/1')).status).toBe(403)
  expect((await ask('inspector', 'DELETE', '/attachments/1')).status).toBe(200)
  expect((await ask('inspector', 'POST', files, file)).status).toBe(200)
  expect((await ask('buyer', 'DELETE', '/attachments/2')).status).toBe(200)
})
