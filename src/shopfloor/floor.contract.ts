import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { ById, Day, Id, Instant, NonNegativeQuantity, PathId, RequiredText, Text } from '../core/shapes.ts'
import { operationStatuses } from '../jobs/job.model.ts'
import { activities, quantityKinds, scrapReasons } from './time.model.ts'

const tags = ['floor']

/** One line of a work center's dispatch list: what to do next, and why it stands where it stands. */
export const DispatchEntry = z.object({
  operationId: Id,
  workOrderId: Id,
  workOrder: z.string(),
  jobId: Id,
  job: z.string(),
  priority: z.enum(['normal', 'rush']),
  customer: z.string().nullable(),
  item: z.string(),
  itemName: z.string(),
  revision: z.string(),
  sequence: z.int(),
  operation: z.string(),
  workCenterId: Id,
  workCenter: z.string(),
  quantity: z.number(),
  good: z.number(),
  scrap: z.number(),
  /** Pieces that have arrived and may be worked on. */
  ready: z.number(),
  status: z.enum(operationStatuses),
  setupMinutes: z.number(),
  runMinutes: z.number().describe('For one piece'),
  actualMinutes: z.number(),
  dueOn: Day,
  plannedStartAt: Instant.nullable(),
  running: z.array(z.string()).describe('Who is clocked on'),
  waitsFor: z.string(),
})
export type DispatchEntry = z.infer<typeof DispatchEntry>

export const OpenClock = z.object({
  id: Id,
  workOrderId: Id,
  jobId: Id,
  job: z.string(),
  item: z.string(),
  plannedMinutes: z.number().describe('Of this activity for the whole quantity'),
  spentMinutes: z.number().describe('By everybody, before this clock'),
  quantity: z.number(),
  good: z.number(),
  employeeId: Id,
  employee: z.string(),
  operationId: Id,
  workOrder: z.string(),
  sequence: z.int(),
  operation: z.string(),
  workCenter: z.string(),
  activity: z.enum(activities),
  startedAt: Instant,
})

/** All that somebody needs at one operation: the entry of the list, how to do it, what to take. */
export const OperationSheet = z.object({
  entry: DispatchEntry,
  instructions: z.string(),
  tooling: z.string(),
  sequenceOf: z.string().describe('All operations of the work order in order, e.g. 10 Saw → 20 Glue'),
  drawings: z
    .array(z.object({ id: Id, name: z.string(), hash: z.string(), type: z.string(), revision: z.string() }))
    .describe('Of the revision that this work order makes'),
  machines: z.array(z.object({ id: Id, code: z.string(), name: z.string() })).describe('Of the work center'),
  materials: z.array(
    z.object({
      id: Id,
      itemId: Id,
      itemNumber: z.string(),
      itemName: z.string(),
      unit: z.string(),
      required: z.number(),
      issued: z.number(),
      backflushed: z.boolean(),
      made: z.boolean().describe('Made below too: stock is taken in its place only when somebody says so'),
      bins: z.array(
        z.object({
          placeId: Id,
          place: z.string(),
          lotId: Id.nullable(),
          lot: z.string().nullable(),
          quantity: z.number(),
        }),
      ),
    }),
  ),
})
export type OperationSheet = z.infer<typeof OperationSheet>

/** One clock of the time check. */
export const TimeEntry = z.object({
  id: Id,
  employeeId: Id,
  employee: z.string(),
  operationId: Id,
  jobId: Id,
  workOrder: z.string(),
  sequence: z.int(),
  operation: z.string(),
  workCenter: z.string(),
  activity: z.enum(activities),
  startedAt: Instant,
  endedAt: Instant.nullable(),
  minutes: z.number().nullable(),
  voided: z.boolean(),
  autoStopped: z.boolean(),
  note: z.string(),
  corrections: z.string().describe('Who corrected it and why'),
})
export type TimeEntry = z.infer<typeof TimeEntry>

