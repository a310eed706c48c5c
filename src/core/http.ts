import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { OpenAPIHandler } from '@orpc/openapi/node'
import type { AnyRouter } from '@orpc/server'
import { ORPCError, onError, ValidationError } from '@orpc/server'
import { BodyLimitPlugin } from '@orpc/server/node'
import type { Hono } from 'hono'
import type { Logger } from 'pino'
import { z } from 'zod'
import { type Actor, type Db, nobody } from './ctx.ts'
import { databaseFault } from './databaseFault.ts'
import { BadQuery } from './list.queries.ts'
import { Missing } from './missing.ts'
import { Refused } from './refusal.ts'
import type { RequestContext } from './serve.ts'

const megabyte = 1024 * 1024

/** PostgreSQL's own refusals that a race or an odd value can reach; each is the caller's affair, so a 4xx. */
const databaseFaults: Record<string, { status: 'BAD_REQUEST' | 'CONFLICT'; message: string }> = {
  '22003': { status: 'BAD_REQUEST', message: 'A number is out of range.' },
  '22007': { status: 'BAD_REQUEST', message: 'A date or time is not valid.' },
  '22008': { status: 'BAD_REQUEST', message: 'A date or time is out of range.' },
  '22021': { status: 'BAD_REQUEST', message: 'A text is not valid UTF-8.' },
  '22P02': { status: 'BAD_REQUEST', message: 'A value has the wrong form.' },
  '22P05': { status: 'BAD_REQUEST', message: 'A text holds a character that cannot be stored.' },
  '23502': { status: 'BAD_REQUEST', message: 'A required value is missing.' },
  '23503': { status: 'CONFLICT', message: 'A record that this one refers to is missing, or others still refer to it.' },
  '23505': { status: 'CONFLICT', message: 'There is already such a record.' },
  '23514': { status: 'CONFLICT', message: 'The change would break a rule of the database.' },
  '40001': { status: 'CONFLICT', message: 'Somebody changed the same records at the same time. Try again.' },
  '40P01': { status: 'CONFLICT', message: 'Somebody changed the same records at the same time. Try again.' },
}

const conflict = (refusals: readonly { code: string; message: string }[]) =>
  new ORPCError('CONFLICT', { status: 409, message: refusals.map((r) => r.message).join(' '), data: { refusals } })

/** Errors meet HTTP here and nowhere else. What is not the caller's affair is logged and answered by an id only. */
export function toHttp(error: unknown, log: Logger): Error {
  if (error instanceof Refused) return conflict(error.refusals)
  if (error instanceof Missing) return new ORPCError('NOT_FOUND', { status: 404, message: error.message })
  if (error instanceof BadQuery)
    return new ORPCError('BAD_REQUEST', { status: 400, message: error.message, data: { faults: error.faults } })
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST' && error.cause instanceof ValidationError) {
    const issues = error.cause.issues.map((i) => ({
      path: (i.path ?? []).map((p) => String(typeof p === 'object' ? p.key : p)).join('.'),
      message: i.message,
    }))
    return new ORPCError('BAD_REQUEST', {
      status: 400,
      message: issues.map((i) => `${i.path}: ${i.message}`).join(' '),
      data: { issues },
    })
  }
  if (error instanceof ORPCError && error.status < 500) return error
  const database = databaseFault(error)
  const fault = database && databaseFaults[database.code]
  if (fault?.status === 'CONFLICT')
    return conflict([{ code: `database.${database?.constraint ?? database?.code}`, message: fault.message }])
  if (fault) return new ORPCError('BAD_REQUEST', { status: 400, message: fault.message })
  const id = randomUUID()
  log.error(
    {
      id,
      err: error,
      cause:
        error instanceof ORPCError && error.cause instanceof ValidationError
          ? z.prettifyError(error.cause as never)
          : undefined,
    },
    'request failed',
  )
  return new ORPCError('INTERNAL_SERVER_ERROR', {
    status: 500,
    message: `Something went wrong here. It was logged as ${id}.`,
  })
}

export type ActorOf = (request: IncomingMessage) => Promise<Actor>
const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])
/** Behind a proxy the peer is the proxy, so forwarded requests are never taken for local ones. */
export const isLoopback = (request: IncomingMessage): boolean =>
  loopback.has(request.socket.remoteAddress ?? '') &&
  request.headers['x-forwarded-for'] === undefined &&
  request.headers.forwarded === undefined

/** A browser sends Origin with every write; one of another site is refused. Programs send none. */
const foreignOrigin = (request: IncomingMessage): boolean => {
  const { origin, host } = request.headers
  if (!origin || request.method === 'GET' || request.method === 'HEAD') return false
  try {
    return new URL(origin).host !== (request.headers['x-forwarded-host'] ?? host)
  } catch {
    return true
  }
}

const answerJson = (response: ServerResponse, status: number, body: unknown) => {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

export type HttpOptions = { routes: AnyRouter; db: Db; actorOf: ActorOf; pages: Hono; log: Logger; now?: () => string }

/** One port: the API on oRPC, everything else (pages, files, log-in, live changes) on Hono. */
export function createHttp({
  routes,
  db,
  actorOf,
  pages,
  log,
  now = () => new Date().toISOString(),
}: HttpOptions): Server {
  const apiUpTo = (megabytes: number) =>
    new OpenAPIHandler(routes, {
      plugins: [new BodyLimitPlugin({ maxBodySize: megabytes * megabyte })],
      // Only what goes wrong inside a route is ours; a body that cannot be read is the caller's, and answered with 400.
      clientInterceptors: [
        onError((error) => {
          throw toHttp(error, log)
        }),
      ],
    })
  const api = apiUpTo(8)
  // A file of 25 MB in base64 within JSON; only for somebody who is signed in.
  const importApi = apiUpTo(36)
  const rest = getRequestListener(pages.fetch)
  return createServer(async (request, response) => {
    try {
      if (foreignOrigin(request))
        return answerJson(response, 403, { code: 'FORBIDDEN', message: 'Writes are accepted from this site only.' })
      if (request.url?.startsWith('/api/')) {
        const context = async (): Promise<RequestContext> => {
          const key = request.headers['idempotency-key']
          return {
            db,
            actor: await actorOf(request),
            now: now(),
            loopback: isLoopback(request),
            idempotencyKey: typeof key === 'string' && key !== '' ? key.slice(0, 200) : undefined,
          }
        }
        if (!/^\/api\/(auth|files|events|docs|openapi|print|export|floor-session)\b/.test(request.url)) {
          const asked = await context()
          const fit = asked.actor !== nobody && /^\/api\/imports\b/.test(request.url) ? importApi : api
          const { matched } = await fit.handle(request, response, { prefix: '/api', context: asked })
          if (!matched)
            answerJson(response, 404, { code: 'NOT_FOUND', message: 'There is no such address in the API.' })
          return
        }
      }
      await rest(request, response)
    } catch (error) {
      const answer = toHttp(error, log)
      if (!response.headersSent)
        answerJson(response, answer instanceof ORPCError ? answer.status : 500, {
          code: answer instanceof ORPCError ? answer.code : 'ERROR',
          message: answer.message,
        })
      else response.destroy()
    }
  })
}
