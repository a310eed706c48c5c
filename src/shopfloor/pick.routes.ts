import type { PaperKind } from '../core/paper.pages.ts'
import { serve } from '../core/serve.ts'
import { issuePicked } from './pick.commands.ts'
import { pickContract } from './pick.contract.ts'
import { pickListOf } from './pick.queries.ts'
import { pickListPaper } from './pickPaper.queries.ts'

const on = serve(pickContract)

export const pickRoutes = {
  get: on.get.handler(({ context, input }) =>
    pickListOf(context.db, { jobId: input.id, workOrderId: input.workOrderId }),
  ),
  issueAll: on.issueAll.handler(({ context, input }) => issuePicked(context, input)),
}

export const pickPapers: readonly PaperKind[] = [{ kind: 'pickList', needs: 'inventory.read', build: pickListPaper }]
