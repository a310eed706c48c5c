import { z } from 'zod'
import { endpoint, RefusalShape } from '../core/endpoint.ts'
import { ById, Day, Id, Instant, RequiredText } from '../core/shapes.ts'
import {
  autoPlanStates,
  Bar,
  BrokenRule,
  HeldBack,
  PlanChanges,
  PlanSettings,
  ResourceKey,
  ShownJobChange,
  ShownPlanChange,
  ShownTotals,
  ShownTrial,
  staleCauses,
  type Trial,
} from './board.model.ts'

const tags = ['planning']
const Stretch = z.object({ from: Instant, to: Instant })

/** A row of the board, in machine view. Vendors are rows too. */
export const BoardResource = z.object({
  key: ResourceKey,
  code: z.string(),
  name: z.string(),
  workCenterId: Id.nullable(),
  workCenter: z.string(),
  /** How many bars may stand side by side; 0 means any number (vendors without a limit). */
  lanes: z.int(),
  /** Within the window, ascending, not overlapping. Vendors have none. */
  closed: z.array(Stretch),
  /** Open, but nobody attends. */
  unattended: z.array(Stretch),
  /** Part of `closed`: broken down or being serviced, with the record to take back. */
  down: z.array(Stretch.extend({ id: Id, reason: z.string() })),
  overtime: z.array(Stretch.extend({ id: Id, reason: z.string() })),
})
export type BoardResource = z.infer<typeof BoardResource>

export const BoardPerson = z.object({
  id: Id,
  number: z.string(),
  name: z.string(),
  workCenterIds: z.array(Id).describe('Where the skills are'),
  closed: z.array(Stretch),
})

/** Why the plan shown no longer fits the shop. It is planned anew in the background a few seconds after the last change. */
export const StaleState = z.object({
  stale: z.boolean(),
  since: Instant.nullable(),
  causes: z.array(z.object({ cause: z.enum(staleCauses), count: z.int(), lastAt: Instant, by: z.string() })),
})

const ActSummary = z.object({ id: Id, at: Instant, by: z.string(), summary: z.string() })

export const Board = z.object({
  /** Grows with every plan that is stored; send it back with an act, so that nothing is decided on a plan that is gone. */
  version: z.int(),
  plannedAt: Instant.nullable(),
  now: Instant,
  /** Nothing but running and pinned work starts before. */
  frozenUntil: Instant,
  from: Instant,
  to: Instant,
  timeZone: z.string(),
  currency: z.string(),
  ...StaleState.shape,
  totals: ShownTotals,
  resources: z.array(BoardResource),
  people: z.array(BoardPerson),
  /** All bars that touch the window. Views by person and by job are the same bars in other rows. */
  bars: z.array(Bar),
  unplaced: z.array(
    z.object({
      operationId: Id,
      operation: z.string(),
      name: z.string(),
      jobId: Id,
      job: z.string(),
      reason: z.string(),
    }),
  ),
  undo: ActSummary.nullable().describe('What undo would take back'),
  redo: ActSummary.nullable(),
})
export type Board = z.infer<typeof Board>

const AutoPlanSummary = z.object({
  id: Id,
  state: z.enum(autoPlanStates),
  startedAt: Instant,
  by: z.string(),
  seconds: z.int(),
  /** Better plans found so far, and the best one's money. */
  found: z.int(),
  money: z.number().nullable(),
  message: z.string(),
})
export const AutoPlan = AutoPlanSummary.extend({
  /** There when the state is ready. */
  result: ShownTrial.nullable(),
})
export type AutoPlan = z.infer<typeof AutoPlan>
/** A search with all its money. */
export type FoundPlan = Omit<AutoPlan, 'result'> & { result: Trial | null }

/** What the planner did, newest first: everything can be taken back, and done again until something else is done. */
export const PlanAct = ActSummary.extend({
  changes: z.array(ShownPlanChange),
  undone: z.boolean(),
  jobs: z.array(ShownJobChange),
})

const Changes = z.object({ changes: PlanChanges })
const Version = z.object({ version: z.int().describe('Of the plan that the planner saw') })
/** Work centers that are not named keep what they hold back. */
const Settings = PlanSettings.extend({ heldBack: z.array(HeldBack).max(500).optional() })
const SeenAct = z.object({
  actId: Id.describe('The act that the board named; refused when somebody has acted since, saying who did what'),
})

