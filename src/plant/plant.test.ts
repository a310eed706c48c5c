import { expect, test } from 'vitest'
import { setCompany } from '../core/company.queries.ts'
import type { Ctx } from '../core/ctx.ts'
import { createMaster } from '../core/master.commands.ts'
import { recordShape } from '../core/master.model.ts'
import { historyOf } from '../core/record.queries.ts'
import { testCtx } from '../core/testDb.ts'
import { storeCalendar } from './calendar.commands.ts'
import { calendarPlan, workingTimes } from './calendar.queries.ts'
import { clockOf, minuteOf, whyNotStoreCalendar } from './calendarPlan.rules.ts'
import { storeSkills } from './employee.commands.ts'
import { clearPin, setPin, verifyPin } from './pin.commands.ts'
import { whyNotPin } from './pin.rules.ts'
import { calendarMaster, employeeMaster, laborGradeMaster, skillMaster, workCenterMaster } from './plant.model.ts'
import { calendars, employees, laborGrades, skills, workCenters } from './plant.tables.ts'
import { employeeByBadge, employeeDetail, workCenterDetail } from './plantDetail.queries.ts'
import { ratesOf } from './rate.queries.ts'

async function smallPlant() {
  const ctx = await testCtx()
  const calendar = await createMaster(
    ctx,
    calendarMaster,
    calendars,
    recordShape(calendarMaster).parse({ name: 'Day' }),
  )
  const grade = await createMaster(
    ctx,
    laborGradeMaster,
    laborGrades,
    recordShape(laborGradeMaster).parse({ code: 'T', name: 'Turner', ratePerHour: 36 }),
  )
  const center = await createMaster(
    ctx,
    workCenterMaster,
    workCenters,
    recordShape(workCenterMaster).parse({
      code: 'LATHE',
      name: 'Lathes',
      calendarId: calendar.id,
      machines: 3,
      machineRatePerHour: 22,
      laborGradeId: grade.id,
      efficiencyPercent: 80,
    }),
  )
  const employee = await createMaster(
    ctx,
    employeeMaster,
    employees,
    recordShape(employeeMaster).parse({ number: 'E-1', name: 'Ines Vogt', laborGradeId: grade.id, badge: 'B-77' }),
  )
  const skill = await createMaster(
    ctx,
    skillMaster,
    skills,
    recordShape(skillMaster).parse({ name: 'Turning', workCenterId: center.id }),
  )
  return { ctx, calendar, grade, center, employee, skill }
}

const shift = { name: 'Early', weekday: '1', startMinute: 360, endMinute: 840, attended: true } as const

test('a calendar is stored as a whole and worked in the company’s zone', async () => {
  const { ctx, calendar } = await smallPlant()
  await setCompany(ctx.db, { timeZone: 'America/New_York' })
  await storeCalendar(ctx, calendar.id, { shifts: [shift, { ...shift, weekday: '2' }], exceptions: [] })
  const [kept] = (await calendarPlan(ctx.db, calendar.id)).shifts
  await storeCalendar(ctx, calendar.id, {
    shifts: [{ ...shift, ...kept, endMinute: 720 }],
    exceptions: [{ date: '2026-03-09', name: 'Founders’ day', working: false, startMinute: 0, endMinute: 0 }],
  })
  const plan = await calendarPlan(ctx.db, calendar.id)
  expect(plan.shifts.map((s) => [s.id, s.endMinute])).toEqual([[kept?.id, 720]])
  expect(plan.usedBy).toEqual(['LATHE'])
  // 2 March is a Monday; New York is five hours behind UTC until 8 March. The 9th is closed.
  expect(await workingTimes(ctx.db, calendar.id, '2026-03-01T00:00:00Z', '2026-03-16T00:00:00Z')).toEqual([
    { from: '2026-03-02T11:00:00.000Z', to: '2026-03-02T17:00:00.000Z', attended: true },
  ])
})

test('a calendar says everything that is wrong with it', () => {
  const closed = { date: '2026-05-01', name: 'May Day', working: false, startMinute: 0, endMinute: 0 }
  const faults = whyNotStoreCalendar({
    shifts: [
      { ...shift, endMinute: 360 },
      { ...shift, endMinute: 1900 },
    ],
    exceptions: [closed, { ...closed, working: true, endMinute: 60 }],
  })
  expect(faults.map((f) => f.message)).toEqual([
    'Early: the end 06:00 is not after the start 06:00.',
    'Early is longer than a day.',
    '2026-05-01 is both closed and worked.',
  ])
})

