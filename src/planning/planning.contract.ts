import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { defineList, ListInput, listOutput } from '../core/list.model.ts'
import { ById, Day } from '../core/shapes.ts'
import { jobStatuses, lightStates, readinessLights } from '../jobs/job.model.ts'

const tags = ['planning']
const light = { kind: 'word', words: lightStates } as const

export const clearToBuildList = defineList({
  name: 'clearToBuild',
  columns: {
    id: { kind: 'id', hidden: true },
    number: { kind: 'text', search: true, link: '/jobs/{id}' },
    title: { kind: 'text', search: true },
    status: { kind: 'word', words: jobStatuses },
    clear: { kind: 'flag' },
    onHold: { kind: 'flag', hidden: true },
    dueOn: { kind: 'day' },
    projectedOn: { kind: 'day', optional: true },
    material: light,
    tooling: light,
    drawing: light,
    capacity: light,
    outside: light,
    papers: light,
    expectedOn: { kind: 'day', optional: true },
    reason: { kind: 'text', search: true },
  },
  sort: [{ column: 'dueOn', direction: 'ascending' }],
})

export const Light = z.object({
  light: z.enum(readinessLights),
  state: z.enum(lightStates),
  reason: z.string(),
  expectedOn: Day.nullable(),
})

export const planningContract = {
  readiness: endpoint('planning.read')
    .route({ method: 'GET', path: '/jobs/{id}/readiness', summary: 'The six readiness lights of a job, each with its reason', tags })
    .input(ById)
    .output(z.array(Light)),
  clearToBuild: endpoint('planning.read')
    .route({ method: 'GET', path: '/clear-to-build', summary: 'Open jobs with their readiness lights', tags })
    .input(ListInput)
    .output(listOutput(clearToBuildList)),
}
