import { asc, eq } from 'drizzle-orm'
import { items, units } from '../catalog/item.tables.ts'
import { methodMaterials, methodOperations } from '../catalog/method.tables.ts'
import type { Ctx } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { availableOf } from '../inventory/stock.queries.ts'
import { getWorkOrder, type WorkOrderRow } from '../jobs/job.queries.ts'
import { requiredQuantity } from '../jobs/job.rules.ts'
import { workOrders } from '../jobs/job.tables.ts'
import { issueMaterial } from '../production/material.commands.ts'
import { createPurchaseOrder, sendPurchaseOrder } from '../purchasing/purchase.commands.ts'
import type { PurchaseOrder } from '../purchasing/purchase.queries.ts'
import { receivePurchase } from '../purchasing/receipt.commands.ts'
import { testsOf } from '../quality/test.commands.ts'
import { clockOff, clockOn, reportQuantity } from '../shopfloor/time.commands.ts'
import type { World } from './history.ts'
import type { Loaded } from './load.ts'
import { sendOutside } from './outside.ts'
import type { SampleDeal, SampleItem } from './sample.ts'
import { testGoods } from './testGoods.ts'

/** Yields instants; returns the instant at which the work order was complete, or undefined when the deal stops before. */
export type Work = AsyncGenerator<string, string | undefined, Ctx>

type Material = typeof methodMaterials.$inferSelect & { decimals: number; backflush: boolean; tracked: boolean }

const materialsOf = async (tx: Ctx, methodId: number): Promise<Material[]> =>
  (
    await tx.db
      .select({
        material: methodMaterials,
        decimals: units.decimals,
        issueMethod: items.issueMethod,
        tracking: items.tracking,
      })
      .from(methodMaterials)
      .innerJoin(items, eq(items.id, methodMaterials.itemId))
      .innerJoin(units, eq(units.id, items.stockUnitId))
      .where(eq(methodMaterials.methodId, methodId))
      .orderBy(asc(methodMaterials.line))
  ).map((r) => ({
    ...r.material,
    decimals: r.decimals,
    backflush: r.issueMethod === 'backflush',
    tracked: r.tracking !== 'none',
  }))

/** Makes a work order with everything below it, operation by operation, by whoever has the skill and is free. */
export async function* makeWorkOrder(world: World, deal: SampleDeal, workOrderId: number, notBefore: string): Work {
  let at = notBefore
  let tx = yield at
  const workOrder = await getWorkOrder(tx.db, workOrderId)
  for (const child of await tx.db
    .select()
    .from(workOrders)
    .where(eq(workOrders.parentId, workOrderId))
    .orderBy(asc(workOrders.id))) {
    const done = yield* makeWorkOrder(world, deal, child.id, at)
    if (!done) return undefined
    at = done
    tx = yield at
    if ((await testsOf(tx, child.id)).length === 0) continue
    // Nobody builds in what is not tested.
    at = world.clock.plus(at, Math.round(world.random.between(40, 160)))
    tx = yield at
    if (!(await testGoods(tx, world, child.id))) return undefined
  }
  const materials = await materialsOf(tx, workOrder.methodId)
  // What came meanwhile may be gone again: somebody else issued it. So look once more at the instant of issuing.
  for (let waited = false; ; waited = true) {
    tx = yield at
    const short = await shortOf(tx, world.loaded, workOrder, materials, waited)
    if (short.length === 0) break
    const arrived = yield* buy(world, workOrder, short, at)
    if (!arrived) return undefined
    at = arrived
  }
  for (const m of materials)
    if (m.supply !== 'make' && !m.backflush)
      await issueMaterial(tx, { materialId: m.id, quantity: wholeUnits(world.loaded, m, workOrder.quantity) })
  return yield* runOperations(world, deal, workOrder, at)
}

