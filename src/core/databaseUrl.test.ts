import { createServer } from 'node:net'
import { expect, inject, test } from 'vitest'
import { checkDatabase, hostAndPort, whyNotVersion } from './databaseUrl.ts'
import { StartError } from './startError.ts'

test('PostgreSQL 16 and newer will do, older will not', () => {
  expect(whyNotVersion('15.8 (Debian 15.8-1.pgdg120+1)')).toBe('Fettle needs PostgreSQL 16 or newer; this one is 15.8.')
  expect(whyNotVersion('9.6.24')).toBe('Fettle needs PostgreSQL 16 or newer; this one is 9.6.24.')
  expect(whyNotVersion('16.0')).toBeUndefined()
  expect(whyNotVersion('18beta1')).toBeUndefined()
})

test('an address is shown without user and password', () => {
  expect(hostAndPort('postgres://ann:secret@db.example:6432/fettle')).toBe('db.example:6432')
  expect(hostAndPort('postgres://ann:secret@db.example/fettle')).toBe('db.example:5432')
  for (const wrong of ['secret', 'mysql://ann:secret@db.example/fettle', 'postgres:///fettle'])
    expect(() => hostAndPort(wrong)).toThrow('must look like postgres://')
})

test('a database that answers is accepted', async () => {
  await checkDatabase(inject('postgresUrl'))
})

test('nobody listening is said with the place and without the password', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  const port = address && typeof address === 'object' ? address.port : 0
  await new Promise((resolve) => server.close(resolve))
  const error = await checkDatabase(`postgres://ann:secret@127.0.0.1:${port}/fettle`).catch((e: unknown) => e)
  expect(error).toBeInstanceOf(StartError)
  expect(String(error)).toContain(`Cannot reach the database at 127.0.0.1:${port}: connect ECONNREFUSED`)
  expect(String(error)).not.toContain('secret')
})

test('a wrong password is said in the words of the database', async () => {
  const url = new URL(inject('postgresUrl'))
  url.password = 'wrong-one'
  const error = await checkDatabase(url.href).catch((e: unknown) => e)
  expect(String(error)).toContain(`Cannot reach the database at 127.0.0.1:${url.port}: password authentication failed`)
  expect(String(error)).not.toContain('wrong-one')
})