test.each([
  ['6', 360],
  ['6:30', 390],
  ['0630', 390],
  ['22.15', 1335],
  ['24:00', 1440],
  ['06:00+1', 1800],
  ['25:00', undefined],
  ['6:75', undefined],
  ['early', undefined],
])('the typed time %s is understood', (typed, minute) => {
  expect(minuteOf(typed)).toBe(minute)
  if (minute !== undefined) expect(minuteOf(clockOf(minute))).toBe(minute)
})

test('a PIN opens for its employee alone, and its hash is nowhere to be read', async () => {
  const { ctx, employee, grade } = await smallPlant()
  const other = await createMaster(
    ctx,
    employeeMaster,
    employees,
    recordShape(employeeMaster).parse({ number: 'E-2', name: 'Olu Adeyemi', laborGradeId: grade.id }),
  )
  expect(await verifyPin(ctx.db, employee.id, '4820')).toBe(false)
  await setPin(ctx, employee.id, '4820')
  expect(await Promise.all(['4820', '4821', '', '48200'].map((pin) => verifyPin(ctx.db, employee.id, pin)))).toEqual([
    true,
    false,
    false,
    false,
  ])
  expect(await verifyPin(ctx.db, other.id, '4820')).toBe(false)
  await setPin(ctx, employee.id, '7395')
  expect([await verifyPin(ctx.db, employee.id, '4820'), await verifyPin(ctx.db, employee.id, '7395')]).toEqual([
    false,
    true,
  ])
  expect((await employeeDetail(ctx.db, employee.id)).pin).toEqual({ setAt: ctx.now, setBy: 'Test Owner' })
  expect(
    JSON.stringify([
      await historyOf(ctx.db, 'employees', employee.id),
      await historyOf(ctx.db, 'employee_pins', employee.id),
    ]),
  ).not.toContain('$')
  await ctx.db.update(employees).set({ archived: true })
  expect(await verifyPin(ctx.db, employee.id, '7395')).toBe(false)
  await clearPin(ctx, employee.id)
  expect((await employeeDetail(ctx.db, employee.id)).pin).toBeNull()
})

test.each(['123', '123456789', 'abcd', '1111', '2345', '4321'])('the PIN %s is refused', (pin) => {
  expect(whyNotPin(pin)).toHaveLength(1)
})

test('a badge finds its employee while he or she works here', async () => {
  const { ctx, employee } = await smallPlant()
  expect(await employeeByBadge(ctx.db, ' B-77 ')).toEqual({ id: employee.id, name: 'Ines Vogt' })
  expect(await employeeByBadge(ctx.db, '')).toBeUndefined()
  await ctx.db.update(employees).set({ archived: true })
  expect(await employeeByBadge(ctx.db, 'B-77')).toBeUndefined()
})

test('a work center shows its people, its hours and, to who may see costs, its rates', async () => {
  const { ctx, center, calendar, employee, skill } = await smallPlant()
  await storeSkills(ctx, employee.id, [{ skillId: skill.id, expiresOn: '2026-12-31' }])
  await storeCalendar(ctx, calendar.id, { shifts: [shift], exceptions: [] })
  const detail = await workCenterDetail(ctx, center.id)
  // Monday 08:00 to next Monday 08:00, 06:00–14:00: 6 h today and 2 h next Monday; × 3 machines × 80 %
  expect(detail.hoursNextWeek).toBe(19.2)
  expect(detail.people).toEqual([
    { employeeId: employee.id, name: 'Ines Vogt', skill: 'Turning', expiresOn: '2026-12-31' },
  ])
  expect(detail.rates).toMatchObject({ machineRatePerHour: 22, laborRatePerHour: 36 })
  const operator: Ctx = { ...ctx, actor: { name: 'Operator', roles: ['operator'] } }
  expect((await workCenterDetail(operator, center.id)).rates).toBeNull()
  expect((await ratesOf(ctx.db, [center.id, 999])).get(center.id)).toMatchObject({
    code: 'LATHE',
    laborRatePerHour: 36,
  })
  await storeSkills(ctx, employee.id, [])
  expect((await employeeDetail(ctx.db, employee.id)).skills).toEqual([])
})