async function* runOperations(world: World, deal: SampleDeal, workOrder: WorkOrderRow, start: string): Work {
  let at = start
  let tx = yield at
  const operations = await tx.db
    .select()
    .from(methodOperations)
    .where(eq(methodOperations.methodId, workOrder.methodId))
    .orderBy(asc(methodOperations.sequence))
  const stopAfter =
    workOrder.parentId === null && deal.stage === 'started'
      ? (deal.operationsDone ?? Math.ceil(operations.length / 2))
      : operations.length
  let good = workOrder.quantity
  for (const [i, operation] of operations.entries()) {
    if (i === stopAfter) return yield* keepRunning(world, operation)
    const last = i === operations.length - 1
    const scrap = last && workOrder.parentId === null ? (deal.scrap ?? 0) : 0
    const done =
      operation.kind === 'outside'
        ? yield* sendOutside(world, deal, workOrder, operation, good, at)
        : yield* runOperation(world, deal, operation, good, at)
    if (!done) return undefined
    tx = yield done
    if (operation.kind === 'inside')
      await reportQuantity(tx, {
        operationId: operation.id,
        employeeId: null,
        good: good - scrap,
        scrap,
        rework: 0,
        ...(scrap > 0 ? { scrapReason: 'handling' } : {}),
      })
    good -= scrap
    at = done
  }
  return at
}

type Operation = typeof methodOperations.$inferSelect

const shortSetupMinutes = 40

/** Set-up and run of one operation by one person, stopping at the end of each day. */
async function* runOperation(
  world: World,
  deal: SampleDeal,
  operation: Operation,
  quantity: number,
  notBefore: string,
): Work {
  const { clock } = world
  const person = personFor(world, operation)
  const free = world.freeAt.get(person.id) ?? notBefore
  let at = clock.working(free > notBefore ? free : notBefore)
  const pace = (deal.pace ?? 1) * world.random.between(0.9, 1.15)
  const setup = operation.setupMinutes * pace
  const run = Math.max(2, operation.runMinutes * quantity * pace * (operation.attendedPercent / 100))
  // Nobody clocks a short set-up apart from its run.
  const parts =
    setup < shortSetupMinutes
      ? ([['run', setup + run]] as const)
      : ([
          ['setup', setup],
          ['run', run],
        ] as const)
  for (const [activity, planned] of parts)
    for (let left = Math.round(planned); left > 0; ) {
      const minutes = Math.min(left, Math.max(1, Math.floor(clock.leftToday(at))))
      const until = clock.plus(at, minutes)
      world.freeAt.set(person.id, until)
      let tx = yield at
      await clockOn(tx, { employeeId: person.id, operationId: operation.id, activity })
      tx = yield until
      await clockOff(tx, { employeeId: person.id, operationId: operation.id })
      left -= minutes
      at = clock.working(until)
    }
  return at
}

/** Somebody is at it right now: the clock runs since a while ago. */
async function* keepRunning(world: World, operation: Operation): Work {
  if (operation.kind === 'outside') return undefined
  const person = personFor(world, operation)
  const since = new Date(Date.parse(world.now) - Math.round(world.random.between(15, 100)) * 60_000).toISOString()
  const tx = yield since
  if ((world.freeAt.get(person.id) ?? '') <= since)
    await clockOn(tx, { employeeId: person.id, operationId: operation.id, activity: 'run' })
  world.freeAt.set(person.id, '9999')
  return undefined
}

/** The skilled person who is free first. */
function personFor(world: World, operation: Operation) {
  const center = world.loaded.sample.workCenters.find((w) => world.loaded.workCenter(w.code) === operation.workCenterId)
  const skilled = world.loaded.employees.filter((e) => e.skills.includes(center?.code ?? ''))
  const by = [...skilled].sort((a, b) => ((world.freeAt.get(a.id) ?? '') < (world.freeAt.get(b.id) ?? '') ? -1 : 1))
  return found(by[0], 'person skilled at', center?.code ?? operation.name)
}

type Short = Material & { need: number }

/** What stock does not cover; after waiting, what was bought for this very work order counts although it is reserved. */
async function shortOf(
  tx: Ctx,
  loaded: Loaded,
  workOrder: WorkOrderRow,
  materials: readonly Material[],
  waited: boolean,
): Promise<Short[]> {
  const needed = materials.filter((m) => m.supply !== 'make')
  const stock = await availableOf(
    tx.db,
    needed.map((m) => m.itemId),
  )
  return needed.flatMap((m) => {
    const need = wholeUnits(loaded, m, workOrder.quantity)
    const have = (stock.get(m.itemId)?.onHand ?? 0) - (waited ? 0 : (stock.get(m.itemId)?.reserved ?? 0))
    return have >= need ? [] : [{ ...m, need }]
  })
}

