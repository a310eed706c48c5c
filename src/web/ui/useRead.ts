import type { ProcedureUtils } from '@orpc/tanstack-query'
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'

type Endpoint<I, O, E extends Error> = ProcedureUtils<Record<never, never>, I, O, E>

/**
 * Reads one endpoint and stays fresh with live changes: `const job = useRead(orpc.jobs.get, { id })`.
 * Give it to `<Loaded read={job}>` to show waiting and faults, or use `job.data`.
 */
export function useRead<I, O, E extends Error>(
  endpoint: Endpoint<I, O, E>,
  input: I,
  options: { enabled?: boolean; keep?: boolean } = {},
): UseQueryResult<O, E> {
  // The generic endpoint hides whether its input is optional, so the options are put together here.
  const { queryKey, queryFn } = (
    endpoint.queryOptions as (o: { input: I }) => {
      queryKey: readonly unknown[]
      queryFn: (context: never) => Promise<O>
    }
  )({ input })
  return useQuery<O, E>({
    queryKey,
    queryFn: queryFn as never,
    enabled: options.enabled ?? true,
    ...(options.keep ? { placeholderData: keepPreviousData as never } : {}),
  })
}
