import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { defineList, ListInput, listOutput } from '../core/list.model.ts'
import { Id, RequiredText } from '../core/shapes.ts'
import { centerTimeKinds } from '../plant/plant.model.ts'

const tags = ['planning']

/** A stretch is coming, under way or over. */
export const stretchStates = ['coming', 'underWay', 'over'] as const

/** Downtime and overtime, each stretch with its place and reason. They are made, changed and ended as changes of the plan. */
export const downtimeList = defineList({
  name: 'downtime',
  columns: {
    id: { kind: 'id', hidden: true },
    kind: { kind: 'word', words: centerTimeKinds },
    state: { kind: 'word', words: stretchStates },
    place: { kind: 'text', search: true },
    workCenterId: { kind: 'id', hidden: true },
    machineId: { kind: 'id', hidden: true, optional: true },
    fromAt: { kind: 'instant' },
    toAt: { kind: 'instant' },
    hours: { kind: 'quantity' },
    reason: { kind: 'text', search: true },
    by: { kind: 'text', search: true },
  },
  sort: [{ column: 'fromAt', direction: 'descending' }],
})

const Minutes = z.number().min(0).max(100_000)
const Family = RequiredText(60)
const Cell = z.object({ fromFamily: Family, toFamily: Family, setupMinutes: Minutes })

export const SetupMatrix = z.object({
  workCenterId: Id,
  /** Families of its set-up times, and those that operations at the work center name. */
  families: z.array(z.string()),
  /** What is not named takes the operation's own set-up, or none after the same family. */
  times: z.array(Cell),
})
export type SetupMatrix = z.infer<typeof SetupMatrix>

export const shopTimesContract = {
  downtime: endpoint('planning.read')
    .route({
      method: 'GET',
      path: '/plan/downtime',
      summary: 'Downtime and overtime of machines and work centers',
      tags,
    })
    .input(ListInput)
    .output(listOutput(downtimeList)),
  setupMatrix: endpoint('plant.read')
    .route({
      method: 'GET',
      path: '/plan/setup-matrix/{workCenterId}',
      summary: 'Minutes of set-up from family to family at a work center',
      tags,
    })
    .input(z.object({ workCenterId: z.coerce.number().int() }))
    .output(SetupMatrix),
  /** Refused when a pair of families is named twice. */
  storeSetupMatrix: endpoint('plant.write')
    .route({
      method: 'PUT',
      path: '/plan/setup-matrix/{workCenterId}',
      summary: 'Replace the set-up times of a work center',
      tags,
    })
    .input(z.object({ workCenterId: z.coerce.number().int(), times: z.array(Cell).max(2500) }))
    .output(SetupMatrix),
}
