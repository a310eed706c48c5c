import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { ListInput } from '../core/list.model.ts'
import { reports } from './report.model.ts'

const tags = ['reports']
const names = reports.map((r) => r.name) as [string, ...string[]]

export const reportContract = {
  list: endpoint('reports.read')
    .route({ method: 'GET', path: '/reports', summary: 'The reports that this user may read', tags })
    .output(z.array(z.object({ name: z.string(), group: z.string(), title: z.string(), question: z.string() }))),
  run: endpoint('reports.read')
    .route({
      method: 'GET',
      path: '/reports/{name}',
      summary: 'Rows of a report, filtered, sorted and paged, with totals over all of them',
      tags,
    })
    .input(ListInput.extend({ name: z.enum(names) }))
    .output(
      z.object({
        rows: z.array(z.record(z.string(), z.unknown())),
        next: z.string().nullable(),
        total: z.number().int(),
        totals: z.record(z.string(), z.number()),
      }),
    ),
  today: endpoint('reports.read')
    .route({ method: 'GET', path: '/today', summary: 'What needs somebody now, ranked', tags })
    .output(
      z.array(
        z.object({
          kind: z.string(),
          report: z.string(),
          count: z.number().int(),
          rows: z.array(
            z.object({ key: z.string(), text: z.string(), detail: z.string(), link: z.string(), tone: z.string() }),
          ),
        }),
      ),
    ),
}