export const ReportEntry = z.object({
  id: Id,
  at: Instant,
  by: z.string(),
  jobId: Id,
  workOrder: z.string(),
  item: z.string(),
  sequence: z.int(),
  operationId: Id,
  operation: z.string(),
  kind: z.enum(quantityKinds),
  quantity: z.number(),
  scrapReason: z.enum(scrapReasons).nullable().describe('Why the pieces are scrap or rework'),
  note: z.string(),
  enteredBy: z.string().describe('Who wrote it; by is whose work it was'),
  takenBack: z.boolean(),
  reversesId: Id.nullable(),
})
export type ReportEntry = z.infer<typeof ReportEntry>

/** Who acts; left out at a terminal, where it is whoever signed in. */
const Who = Id.optional()
/** When it happened, if the terminal could not say so at once. */
const When = Instant.optional()

const ClockResult = z.object({
  id: Id,
  employeeId: Id,
  operationId: Id,
  activity: z.enum(activities),
  startedAt: Instant,
  endedAt: Instant.nullable(),
  minutes: z.number().nullable(),
})
export const ReportResult = z.object({
  workOrderId: Id,
  completed: z.number(),
  operationDone: z.boolean(),
  workOrderDone: z.boolean(),
  reportIds: z.array(Id),
})

export const floorContract = {
  dispatch: endpoint('shopfloor.read')
    .route({ method: 'GET', path: '/floor/dispatch', summary: 'What to do next, per work center', tags })
    .input(
      z.object({
        workCenterId: PathId.optional(),
        all: z.stringbool().default(false).describe('Also what still waits'),
      }),
    )
    .output(z.array(DispatchEntry)),
  operation: endpoint('shopfloor.read')
    .route({
      method: 'GET',
      path: '/floor/operations/{id}',
      summary: 'One operation with its instructions, drawings and materials',
      tags,
    })
    .input(ById)
    .output(OperationSheet),
  find: endpoint('shopfloor.read')
    .route({
      method: 'GET',
      path: '/floor/operations',
      summary: 'Operations of the work order or job whose number was scanned',
      tags,
    })
    .input(z.object({ code: RequiredText(60) }))
    .output(z.array(DispatchEntry)),
  block: endpoint('shopfloor.report')
    .route({
      method: 'POST',
      path: '/floor/operations/{id}/block',
      summary: 'Call for help: nobody goes on here until it is solved',
      tags,
    })
    .input(ById.extend({ employeeId: Who, reason: RequiredText(200) }))
    .output(z.object({ id: Id, blockedReason: z.string() })),
  unblock: endpoint('shopfloor.report')
    .route({ method: 'POST', path: '/floor/operations/{id}/unblock', summary: 'Go on with a blocked operation', tags })
    .input(ById.extend({ employeeId: Who }))
    .output(z.object({ id: Id, blockedReason: z.string() })),
  clocks: endpoint('shopfloor.read')
    .route({ method: 'GET', path: '/floor/clocks', summary: 'Who works on what now', tags })
    .input(z.object({ employeeId: PathId.optional() }))
    .output(z.array(OpenClock)),
  clockOn: endpoint('shopfloor.report')
    .route({ method: 'POST', path: '/floor/clock-on', summary: 'Start working on an operation', tags })
    .input(
      z.object({
        employeeId: Who,
        at: When,
        operationId: Id,
        activity: z.enum(activities),
        workCenterId: Id.optional(),
        machineId: Id.nullable().optional(),
      }),
    )
    .output(ClockResult),
  clockOff: endpoint('shopfloor.report')
    .route({ method: 'POST', path: '/floor/clock-off', summary: 'Stop working on one operation, or on all', tags })
    .input(z.object({ employeeId: Who, at: When, operationId: Id.optional() }))
    .output(z.array(ClockResult)),
  report: endpoint('shopfloor.report')
    .route({ method: 'POST', path: '/floor/reports', summary: 'Report good, scrapped and reworked pieces', tags })
    .input(
      z.object({
        operationId: Id,
        employeeId: Who,
        at: When,
        good: NonNegativeQuantity.default(0),
        scrap: NonNegativeQuantity.default(0),
        rework: NonNegativeQuantity.default(0),
        scrapReason: z.enum(scrapReasons).nullable().optional(),
        reworkReason: z.enum(scrapReasons).nullable().optional(),
        note: Text(500).optional(),
      }),
    )
    .output(ReportResult),
  undo: endpoint('shopfloor.report')
    .route({
      method: 'POST',
      path: '/floor/reports/undo',
      summary: 'Take a report back: at once by whoever made it, later by who may correct',
      tags,
    })
    .input(z.object({ employeeId: Who, reportIds: z.array(Id).min(1).max(3), reason: Text(500).optional() }))
    .output(z.object({ reportIds: z.array(Id) })),
  correctReport: endpoint('shopfloor.correct')
    .route({
      method: 'POST',
      path: '/floor/reports/correct',
      summary: 'Take a report back and put the right one in its place',
      tags,
    })
    .input(
      z.object({
        reportIds: z.array(Id).min(1).max(3),
        good: NonNegativeQuantity,
        scrap: NonNegativeQuantity,
        rework: NonNegativeQuantity.default(0),
        scrapReason: z.enum(scrapReasons).nullable().default(null),
        reworkReason: z.enum(scrapReasons).nullable().default(null),
        note: RequiredText(500),
      }),
    )
    .output(z.object({ reportIds: z.array(Id) })),
  times: endpoint('shopfloor.read')
    .route({ method: 'GET', path: '/floor/times', summary: 'Clocks of a day, with their corrections', tags })
    .input(z.object({ day: Day, employeeId: PathId.optional() }))
    .output(z.array(TimeEntry)),
  reports: endpoint('shopfloor.read')
    .route({ method: 'GET', path: '/floor/reports', summary: 'Pieces reported on a day, or for a job', tags })
    .input(z.object({ day: Day.optional(), jobId: PathId.optional() }))
    .output(z.array(ReportEntry)),
  correctTime: endpoint('shopfloor.correct')
    .route({
      method: 'POST',
      path: '/floor/times/{id}/correct',
      summary: 'Correct a clock: the wrong one is voided and another takes its place',
      tags,
    })
    .input(
      ById.extend({
        startedAt: Instant,
        endedAt: Instant,
        activity: z.enum(activities),
        operationId: Id.optional(),
        reason: RequiredText(500),
      }),
    )
    .output(z.object({ id: Id, minutes: z.number() })),
  voidTime: endpoint('shopfloor.correct')
    .route({ method: 'POST', path: '/floor/times/{id}/void', summary: 'Void a clock that should not be', tags })
    .input(ById.extend({ reason: RequiredText(500) }))
    .output(z.object({ id: Id })),
  issue: endpoint('shopfloor.report')
    .route({ method: 'POST', path: '/floor/issues', summary: "Issue material to a work order's material line", tags })
    .input(
      z.object({
        materialId: Id,
        itemId: Id.optional(),
        quantity: NonNegativeQuantity,
        placeId: Id.optional(),
        lotId: Id.nullable().optional(),
        at: When,
      }),
    )
    .output(z.object({ moveIds: z.array(Id) })),
  undoIssue: endpoint('shopfloor.report')
    .route({
      method: 'POST',
      path: '/floor/issues/undo',
      summary: 'Take issues or returns back: at once by whoever made them, later by who may correct, with a reason',
      tags,
    })
    .input(z.object({ moveIds: z.array(Id).min(1).max(100), reason: Text(500).optional() }))
    .output(z.object({ moveIds: z.array(Id) })),
  returnMaterial: endpoint('shopfloor.report')
    .route({ method: 'POST', path: '/floor/returns', summary: 'Return unused material to a bin', tags })
    .input(
      z.object({
        materialId: Id,
        itemId: Id.optional(),
        quantity: NonNegativeQuantity,
        placeId: Id,
        lotId: Id.nullable().optional(),
      }),
    )
    .output(z.object({ moveIds: z.array(Id) })),
  employee: endpoint('shopfloor.read')
    .route({
      method: 'GET',
      path: '/floor/employees/{id}/work',
      summary: "A person's open clocks and today's minutes",
      tags,
    })
    .input(ById)
    .output(z.object({ clocks: z.array(OpenClock), minutesToday: z.number() })),
}
