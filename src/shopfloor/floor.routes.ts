import type { Ctx } from '../core/ctx.ts'
import { mayDo } from '../core/permissions.model.ts'
import { serve } from '../core/serve.ts'
import { issueMaterial, returnMaterial } from '../production/material.commands.ts'
import { blockOperation, unblockOperation } from './block.commands.ts'
import { correctReport, correctTime, voidTime } from './correct.commands.ts'
import { floorContract } from './floor.contract.ts'
import { dispatchList, minutesToday, openClocks, operationSheet } from './floor.queries.ts'
import { actingPerson, instantOf, lateInstant } from './person.queries.ts'
import { clockOff, clockOn, reportQuantity } from './time.commands.ts'
import { reportsOf, timesOf } from './time.queries.ts'
import { undoIssues, undoReport } from './undo.commands.ts'

const on = serve(floorContract)

/** Runs an act as the person who does it, at the instant it was done. */
const as = async <T>(
  context: Ctx,
  input: { employeeId?: number | undefined; at?: string | undefined },
  act: (ctx: Ctx, employeeId: number) => Promise<T>,
): Promise<T> => {
  const employeeId = actingPerson(context, input.employeeId)
  return act(await instantOf(context, employeeId, input.at), employeeId)
}

/** Pieces and materials may also be told by the office, for nobody in particular. */
const reporter = (context: Ctx, employeeId: number | undefined): number | null =>
  employeeId === undefined && context.actor.employeeId === undefined && mayDo(context.actor.roles, 'shopfloor.correct')
    ? null
    : actingPerson(context, employeeId)

export const floorRoutes = {
  dispatch: on.dispatch.handler(({ context, input }) => dispatchList(context.db, input)),
  operation: on.operation.handler(({ context, input }) => operationSheet(context.db, input.id)),
  find: on.find.handler(({ context, input }) => dispatchList(context.db, { code: input.code, all: true })),
  clocks: on.clocks.handler(({ context, input }) => openClocks(context.db, input.employeeId)),
  clockOn: on.clockOn.handler(({ context, input }) =>
    as(context, input, (ctx, employeeId) =>
      clockOn(ctx, {
        employeeId,
        operationId: input.operationId,
        activity: input.activity,
        machineId: input.machineId ?? null,
        ...given({ workCenterId: input.workCenterId }),
      }),
    ),
  ),
  clockOff: on.clockOff.handler(({ context, input }) =>
    as(context, input, (ctx, employeeId) =>
      clockOff(ctx, { employeeId, ...given({ operationId: input.operationId }) }),
    ),
  ),
  report: on.report.handler(async ({ context, input: { at, ...input } }) => {
    const employeeId = reporter(context, input.employeeId)
    return reportQuantity(employeeId === null ? context : await instantOf(context, employeeId, at), {
      ...input,
      employeeId,
      scrapReason: input.scrapReason ?? null,
      reworkReason: input.reworkReason ?? null,
      note: input.note ?? '',
    })
  }),
  undo: on.undo.handler(({ context, input }) => {
    reporter(context, input.employeeId)
    return undoReport(context, input.reportIds, input.reason)
  }),
  correctReport: on.correctReport.handler(({ context, input }) => correctReport(context, input)),
  times: on.times.handler(({ context, input }) => timesOf(context.db, input)),
  reports: on.reports.handler(({ context, input }) => reportsOf(context.db, input)),
  correctTime: on.correctTime.handler(({ context, input }) => correctTime(context, input)),
  voidTime: on.voidTime.handler(({ context, input }) => voidTime(context, input.id, input.reason)),
  block: on.block.handler(({ context, input }) => {
    reporter(context, input.employeeId)
    return blockOperation(context, input.id, input.reason)
  }),
  unblock: on.unblock.handler(({ context, input }) => {
    reporter(context, input.employeeId)
    return unblockOperation(context, input.id)
  }),
  issue: on.issue.handler(async ({ context, input: { materialId, quantity, at, ...where } }) => ({
    moveIds: (await issueMaterial(lateInstant(context, at), { materialId, quantity, ...given(where) })).map(
      (m) => m.id,
    ),
  })),
  undoIssue: on.undoIssue.handler(({ context, input }) => undoIssues(context, input.moveIds, input.reason)),
  returnMaterial: on.returnMaterial.handler(
    async ({ context, input: { materialId, quantity, placeId, ...where } }) => ({
      moveIds: [(await returnMaterial(context, { materialId, quantity, placeId, ...given(where) })).id],
    }),
  ),
  employee: on.employee.handler(async ({ context, input }) => ({
    clocks: await openClocks(context.db, input.id),
    minutesToday: await minutesToday(context.db, input.id, context.now),
  })),
}

/** Leaves out what was not given, so that a default further down applies. */
const given = <T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
