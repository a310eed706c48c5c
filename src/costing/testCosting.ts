import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { methodMaterials } from '../catalog/method.tables.ts'
import { testShop } from '../catalog/testCatalog.ts'
import type { Ctx } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { row, rowsOf } from '../core/rows.ts'
import { later } from '../core/testDb.ts'
import { wellKnown } from '../inventory/place.commands.ts'
import { postMove } from '../inventory/stock.commands.ts'
import { createJob, type NewJob, releaseJob } from '../jobs/job.commands.ts'
import { operationsOf, type WorkOrderRow, workOrdersOfJob } from '../jobs/job.queries.ts'
import { employees, laborGrades } from '../plant/plant.tables.ts'
import { issueMaterial } from '../production/material.commands.ts'
import { clockOff, clockOn, reportQuantity } from '../shopfloor/time.commands.ts'

/**
 * A shop whose numbers are easy: raw stock costs 1.00 a unit, its person earns 50.00 an hour, its bench bears overhead
 * as a percent of labor. Work is done through the commands that users call.
 */
export async function costingShop(ctx: Ctx, overheadPercent = 0) {
  const shop = await testShop(ctx)
  const raw = await shop.item('RAW', 1)
  const [grade] = await ctx.db.insert(laborGrades).values({ code: 'P', name: 'Printer', ratePerHour: 50 }).returning()
  const gradeId = found(grade, 'grade', 'P').id
  const bench = await shop.workCenter('BENCH', 0, {
    laborGradeId: gradeId,
    overheadDriver: overheadPercent > 0 ? 'laborCost' : 'none',
    overheadRate: overheadPercent,
  })
  const [person] = await ctx.db
    .insert(employees)
    .values({ number: '1', name: 'Ada', laborGradeId: gradeId, badge: 'B1', department: '', phone: '' })
    .returning()
  const employeeId = found(person, 'employee', '1').id

  const product = async (number: string, more: Parameters<typeof shop.item>[2] = {}, runMinutes = 0) => {
    const id = await shop.item(number, 0, more)
    await shop.method(id, { operations: [{ workCenterId: bench, runMinutes }], materials: [{ itemId: raw }] })
    return id
  }
  const buy = async (at: Ctx, itemId: number, quantity: number, value = quantity) =>
    postMove(at, {
      itemId,
      fromPlaceId: (await wellKnown(at, 'supplier')).id,
      toPlaceId: (await wellKnown(at, 'stores')).id,
      quantity,
      value,
      document: 'receipt',
      documentNumber: 'R-1',
    })
  const start = async (at: Ctx, job: NewJob): Promise<WorkOrderRow[]> => {
    const { id } = await createJob(at, job)
    await releaseJob(at, id)
    return workOrdersOfJob(at.db, id)
  }
  const startOne = async (at: Ctx, itemId: number, quantity = 1) =>
    found((await start(at, { items: [{ itemId, quantity, dueOn: '2026-12-18' }] }))[0], 'work order', itemId)
  const issue = async (at: Ctx, w: WorkOrderRow, quantity: number, itemId = raw) => {
    const materials = await at.db.select().from(methodMaterials).where(eq(methodMaterials.methodId, w.methodId))
    return issueMaterial(at, {
      materialId: found(materials.find((m) => m.itemId === itemId) ?? materials[0], 'material', w.number).id,
      itemId,
      quantity,
    })
  }
  const operation = async (at: Ctx, w: WorkOrderRow) =>
    found((await operationsOf(at.db, [w.id]))[0], 'operation', w.number).operation.id
  /** The person's work of so many minutes on some work orders at once, from the context's instant on. */
  const work = async (
    at: Ctx,
    w: WorkOrderRow | readonly WorkOrderRow[],
    minutes: number,
    activity: 'setup' | 'run' | 'rework' = 'run',
  ) => {
    for (const one of [w].flat()) await clockOn(at, { employeeId, operationId: await operation(at, one), activity })
    return clockOff(later(at, new Date(Date.parse(at.now) + minutes * 60_000).toISOString()), { employeeId })
  }
  const report = async (at: Ctx, w: WorkOrderRow, good: number, scrap = 0) =>
    reportQuantity(at, {
      operationId: await operation(at, w),
      good,
      scrap,
      rework: 0,
      scrapReason: scrap > 0 ? 'other' : null,
    })
  return { ...shop, raw, bench, employeeId, product, buy, start, startOne, issue, operation, work, report }
}

/** What a place's stock is worth, by the place's code. */
export async function valueAt(ctx: Ctx, code: string): Promise<number> {
  const [value] = await rowsOf(
    ctx.db,
    sql`select coalesce(sum(b.value), 0) as value from stock_balances b join places p on p.id = b.place_id where p.code = ${code}`,
    z.object({ value: row.number }),
  )
  return value?.value ?? 0
}
