import { serve } from '../core/serve.ts'
import { issueMaterial, returnMaterial } from '../production/material.commands.ts'
import { floorContract } from './floor.contract.ts'
import { dispatchList, minutesToday, openClocks } from './floor.queries.ts'
import { clockOff, clockOn, reportQuantity } from './time.commands.ts'

const on = serve(floorContract)

export const floorRoutes = {
  dispatch: on.dispatch.handler(({ context, input }) => dispatchList(context.db, input)),
  clocks: on.clocks.handler(({ context, input }) => openClocks(context.db, input.employeeId)),
  clockOn: on.clockOn.handler(({ context, input }) => clockOn(context, { employeeId: input.employeeId, operationId: input.operationId, activity: input.activity, ...(input.workCenterId === undefined ? {} : { workCenterId: input.workCenterId }), machineId: input.machineId ?? null })),
  clockOff: on.clockOff.handler(({ context, input }) => clockOff(context, { employeeId: input.employeeId, ...(input.operationId === undefined ? {} : { operationId: input.operationId }) })),
  report: on.report.handler(({ context, input }) => reportQuantity(context, { ...input, employeeId: input.employeeId ?? null, scrapReason: input.scrapReason ?? null, note: input.note ?? '' })),
  issue: on.issue.handler(async ({ context, input: { materialId, quantity, ...where } }) => ({ moveIds: (await issueMaterial(context, { materialId, quantity, ...given(where) })).map((m) => m.id) })),
  returnMaterial: on.returnMaterial.handler(async ({ context, input: { materialId, quantity, placeId, ...where } }) => ({ moveIds: [(await returnMaterial(context, { materialId, quantity, placeId, ...given(where) })).id] })),
  employee: on.employee.handler(async ({ context, input }) => ({ clocks: await openClocks(context.db, input.id), minutesToday: await minutesToday(context.db, input.id, context.now) })),
}

/** Leaves out what was not given, so that a default further down applies. */
const given = <T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> }
