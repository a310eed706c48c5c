import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { defineList, ListInput, listOutput } from '../core/list.model.ts'
import { ById, Day, Id } from '../core/shapes.ts'
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

const LoadDay = z.object({ day: Day, openMinutes: z.number(), loadMinutes: z.number(), percent: z.number().describe('Load of what is open') })

export const PlanOverview = z.object({
  days: z.array(Day),
  workCenters: z.array(z.object({ id: Id, code: z.string(), name: z.string(), machines: z.number(), load: z.array(LoadDay) })),
  lateJobs: z.array(z.object({ id: Id, number: z.string(), title: z.string(), customers: z.string(), dueOn: Day, projectedOn: Day, daysLate: z.int(), reason: z.string() })),
  unplaced: z.array(z.object({ id: Id, operation: z.string(), name: z.string(), jobId: Id, job: z.string(), reason: z.string() })),
})

export const planningContract = {
  plan: endpoint('planning.read')
    .route({ method: 'GET', path: '/plan', summary: 'Load of each work center by day, late jobs, and operations without a place', tags })
    .input(z.object({ days: z.coerce.number().int().min(1).max(60).default(15) }))
    .output(PlanOverview),
  replan: endpoint('planning.write')
    .route({ method: 'POST', path: '/plan/replan', summary: 'Plan all open work anew from now on', tags })
    .output(z.object({ operations: z.int(), unplaced: z.int(), lateJobs: z.int() })),
  readiness: endpoint('planning.read')
    .route({ method: 'GET', path: '/jobs/{id}/readiness', summary: 'The six readiness lights of a job, each with its reason', tags })
    .input(ById)
    .output(z.array(Light)),
  reserve: endpoint('inventory.write')
    .route({ method: 'POST', path: '/jobs/{id}/reserve', summary: 'Reserve what is free in stock for what the job still needs', tags })
    .input(ById)
    .output(z.object({ reserved: z.int(), lacking: z.int() })),
  clearToBuild: endpoint('planning.read')
    .route({ method: 'GET', path: '/clear-to-build', summary: 'Open jobs with their readiness lights', tags })
    .input(ListInput)
    .output(listOutput(clearToBuildList)),
}
