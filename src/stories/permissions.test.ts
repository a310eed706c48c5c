import { expect, test } from 'vitest'
import { createCompany } from '../core/company.commands.ts'
import { systemActor } from '../core/ctx.ts'
import { mayDo, userRoles } from '../core/permissions.model.ts'
import { testDatabase } from '../core/testDb.ts'
import { apiOn, endpoints } from './testApi.ts'

/** Nothing has this id, so what is allowed ends in 404 or 400 and changes nothing. */
const unknown = '987654321'

test('every endpoint opens to exactly the roles of the matrix', { timeout: 180_000 }, async () => {
  const database = await testDatabase()
  await createCompany(
    { db: database.db, actor: systemActor, now: '2026-03-02T08:00:00.000Z' },
    { name: 'Works', currency: 'USD', timeZone: 'UTC', locale: 'en-US', sample: '' },
  )
  const { address, as } = await apiOn(database)
  const all = endpoints()
  expect(all.length).toBeGreaterThan(80)
  const wrong: string[] = []
  for (const { name, method, path, needs } of all)
    for (const role of [...userRoles, 'nobody' as const]) {
      const answer = await fetch(`${address}/api${path.replace(/\{[^}]+\}/g, unknown)}`, {
        method,
        headers: { ...as(role), 'content-type': 'application/json' },
        ...(method === 'GET' ? {} : { body: '{}' }),
      })
      await answer.arrayBuffer()
      const expected = needs === 'public' ? undefined : role === 'nobody' ? 401 : mayDo([role], needs) ? undefined : 403
      // A public endpoint may ask for another proof than a log-in, such as a terminal's own; a signed-in one never for a role.
      const fits =
        expected === undefined ? needs === 'public' || ![401, 403].includes(answer.status) : answer.status === expected
      if (!fits) wrong.push(`${name} as ${role}: ${answer.status} instead of ${expected ?? 'allowed'}`)
    }
  expect(wrong).toEqual([])
})
