import { contractRoutes } from 'virtual:contract-routes'
import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { JsonifiedClient } from '@orpc/openapi-client'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { QueryCache, QueryClient } from '@tanstack/react-query'
import type { contract } from '../contract.ts'
import { statusOf } from './fault.ts'
import { randomKey } from './randomKey.ts'

type Step = { '~orpc'?: { route: { method?: string } } } & { [name: string]: Step }
const methodOf = (path: readonly string[]): string =>
  path.reduce<Step | undefined>((step, name) => step?.[name], contractRoutes as unknown as Step)?.['~orpc']?.route
    .method ?? 'POST'

/** What a single call may say besides its input. */
export type CallContext = { idempotencyKey?: string }
export type Api = JsonifiedClient<ContractRouterClient<typeof contract, CallContext>>

/** A client whose calls carry these headers besides the browser's cookies. */
export const clientWith = (headers: () => Record<string, string>): Api =>
  createORPCClient(
    new OpenAPILink<CallContext>(contractRoutes, {
      url: () => new URL('/api', window.location.origin),
      // A repeated write (a double click, a retry after a lost answer) must happen once.
      headers: ({ context }, path) => ({
        ...headers(),
        ...(methodOf(path) === 'GET' ? {} : { 'idempotency-key': context.idempotencyKey ?? randomKey() }),
      }),
      fetch: (request, init) => fetch(request, { ...init, credentials: 'same-origin' }),
    }),
  )

/** The typed client of the whole API: `await api.items.get({ id })`. Throws `ORPCError`; see fault.ts. */
export const api: Api = clientWith(() => ({}))

export const queryClient: QueryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      gcTime: 10 * 60_000,
      retry: (count, error) => count < 2 && (statusOf(error) ?? 500) >= 500,
      refetchOnWindowFocus: true,
    },
  },
  queryCache: new QueryCache({
    onError: (error, query) => {
      const asksWhoIsSignedIn = JSON.stringify(query.queryKey).includes('"me"')
      if (statusOf(error) === 401 && !asksWhoIsSignedIn)
        void queryClient.invalidateQueries({ queryKey: orpc.company.me.key() })
    },
  }),
})

/** TanStack Query options of every endpoint: `useQuery(orpc.items.get.queryOptions({ input: { id } }))`. */
export const orpc = createTanstackQueryUtils(api)
