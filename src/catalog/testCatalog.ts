import type { Ctx } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { calendars, laborGrades, workCenters } from '../plant/plant.tables.ts'
import { items, units } from './item.tables.ts'
import { ensureMasterMethod, storeLevel } from './method.commands.ts'
import type { MethodLevelInput } from './method.model.ts'

type Item = typeof items.$inferInsert
type Center = typeof workCenters.$inferInsert
type Operation = MethodLevelInput['operations'][number]
type Material = MethodLevelInput['materials'][number]

const first = <T>(rows: readonly T[]): T => found(rows[0], 'row', 'inserted')

/** A small shop for tests: a unit, a calendar and a labor grade, and short ways to add items, work centers and methods. */
export async function testShop(ctx: Ctx) {
  const { db } = ctx
  const unit = first(
    await db
      .insert(units)
      .values({ code: 'pc', name: 'Piece', dimension: 'count', factor: 1, decimals: 0 })
      .returning(),
  )
  const calendar = first(await db.insert(calendars).values({ name: 'Day', notes: '' }).returning())
  const grade = first(await db.insert(laborGrades).values({ code: 'G', name: 'Joiner', ratePerHour: 38 }).returning())
  const blank = {
    family: '',
    stockUnitId: unit.id,
    tracking: 'none',
    revision: 'A',
    salesPrice: 0,
    issueMethod: 'issue',
    purchaseFactor: 1,
    leadDays: 7,
    reorderPoint: 0,
    reorderQuantity: 0,
    weightKg: 0,
    areaM2: 0,
    drawing: '',
    notes: '',
  } as const
  return {
    unit,
    calendar,
    grade,
    item: async (number: string, standardCost = 0, more: Partial<Item> = {}): Promise<number> =>
      first(
        await db
          .insert(items)
          .values({ ...blank, number, name: number, kind: standardCost > 0 ? 'bought' : 'made', standardCost, ...more })
          .returning(),
      ).id,
    workCenter: async (code: string, machineRatePerHour: number, more: Partial<Center> = {}): Promise<number> =>
      first(
        await db
          .insert(workCenters)
          .values({
            code,
            name: code,
            calendarId: calendar.id,
            machines: 1,
            machineRatePerHour,
            laborGradeId: grade.id,
            overheadDriver: 'none',
            overheadRate: 0,
            efficiencyPercent: 100,
            queueMinutes: 0,
            moveMinutes: 0,
            department: '',
            notes: '',
            ...more,
          })
          .returning(),
      ).id,
    /** Stores the item's own method: operations 10, 20, … and lines 1, 2, … in the given order. */
    method: async (
      itemId: number,
      level: {
        operations?: readonly Partial<Operation>[]
        materials?: readonly (Partial<Material> & { itemId: number })[]
      },
    ): Promise<number> => {
      const methodId = await ensureMasterMethod(ctx, itemId)
      await storeLevel(ctx, methodId, levelOf(level))
      return methodId
    },
  }
}

/** A level with everything that a test does not name set to nothing. */
export const levelOf = (level: {
  operations?: readonly Partial<Operation>[]
  materials?: readonly (Partial<Material> & { itemId: number })[]
}): MethodLevelInput => ({
  operations: (level.operations ?? []).map(
    (o, i): Operation => ({
      sequence: (i + 1) * 10,
      name: `Operation ${(i + 1) * 10}`,
      kind: 'inside',
      workCenterId: null,
      setupMinutes: 0,
      runMinutes: 0,
      crew: 1,
      attendedPercent: 100,
      scrapPercent: 0,
      overlapQuantity: 0,
      supplierId: null,
      unitPrice: 0,
      minimumCharge: 0,
      leadDays: 0,
      tooling: '',
      toolingCost: 0,
      setupFamily: '',
      instructions: '',
      alternateWorkCenterIds: [],
      ...o,
    }),
  ),
  materials: (level.materials ?? []).map(
    (m, i): Material => ({
      line: i + 1,
      quantityPer: 1,
      fixedQuantity: 0,
      scrapPercent: 0,
      supply: 'stock',
      operationSequence: null,
      designators: '',
      note: '',
      alternateItemIds: [],
      ...m,
    }),
  ),
})
