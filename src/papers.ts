import type { PaperKind } from './core/paper.pages.ts'
import { certificateKind } from './quality/certificate.paper.ts'

/** Every paper that can be printed at /api/print/KIND/ID, area by area. */
export const papers: readonly PaperKind[] = [
  certificateKind,
]
