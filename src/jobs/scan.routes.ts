import type { PaperKind } from '../core/paper.pages.ts'
import type { Finder } from '../core/search.queries.ts'
import { serve } from '../core/serve.ts'
import { scanContract } from './scan.contract.ts'
import { scan } from './scan.queries.ts'
import { travellerPaper } from './traveller.queries.ts'

/** `finders.ts` says which kinds of records have numbers. */
export const scanRoutes = (finders: readonly Finder[]) => ({
  resolve: serve(scanContract).resolve.handler(({ context, input }) => scan(context, finders, input.code)),
})

export const jobPapers: readonly PaperKind[] = [{ kind: 'traveller', needs: 'jobs.read', build: travellerPaper }]
