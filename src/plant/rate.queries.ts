import { eq, inArray } from 'drizzle-orm'
import type { Db } from '../core/ctx.ts'
import type { OverheadDriver } from './plant.model.ts'
import { laborGrades, workCenters } from './plant.tables.ts'

/** What an hour at a work center costs, in the company's currency. */
export type WorkCenterRates = {
  workCenterId: number
  code: string
  name: string
  machineRatePerHour: number
  /** Of the work center's labor grade; 0 when it has none. */
  laborRatePerHour: number
  overheadDriver: OverheadDriver
  /** Money per driver hour; percent of labor cost when the driver is laborCost. */
  overheadRate: number
}

/** The rates of the given work centers, by id; ids that do not exist are left out. */
export async function ratesOf(db: Db, workCenterIds: Iterable<number>): Promise<Map<number, WorkCenterRates>> {
  const ids = [...new Set(workCenterIds)]
  if (ids.length === 0) return new Map()
  const rows = await db
    .select({
      workCenterId: workCenters.id,
      code: workCenters.code,
      name: workCenters.name,
      machineRatePerHour: workCenters.machineRatePerHour,
      laborRatePerHour: laborGrades.ratePerHour,
      overheadDriver: workCenters.overheadDriver,
      overheadRate: workCenters.overheadRate,
    })
    .from(workCenters)
    .leftJoin(laborGrades, eq(laborGrades.id, workCenters.laborGradeId))
    .where(inArray(workCenters.id, ids))
  return new Map(rows.map((r) => [r.workCenterId, { ...r, laborRatePerHour: r.laborRatePerHour ?? 0 }]))
}
