import { desc } from 'drizzle-orm'
import { serve } from '../core/serve.ts'
import { acceptAutoPlan, cancelAutoPlan, discardAutoPlan, getAutoPlan, startAutoPlan } from './autoPlan.commands.ts'
import { boardContract, scenarioContract } from './board.contract.ts'
import { boardWindow } from './board.queries.ts'
import { applyLearned } from './learned.commands.ts'
import { learnedTimes } from './learned.queries.ts'
import { planActs } from './plan.tables.ts'
import { doChanges, redoAct, undoAct } from './planAct.commands.ts'
import {
  seesMoney,
  shownChanges,
  shownComparison,
  shownJobs,
  shownSearch,
  shownTotals,
  shownTrial,
} from './planRights.rules.ts'
import { setPlanSettings, trySettings } from './planSettings.commands.ts'
import { planSettingsShown } from './planShopFacts.queries.ts'
import { holdSlot, releaseSlot } from './promise.commands.ts'
import { learnedContract, promiseContract } from './promise.contract.ts'
import { promiseDates } from './promise.queries.ts'
import { listHolds } from './promiseHold.queries.ts'
import { changeScenario, commitScenario, createScenario, discardScenario, listScenarios } from './scenario.commands.ts'
import { compareScenarios } from './scenario.queries.ts'
import { storeSetupMatrix } from './shopTimes.commands.ts'
import { shopTimesContract } from './shopTimes.contract.ts'
import { getSetupMatrix, listDowntime } from './shopTimes.queries.ts'
import { getPlanState, staleSince } from './stale.queries.ts'
import { tryChanges } from './trial.queries.ts'
import { whyJob } from './why.queries.ts'

const board = serve(boardContract)
export const boardRoutes = {
  window: board.window.handler(async ({ context: { db, now, actor }, input }) => {
    const shown = await boardWindow(db, now, input)
    return { ...shown, totals: shownTotals(seesMoney(actor.roles), shown.totals) }
  }),
  state: board.state.handler(async ({ context: { db } }) => {
    const { version, plannedAt } = await getPlanState(db)
    return { version, plannedAt, ...(await staleSince(db)) }
  }),
  trial: board.trial.handler(async ({ context: { db, now, actor }, input, signal }) =>
    shownTrial(seesMoney(actor.roles), await tryChanges(db, now, input.changes, signal)),
  ),
  accept: board.accept.handler(({ context, input }) => doChanges(context, input.changes, input.version)),
  undo: board.undo.handler(({ context, input }) => undoAct(context, input.actId)),
  redo: board.redo.handler(({ context, input }) => redoAct(context, input.actId)),
  acts: board.acts.handler(async ({ context: { db, actor } }) => {
    const money = seesMoney(actor.roles)
    const acts = await db.select().from(planActs).orderBy(desc(planActs.id)).limit(200)
    return acts.map((a) => ({ ...a, changes: shownChanges(money, a.changes), jobs: shownJobs(money, a.jobs) }))
  }),
  autoPlan: board.autoPlan.handler(async ({ context, input }) =>
    shownSearch(seesMoney(context.actor.roles), await startAutoPlan(context, input.seconds)),
  ),
  autoPlanState: board.autoPlanState.handler(async ({ context, input }) =>
    shownSearch(seesMoney(context.actor.roles), await getAutoPlan(context, input.id)),
  ),
  cancelAutoPlan: board.cancelAutoPlan.handler(async ({ context, input }) =>
    shownSearch(seesMoney(context.actor.roles), await cancelAutoPlan(context, input.id)),
  ),
  discardAutoPlan: board.discardAutoPlan.handler(async ({ context, input }) =>
    shownSearch(seesMoney(context.actor.roles), await discardAutoPlan(context, input.id)),
  ),
  acceptAutoPlan: board.acceptAutoPlan.handler(({ context, input }) => acceptAutoPlan(context, input.id)),
  why: board.why.handler(({ context: { db, now }, input }) => whyJob(db, now, input.id)),
  settings: board.settings.handler(({ context: { db } }) => planSettingsShown(db)),
  trySettings: board.trySettings.handler(async ({ context: { db, now, actor }, input }) =>
    shownTrial(seesMoney(actor.roles), await trySettings(db, now, input)),
  ),
  storeSettings: board.storeSettings.handler(({ context, input }) => setPlanSettings(context, input)),
}

const scenario = serve(scenarioContract)
export const scenarioRoutes = {
  list: scenario.list.handler(async ({ context: { db, actor } }) =>
    (await listScenarios(db)).map((s) => ({ ...s, changes: shownChanges(seesMoney(actor.roles), s.changes) })),
  ),
  create: scenario.create.handler(({ context, input }) => createScenario(context, input)),
  change: scenario.change.handler(({ context, input }) => changeScenario(context, input.id, input)),
  compare: scenario.compare.handler(async ({ context: { db, now, actor } }) =>
    shownComparison(seesMoney(actor.roles), await compareScenarios(db, now)),
  ),
  commit: scenario.commit.handler(({ context, input }) => commitScenario(context, input.id)),
  discard: scenario.discard.handler(({ context, input }) => discardScenario(context, input.id)),
}

const promise = serve(promiseContract)
export const promiseRoutes = {
  check: promise.check.handler(({ context: { db, now }, input: { quantities, ...asked } }) =>
    promiseDates(db, now, asked, quantities),
  ),
  hold: promise.hold.handler(({ context, input }) => holdSlot(context, input)),
  release: promise.release.handler(({ context, input }) => releaseSlot(context, input.id)),
  list: promise.list.handler(({ context: { db }, input }) => listHolds(db, input)),
}

const learned = serve(learnedContract)
export const learnedRoutes = {
  list: learned.list.handler(({ context: { db, now } }) => learnedTimes(db, now)),
  apply: learned.apply.handler(({ context, input }) => applyLearned(context, input)),
}

const shopTimes = serve(shopTimesContract)
export const shopTimesRoutes = {
  downtime: shopTimes.downtime.handler(({ context: { db, now }, input }) => listDowntime(db, now, input)),
  setupMatrix: shopTimes.setupMatrix.handler(({ context: { db }, input }) => getSetupMatrix(db, input.workCenterId)),
  storeSetupMatrix: shopTimes.storeSetupMatrix.handler(({ context, input }) => storeSetupMatrix(context, input)),
}
