import { searchContract } from './search.contract.ts'
import { type Finder, findRecords } from './search.queries.ts'
import { serve } from './serve.ts'

/** The search over all kinds of records; `finders.ts` says which there are. */
export const searchRoutes = (finders: readonly Finder[]) => ({
  find: serve(searchContract).find.handler(({ context, input }) => findRecords(context, finders, input.q)),
})
