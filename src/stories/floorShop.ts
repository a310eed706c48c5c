import { testShop } from '../catalog/testCatalog.ts'
import { createCompany } from '../core/company.commands.ts'
import { type Ctx, systemActor } from '../core/ctx.ts'
import type { Db } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { wellKnown } from '../inventory/place.commands.ts'
import { postMove } from '../inventory/stock.commands.ts'
import { createJob, releaseJob } from '../jobs/job.commands.ts'
import { operationsOf, workOrdersOfJob } from '../jobs/job.queries.ts'
import { methodMaterials } from '../catalog/method.tables.ts'
import { employees } from '../plant/plant.tables.ts'
import { addDevice, enrollDevice, signInAtTerminal } from '../shopfloor/device.commands.ts'

export type ShopOrder = { workOrderId: number; operationIds: number[]; materialId: number; itemId: number }
export type FloorShop = { orders: ShopOrder[]; people: { employeeId: number; token: string }[] }

/** A furniture shop with work for everybody: cabinets of panels and fittings, in orders that a load cannot exhaust. */
export async function floorShop(db: Db, { people, orders }: { people: number; orders: number }): Promise<FloorShop> {
  const ctx: Ctx = { db, actor: systemActor, now: new Date().toISOString() }
  await createCompany(ctx, { name: 'Cabinet Works', currency: 'USD', timeZone: 'UTC', locale: 'en-US', sample: '' })
  const shop = await testShop(ctx)
  const centers = [await shop.workCenter('SAW', 12), await shop.workCenter('ASSY', 0)]
  const [supplier, stores] = [await wellKnown(ctx, 'supplier'), await wellKnown(ctx, 'stores')]
  const made: ShopOrder[] = []
  for (let i = 0; i < orders; i++) {
    const [panel, cabinet] = [await shop.item(`PANEL-${i}`, 8), await shop.item(`CABINET-${i}`)]
    await shop.method(cabinet, {
      operations: centers.map((workCenterId) => ({ workCenterId, setupMinutes: 10, runMinutes: 20 })),
      materials: [{ itemId: panel, quantityPer: 1 }],
    })
    await postMove(ctx, { itemId: panel, fromPlaceId: supplier.id, toPlaceId: stores.id, quantity: 1_000_000, value: 8_000_000, document: 'receipt', documentNumber: `R-${i}` })
    const job = await createJob(ctx, { items: [{ itemId: cabinet, quantity: 900_000, dueOn: '2026-12-18' }] })
    await releaseJob(ctx, job.id)
    const workOrder = found((await workOrdersOfJob(db, job.id))[0], 'work order', job.id)
    const operationIds = (await operationsOf(db, [workOrder.id])).map((o) => o.operation.id)
    const lines = await db.select().from(methodMaterials)
    const material = found(lines.find((m) => m.methodId === workOrder.methodId), 'material', workOrder.id)
    made.push({ workOrderId: workOrder.id, operationIds, materialId: material.id, itemId: panel })
  }
  return { orders: made, people: await signedIn(ctx, shop.grade.id, people) }
}

/** Everybody at a terminal of the floor, by badge. */
async function signedIn(ctx: Ctx, laborGradeId: number, count: number): Promise<FloorShop['people']> {
  const { token: deviceToken } = await enrollDevice(ctx, (await addDevice(ctx, { name: 'Floor', workCenterId: null })).code)
  const rows = Array.from({ length: count }, (_, i) => ({ number: String(i + 1), name: `Operator ${i + 1}`, laborGradeId, badge: `LOAD-${i + 1}`, department: '', phone: '' }))
  const inserted = await ctx.db.insert(employees).values(rows).returning({ id: employees.id, badge: employees.badge })
  const people: FloorShop['people'] = []
  for (const { id, badge } of inserted) people.push({ employeeId: id, token: (await signInAtTerminal(ctx, { deviceToken, badge })).token })
  return people
}
