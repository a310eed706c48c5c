import type { PaperKind } from './core/paper.pages.ts'
import { deliveryPaperKinds } from './delivery/delivery.routes.ts'
import { jobPapers } from './jobs/scan.routes.ts'
import { dispatchPapers } from './outsourcing/dispatch.routes.ts'
import { purchasePapers } from './purchasing/purchase.routes.ts'
import { testPapers } from './quality/test.routes.ts'
import { salesPapers } from './sales/sales.routes.ts'
import { pickPapers } from './shopfloor/pick.routes.ts'

/** Every paper that can be printed at /api/print/KIND/ID, area by area. */
export const papers: readonly PaperKind[] = [
  ...salesPapers,
  ...jobPapers,
  ...pickPapers,
  ...testPapers,
  ...deliveryPaperKinds,
  ...purchasePapers,
  ...dispatchPapers,
]