export const boardContract = {
  window: endpoint('planning.read')
    .route({ method: 'GET', path: '/plan/board', summary: 'The schedule board between two instants', tags })
    .input(z.object({ from: Instant, to: Instant }))
    .output(Board),
  state: endpoint('planning.read')
    .route({ method: 'GET', path: '/plan/state', summary: 'Version of the plan, and why it is out of date', tags })
    .output(z.object({ version: z.int(), plannedAt: Instant.nullable(), ...StaleState.shape })),
  /** Answers who loses and every rule that would be broken. Cheap enough to ask while a bar is held over a place. */
  trial: endpoint('planning.read')
    .meta({ needs: 'planning.read', reads: true })
    .route({ method: 'POST', path: '/plan/trials', summary: 'What a list of changes would do to the plan', tags })
    .input(Changes)
    .output(ShownTrial),
  accept: endpoint('planning.write')
    .route({ method: 'POST', path: '/plan/changes', summary: 'Do a list of changes and plan anew', tags })
    .input(Changes.extend(Version.shape))
    .output(z.object({ version: z.int(), actId: Id })),
  undo: endpoint('planning.write')
    .route({ method: 'POST', path: '/plan/undo', summary: 'Take the last act of planning back', tags })
    .input(SeenAct)
    .output(z.object({ version: z.int(), summary: z.string() })),
  redo: endpoint('planning.write')
    .route({ method: 'POST', path: '/plan/redo', summary: 'Do the act again that was taken back last', tags })
    .input(SeenAct)
    .output(z.object({ version: z.int(), summary: z.string() })),
  acts: endpoint('planning.read')
    .route({ method: 'GET', path: '/plan/acts', summary: 'What planners did, newest first', tags })
    .output(z.array(PlanAct)),
  /** `seconds` is how long a better plan is looked for. The search runs as a background task; ask for it by its id. */
  autoPlan: endpoint('planning.write')
    .route({ method: 'POST', path: '/plan/auto', summary: 'Look for a better plan, to be accepted or not', tags })
    .input(z.object({ seconds: z.int().min(1).max(300).default(5) }))
    .output(AutoPlanSummary),
  autoPlanState: endpoint('planning.read')
    .route({ method: 'GET', path: '/plan/auto/{id}', summary: 'Progress and result of a search', tags })
    .input(ById)
    .output(AutoPlan),
  cancelAutoPlan: endpoint('planning.write')
    .route({ method: 'POST', path: '/plan/auto/{id}/cancel', summary: 'Stop a search and keep what it found', tags })
    .input(ById)
    .output(AutoPlanSummary),
  discardAutoPlan: endpoint('planning.write')
    .route({ method: 'POST', path: '/plan/auto/{id}/discard', summary: 'Throw a found plan away', tags })
    .input(ById)
    .output(AutoPlanSummary),
  acceptAutoPlan: endpoint('planning.write')
    .route({ method: 'POST', path: '/plan/auto/{id}/accept', summary: 'Make a found plan the live one', tags })
    .input(ById)
    .output(z.object({ version: z.int(), actId: Id })),
  /** From the last operation of a job back through what each start waited for. */
  why: endpoint('planning.read')
    .route({ method: 'GET', path: '/plan/jobs/{id}/why', summary: 'Why a job ends when it ends', tags })
    .input(ById)
    .output(
      z.array(
        z.object({
          operationId: Id.nullable(),
          operation: z.string(),
          job: z.string(),
          startAt: Instant,
          endAt: Instant,
          reason: z.string(),
        }),
      ),
    ),
  settings: endpoint('planning.settings')
    .route({ method: 'GET', path: '/plan/settings', summary: 'Weights, frozen zone and terms of the plan', tags })
    .output(
      PlanSettings.extend({
        heldBack: z.array(HeldBack.extend({ code: z.string(), name: z.string() })).describe('By work center'),
      }),
    ),
  trySettings: endpoint('planning.settings')
    .meta({ needs: 'planning.settings', reads: true })
    .route({ method: 'POST', path: '/plan/settings/trials', summary: 'What other settings would do to the plan', tags })
    .input(Settings)
    .output(ShownTrial),
  storeSettings: endpoint('planning.settings')
    .route({
      method: 'PUT',
      path: '/plan/settings',
      summary: 'Set weights, frozen zone and terms, and plan anew',
      tags,
    })
    .input(Settings)
    .output(PlanSettings),
}

/** A named what-if: changes kept beside the plan and compared with it. */
const ScenarioInput = z.object({ name: RequiredText(100), changes: PlanChanges })
const ScenarioColumn = z.object({
  /** Null for the plan as it is. */
  id: Id.nullable(),
  name: z.string(),
  changes: z.array(ShownPlanChange),
  totals: ShownTotals,
  broken: z.array(BrokenRule),
  /** Why it would make the plan impossible. */
  whyNot: z.array(RefusalShape),
  /** Why it cannot be computed any more, for instance because its operation is done; empty when it can. */
  fault: z.string(),
})

export const scenarioContract = {
  list: endpoint('planning.read')
    .route({ method: 'GET', path: '/plan/scenarios', summary: 'What-if scenarios that are kept', tags })
    .output(z.array(ScenarioInput.extend({ id: Id, at: Instant, by: z.string(), changes: z.array(ShownPlanChange) }))),
  create: endpoint('planning.write')
    .route({ method: 'POST', path: '/plan/scenarios', summary: 'Keep a what-if scenario', tags })
    .input(ScenarioInput)
    .output(z.object({ id: Id })),
  change: endpoint('planning.write')
    .route({ method: 'PUT', path: '/plan/scenarios/{id}', summary: 'Change a what-if scenario', tags })
    .input(ById.extend(ScenarioInput.shape))
    .output(z.object({ id: Id })),
  /** Each scenario is worked out on the plan as it is at this moment. */
  compare: endpoint('planning.read')
    .route({ method: 'GET', path: '/plan/scenarios/compare', summary: 'The plan and its what-ifs side by side', tags })
    .output(
      z.object({
        version: z.int(),
        currency: z.string(),
        /** The plan as it is first. */
        columns: z.array(ScenarioColumn),
        /** Jobs whose date differs in some column; `dates` and `money` (of lateness) go in the order of the columns. */
        jobs: z.array(
          z.object({
            jobId: Id.nullable(),
            job: z.string(),
            customers: z.string(),
            dueOn: Day,
            dates: z.array(Day.nullable()),
            money: z.array(z.number().nullable()),
          }),
        ),
      }),
    ),
  commit: endpoint('planning.write')
    .route({ method: 'POST', path: '/plan/scenarios/{id}/commit', summary: 'Do what a scenario says', tags })
    .input(ById)
    .output(z.object({ version: z.int(), actId: Id })),
  discard: endpoint('planning.write')
    .route({ method: 'DELETE', path: '/plan/scenarios/{id}', summary: 'Throw a scenario away', tags })
    .input(ById)
    .output(z.object({ id: Id })),
}
