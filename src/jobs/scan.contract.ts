import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { Id, RequiredText } from '../core/shapes.ts'

export const Scanned = z.object({
  /** job, workOrder, operation, lot, item, employee, … */
  kind: z.string(),
  id: Id,
  number: z.string(),
  label: z.string(),
  path: z.string().describe('Its page in the browser'),
  warning: z.string().describe('Says that the printed paper is outdated; empty otherwise'),
})

export const scanContract = {
  resolve: endpoint('signedIn')
    .route({ method: 'GET', path: '/scan', summary: 'What a scanned code stands for: a traveller, one of its operations, a badge, a lot, an item or any numbered record', tags: ['scan'] })
    .input(z.object({ code: RequiredText(200) }))
    .output(z.array(Scanned)),
}
