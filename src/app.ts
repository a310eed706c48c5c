import type { IncomingMessage, Server } from 'node:http'
import { fileURLToPath } from 'node:url'
import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { Hono } from 'hono'
import { type Logger, pino } from 'pino'
import { contract } from './contract.ts'
import { createAuth, officeActor } from './core/auth.ts'
import { getCompany } from './core/company.queries.ts'
import { type Actor, nobody } from './core/ctx.ts'
import type { Database } from './core/database.ts'
import { filePages } from './core/file.pages.ts'
import { createHttp, isLoopback } from './core/http.ts'
import { announceOn, listenForChanges } from './core/live.ts'
import { changeHub, eventPages, securityHeaders, webPages } from './core/pages.ts'
import { paperPages } from './core/paper.pages.ts'
import { samplePassword, sharedSecret } from './core/secret.commands.ts'
import { papers } from './papers.ts'
import { noticeChange } from './planning/planning.tasks.ts'
import { reportExportPages } from './reports/reportExport.pages.ts'
import { routes } from './routes.ts'
import { floorActor } from './shopfloor/device.queries.ts'

export type App = { server: Server; close(): Promise<void> }

export type AppOptions = { database: Database; log?: Logger; webFolder?: string; now?: () => string }

const headersOf = (request: IncomingMessage): Headers => {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  return headers
}

let openapi: Promise<unknown> | undefined
const openapiDocument = () =>
  (openapi ??= new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] }).generate(contract, {
    info: { title: 'Fettle', version: '0.1.0', description: 'Job order production, from enquiry to margin.' },
    servers: [{ url: '/api' }],
  }))

const docsPage = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Fettle API</title><meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/api-docs.css"></head><body><main id="api"><h1>Fettle API</h1><p>Loading…</p></main><script src="/api-docs.js"></script></body></html>`

/** Puts the parts together: log-in, API, pages, files and live changes on one port. */
export async function createApp({ database, log = pino({ level: 'warn' }), webFolder, now }: AppOptions): Promise<App> {
  const { db, pool } = database
  const secret = await sharedSecret(db, 'auth')
  const auth = createAuth(db, { secret, baseUrl: 'http://localhost' })
  // A terminal of the floor names its operator, whoever of the office has signed in on the same browser before.
  const actorOfHeaders = (headers: Headers): Promise<Actor> =>
    headers.get('authorization')?.startsWith('Floor ')
      ? floorActor(db, headers.get('authorization')?.slice(6) ?? '')
      : headers.has('cookie') || headers.has('authorization')
        ? officeActor(auth, db, headers)
        : Promise.resolve(nobody)

  const pages = new Hono()
  const hub = changeHub()
  pages.all('/api/auth/*', (c) => auth.handler(c.req.raw))
  pages.post('/api/floor-session/sample', async (c) => {
    const { email } = await c.req.json<{ email?: unknown }>().catch(() => ({ email: undefined }))
    const local = isLoopback((c.env as { incoming: IncomingMessage }).incoming)
    const company = await getCompany(db).catch(() => undefined)
    if (!local || !company?.sample || typeof email !== 'string')
      return c.json(
        { code: 'FORBIDDEN', message: 'One-click users exist only in a sample company, on the machine itself.' },
        403,
      )
    return auth.api.signInEmail({
      body: { email, password: samplePassword(secret) },
      headers: c.req.raw.headers,
      asResponse: true,
    })
  })
  pages.get('/api/openapi.json', async (c) => c.json((await openapiDocument()) as object))
  pages.get('/api/docs', (c) => c.html(docsPage, 200, securityHeaders))
  pages.route('/', eventPages(hub))
  pages.route('/', filePages(db, actorOfHeaders))
  pages.route('/', reportExportPages(db, actorOfHeaders, now ?? (() => new Date().toISOString())))
  pages.route('/', paperPages(db, actorOfHeaders, papers))
  pages.route('/', webPages(webFolder ?? fileURLToPath(new URL('../dist/web', import.meta.url))))

  announceOn(pool)
  const stopListening = listenForChanges(pool, (areas) => {
    hub.publish(areas)
    noticeChange(db, areas)
  })
  // What happened while nobody served, and a new sample company, have no plan yet.
  noticeChange(db, 'start')
  const server = createHttp({
    routes,
    db,
    pages,
    log,
    actorOf: (request) => actorOfHeaders(headersOf(request)),
    ...(now ? { now } : {}),
  })
  return {
    server,
    close: async () => {
      stopListening()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
