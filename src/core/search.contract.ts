import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Id } from './shapes.ts'

/** One record that the search box found. `path` is its page in the browser. */
export const Found = z.object({ kind: z.string(), id: Id, number: z.string(), label: z.string(), path: z.string() })

export const searchContract = {
  find: endpoint('signedIn')
    .route({
      method: 'GET',
      path: '/search',
      summary: 'Find any record by its number, name or part number',
      tags: ['search'],
    })
    .input(z.object({ q: z.string().max(200).default('') }))
    .output(z.array(Found)),
}
