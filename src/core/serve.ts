import type { AnyContractRouter } from '@orpc/contract'
import { implement, ORPCError, os } from '@orpc/server'
import { type Ctx, nobody } from './ctx.ts'
import type { EndpointMeta } from './endpoint.ts'
import { once } from './idempotency.commands.ts'
import { announceChange } from './live.ts'
import { mayDo } from './permissions.model.ts'

/** What each request brings. When nobody is signed in, the actor is `nobody`. */
export type RequestContext = Ctx & { idempotencyKey?: string | undefined }

/** The one way to turn a contract into routes; `guard` stands before all of them. */
export const serve = <const C extends AnyContractRouter>(contract: C) => implement(contract).$context<RequestContext>()

/**
 * Before every route: permission first; then every write (anything but GET) runs in one transaction, at most
 * once per Idempotency-Key, and tells the browsers afterwards that something changed.
 */
export const guard = os
  .$context<RequestContext>()
  .middleware(async ({ context, next, path, procedure }, input: unknown, output) => {
    const { needs, reads, secret } = procedure['~orpc'].meta as EndpointMeta
    const { actor, idempotencyKey } = context
    if (needs !== 'public' && actor === nobody) throw new ORPCError('UNAUTHORIZED', { message: 'Sign in first.' })
    if (!mayDo(actor.roles, needs))
      throw new ORPCError('FORBIDDEN', {
        message: `This needs the permission ${needs}, which your role does not have.`,
      })
    if ((procedure['~orpc'].route.method ?? 'POST') === 'GET' || reads || secret) return next()
    const key = idempotencyKey && `${actor.userId ?? actor.deviceId ?? actor.name}:${idempotencyKey}`
    const answer = await once(context, key, [path, input], async (tx) => (await next({ context: tx })).output)
    announceChange(path[0] ?? '')
    return output(answer)
  })
