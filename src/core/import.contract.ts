import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { ImportDone, ImportInput, ImportPreview, ImportSummary, ImportTargetInfo } from './import.model.ts'
import { ListInput } from './list.model.ts'
import { Id, Instant, PathId } from './shapes.ts'

const tags = ['imports']

export const importContract = {
  targets: endpoint('imports.write')
    .route({ method: 'GET', path: '/imports/targets', summary: 'What can be imported, with its fields', tags })
    .output(z.array(ImportTargetInfo)),
  list: endpoint('imports.write')
    .route({ method: 'GET', path: '/imports', summary: 'List imports', tags })
    .input(ListInput)
    .output(z.object({ rows: z.array(ImportSummary), next: z.string().nullable(), total: z.int() })),
  preview: endpoint('imports.write')
    .meta({ needs: 'imports.write', reads: true })
    .route({
      method: 'POST',
      path: '/imports/preview',
      summary: 'Say what an import would do, with every fault by row; writes nothing',
      tags,
    })
    .input(ImportInput)
    .output(ImportPreview),
  run: endpoint('imports.write')
    .route({ method: 'POST', path: '/imports', summary: 'Import a table', tags })
    .input(ImportInput)
    .output(ImportDone),
  undo: endpoint('imports.write')
    .route({ method: 'POST', path: '/imports/{id}/undo', summary: 'Take a whole import back', tags })
    .input(z.object({ id: PathId }))
    .output(z.object({ id: Id, undoneAt: Instant })),
}
