import type { AnyContractRouter } from '@orpc/contract'
import { implement, ORPCError, os } from '@orpc/server'
import type { Actor, Ctx, Db } from './ctx.ts'
import type { EndpointMeta } from './endpoint.ts'
import { once } from './idempotency.commands.ts'
import { announceChange } from './live.ts'
import { mayDo } from './permissions.model.ts'

/** The one way to turn a contract into routes; `guard` stands before all of them. */
export const serve = <const C extends AnyContractRouter>(contract: C) => implement(contract).$context<Ctx>()

/** What each request brings: no actor means nobody is signed in. */
export type RequestContext = { db: Db; actor: Actor | undefined; now: string; idempotencyKey?: string | undefined }

/**
 * Before every route: permission first; then every write (anything but GET) runs in one transaction, at most
 * once per Idempotency-Key, and tells the browsers afterwards that something changed.
 */
export const guard = os.$context<RequestContext>().middleware(async ({ context, next, path, procedure }, input: unknown, output) => {
  const { needs } = procedure['~orpc'].meta as EndpointMeta
  if (needs !== 'public' && !context.actor) throw new ORPCError('UNAUTHORIZED', { message: 'Sign in first.' })
  const actor: Actor = context.actor ?? { name: 'nobody', roles: [] }
  if (!mayDo(actor.roles, needs))
    throw new ORPCError('FORBIDDEN', { message: `This needs the permission ${needs}, which your role does not have.` })
  const ctx: Ctx = { db: context.db, actor, now: context.now }
  if ((procedure['~orpc'].route.method ?? 'POST') === 'GET') return next({ context: ctx })
  const key = context.idempotencyKey && `${actor.userId ?? actor.deviceId ?? actor.name}:${context.idempotencyKey}`
  const answer = await once(ctx, key, [path, input], async (tx) => (await next({ context: tx })).output)
  announceChange(path[0] ?? '')
  return output(answer)
})
