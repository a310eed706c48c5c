import { serve } from '../core/serve.ts'
import { storeCalendar } from './calendar.commands.ts'
import { calendarPlan, workingTimes } from './calendar.queries.ts'
import { storeSkills } from './employee.commands.ts'
import { clearPin, setPin } from './pin.commands.ts'
import { plantDetailContract } from './plantDetail.contract.ts'
import { employeeDetail, workCenterDetail } from './plantDetail.queries.ts'

const on = serve(plantDetailContract)
export const plantDetailRoutes = {
  calendar: on.calendar.handler(({ context, input }) => calendarPlan(context.db, input.id)),
  storeCalendar: on.storeCalendar.handler(async ({ context, input: { id, ...plan } }) => {
    await storeCalendar(context, id, plan)
    return calendarPlan(context.db, id)
  }),
  workingTimes: on.workingTimes.handler(({ context, input }) =>
    workingTimes(context.db, input.id, input.from, input.to),
  ),
  workCenter: on.workCenter.handler(({ context, input }) => workCenterDetail(context, input.id)),
  employee: on.employee.handler(({ context, input }) => employeeDetail(context.db, input.id)),
  storeSkills: on.storeSkills.handler(async ({ context, input }) => {
    await storeSkills(context, input.id, input.skills)
    return employeeDetail(context.db, input.id)
  }),
  setPin: on.setPin.handler(async ({ context, input }) => {
    await setPin(context, input.id, input.pin)
    return employeeDetail(context.db, input.id)
  }),
  clearPin: on.clearPin.handler(async ({ context, input }) => {
    await clearPin(context, input.id)
    return employeeDetail(context.db, input.id)
  }),
}
