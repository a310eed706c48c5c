import { oc } from '@orpc/contract'
import { z } from 'zod'
import type { Permission } from './permissions.model.ts'

export const RefusalShape = z.object({ code: z.string(), message: z.string() })

export type EndpointMeta = {
  needs: Permission
  /** Changes nothing although it is a POST, whose question is too long for an address. */
  reads?: boolean
  /** Its answer holds a secret, which must not be kept for a repeat; the command opens its own transactions. */
  secret?: boolean
}

/**
 * The start of every contract: the permission it needs and the errors it may answer with.
 * The server's guard, the permission test, the OpenAPI page and the browser's client all read it from here.
 */
export const endpoint = (needs: Permission) =>
  oc
    .$meta<EndpointMeta>({ needs })
    // The permission stands in the OpenAPI document too, for the readable page and for other programs.
    .$route({ spec: (operation) => ({ ...operation, 'x-needs': needs }) })
    .errors({
      UNAUTHORIZED: { status: 401, message: 'Sign in first.' },
      FORBIDDEN: { status: 403, message: 'Your role does not allow this.' },
      NOT_FOUND: { status: 404 },
      CONFLICT: { status: 409, data: z.object({ refusals: z.array(RefusalShape) }) },
    })