/** Buys for the work order and waits until all of it is there. */
async function* buy(world: World, workOrder: WorkOrderRow, short: readonly Short[], notBefore: string): Work {
  const { clock, loaded } = world
  let tx = yield notBefore
  const bySupplier = new Map<number, Short[]>()
  for (const m of short) {
    const supplierId = loaded.party(factOf(loaded, m.itemId)?.[6]?.supplier ?? loaded.sample.suppliers[0]?.code ?? '')
    bySupplier.set(supplierId, [...(bySupplier.get(supplierId) ?? []), m])
  }
  const orders: { order: PurchaseOrder; days: number }[] = []
  for (const [supplierId, lines] of bySupplier) {
    const days = Math.max(1, Math.min(8, Math.round((factOf(loaded, lines[0]?.itemId ?? 0)?.[6]?.leadDays ?? 5) * 0.6)))
    const rate = rateOf(loaded, supplierId)
    const order = await createPurchaseOrder(tx, {
      supplierId,
      exchangeRate: rate,
      lines: lines.map((m) => ({
        itemId: m.itemId,
        quantity: batch(m.need),
        unitPrice: priceOf(world, m.itemId, rate),
        dueOn: clock.dayOf(clock.plus(notBefore, days * 510)),
        pegs: [{ workOrderId: workOrder.id, materialId: m.id, quantity: m.need }],
      })),
    } as Parameters<typeof createPurchaseOrder>[1])
    orders.push({ order: await sendPurchaseOrder(tx, order.id), days })
  }
  let at = notBefore
  for (const { order, days } of orders.sort((a, b) => a.days - b.days)) {
    const arrival = clock.plus(notBefore, days * 510)
    at = arrival > at ? arrival : at
    tx = yield at
    await receivePurchase(tx, {
      purchaseOrderId: order.id,
      deliveryNote: `DN ${order.number.slice(3)}`,
      lines: order.lines.map((l) => receiptLine(world, l)),
    })
  }
  return at
}

const factOf = (loaded: Loaded, itemId: number): SampleItem | undefined =>
  loaded.sample.items.find(([number]) => loaded.item(number) === itemId)

/** What is required, in what a person can take from a shelf: nobody issues 60.9 boards. */
function wholeUnits(loaded: Loaded, material: Material, quantity: number): number {
  const unit = factOf(loaded, material.itemId)?.[4]
  const decimals = loaded.sample.units.find(([code]) => code === unit)?.[4] ?? 6
  const required = requiredQuantity(material, quantity)
  return Math.ceil(Number((required * 10 ** decimals).toFixed(4))) / 10 ** decimals
}

/** The company's currency for one of the supplier's. */
function rateOf({ sample, party }: Loaded, supplierId: number): number {
  const currency = sample.suppliers.find((s) => party(s.code) === supplierId)?.currency ?? sample.company.currency
  return sample.exchangeRates?.[currency] ?? 1
}

type OrderLine = PurchaseOrder['lines'][number]

function receiptLine({ loaded }: World, l: OrderLine) {
  const tracking = loaded.sample.items.find(([number]) => number === l.item)?.[6]?.tracking ?? 'none'
  const lots =
    tracking === 'none'
      ? []
      : [
          {
            number: `L${l.id}`,
            quantity: l.quantity,
            supplierLot: `H${10_000 + l.id}`,
            certificate: `3.1 / ${10_000 + l.id}`,
            expiresOn: null,
          },
        ]
  return { purchaseOrderLineId: l.id, quantity: l.quantity, lots }
}

/** People buy round quantities, and some for the next time. */
const batch = (need: number): number => (need <= 1 ? Math.ceil(need * 4) / 2 : Math.ceil(need * 1.6))

/** Prices move around the standard by a few percent. */
const priceOf = ({ loaded, random }: World, itemId: number, rate: number): number => {
  const cost = factOf(loaded, itemId)?.[5] ?? 1
  return Math.round((cost / rate) * random.between(0.96, 1.07) * 100) / 100
}
