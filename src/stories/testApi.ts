import type { AddressInfo } from 'node:net'
import { type AnyContractProcedure, isContractProcedure } from '@orpc/contract'
import { Hono } from 'hono'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import { z } from 'zod'
import { contract } from '../contract.ts'
import { type Actor, nobody } from '../core/ctx.ts'
import type { EndpointMeta } from '../core/endpoint.ts'
import { filePages } from '../core/file.pages.ts'
import { createHttp } from '../core/http.ts'
import type { Permission, UserRole } from '../core/permissions.model.ts'
import type { TestDatabase } from '../core/testDb.ts'
import { routes } from '../routes.ts'

export type Endpoint = {
  name: string
  method: string
  path: string
  needs: Permission
  reads: boolean
  input: z.core.JSONSchema.BaseSchema
}

/** Every operation of the contract, with the shape of what it can be asked. */
export function endpoints(): Endpoint[] {
  const found: Endpoint[] = []
  const walk = (node: unknown, name: string) => {
    if (isContractProcedure(node as AnyContractProcedure)) {
      const { route, meta, inputSchema } = (node as AnyContractProcedure)['~orpc']
      const { needs, reads } = meta as EndpointMeta
      const input = inputSchema
        ? z.toJSONSchema(inputSchema as unknown as z.ZodType, { io: 'input', unrepresentable: 'any' })
        : {}
      found.push({
        name,
        method: route.method ?? 'POST',
        path: route.path ?? '/',
        needs,
        reads: reads === true || route.method === 'GET',
        input,
      })
    } else if (typeof node === 'object' && node !== null)
      for (const [key, child] of Object.entries(node)) walk(child, name ? `${name}.${key}` : key)
  }
  walk(contract, '')
  return found
}

/** The API on a port of its own. A request says in a header as which role it comes: log-in has its own test. */
export async function apiOn(
  database: TestDatabase,
): Promise<{ address: string; as(role: UserRole | 'nobody'): Record<string, string>; logged: string[] }> {
  const actorOf = (role: string | null | undefined): Actor =>
    role ? { name: `Test ${role}`, roles: [role as UserRole], userId: `test-${role}` } : nobody
  const logged: string[] = []
  const pages = new Hono()
  pages.route(
    '/',
    filePages(database.db, (headers) => Promise.resolve(actorOf(headers.get('x-role')))),
  )
  const log = pino({ level: 'error' }, { write: (line: string) => void logged.push(line) })
  const server = createHttp({
    routes,
    db: database.db,
    pages,
    log,
    actorOf: (request) => Promise.resolve(actorOf(request.headers['x-role'] as string | undefined)),
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    as: (role): Record<string, string> => (role === 'nobody' ? {} : { 'x-role': role }),
    logged,
  }
}
