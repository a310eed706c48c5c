import fc from 'fast-check'
import { expect, test } from 'vitest'
import { setCompany } from '../core/company.queries.ts'
import { testCtx } from '../core/testDb.ts'
import { genealogyOf } from './genealogy.queries.ts'
import { reverseEntry } from './lot.commands.ts'
import { archivePlace, createPlace, ensurePlace, updatePlace, wellKnown } from './place.commands.ts'
import { consumeReservation, releaseReservation, reserve, reserveFree } from './reservation.commands.ts'
import { ensureLot, postMove } from './stock.commands.ts'
import { adjustStock, postOpeningStock, transferStock } from './stockEntry.commands.ts'
import {
  getLot,
  listBalances,
  listLedger,
  listLots,
  listOnHand,
  listReservations,
  resolveCode,
  stockOfItem,
} from './stockList.queries.ts'
import { testItem, unequalBalances } from './testShop.ts'

async function shop() {
  const ctx = await testCtx()
  const [stores, finished, waiting] = [
    await wellKnown(ctx, 'stores'),
    await wellKnown(ctx, 'finished'),
    await wellKnown(ctx, 'awaitingTest'),
  ]
  return { ctx, stores, finished, waiting }
}

const demand = { demand: 'workOrderMaterial', demandId: 7, demandNumber: 'WO-7' } as const

test('opening stock, adjustments and transfers keep quantity and value', async () => {
  const { ctx, stores, finished } = await shop()
  const oak = await testItem(ctx, 'OAK', { standardCost: 4 })
  await postOpeningStock(ctx, [{ itemId: oak.id, placeId: stores.id, quantity: 10, unitCost: 5 }]) // 50.00
  await adjustStock(ctx, { itemId: oak.id, placeId: stores.id, change: -2, reason: 'split ends' }) // leaves 8 at 5.00
  await adjustStock(ctx, { itemId: oak.id, placeId: stores.id, change: 2, reason: 'found', unitCost: 10 }) // 10 worth 60.00
  const moved = await transferStock(ctx, {
    itemId: oak.id,
    fromPlaceId: stores.id,
    toPlaceId: finished.id,
    quantity: 5,
  })
  expect(moved.value).toBe(30) // 5 at 6.00
  expect(await stockOfItem(ctx.db, oak.id, true)).toMatchObject({ onHand: 10, free: 10, value: 60, averageCost: 6 })
  expect(await stockOfItem(ctx.db, oak.id, false)).toMatchObject({ value: null, averageCost: null })
  expect((await listBalances(ctx.db, { limit: 10 }, true)).rows.map((r) => [r.place, r.quantity, r.value])).toEqual([
    ['FINISHED', 5, 30],
    ['STORES', 5, 30],
  ])
  await reverseEntry(ctx, moved.id, 'wrong bin')
  expect(await unequalBalances(ctx)).toEqual([])
})

test('an adjustment says everything that is wrong with it', async () => {
  const { ctx, waiting } = await shop()
  const bolt = await testItem(ctx, 'BOLT', { tracking: 'serial' })
  await expect(adjustStock(ctx, { itemId: bolt.id, placeId: waiting.id, change: 3, reason: ' ' })).rejects.toThrow(
    /wait for their test.*Say why.*serial number.*is one piece/s,
  )
})

test('the ledger of an item runs its balance, whatever is filtered', async () => {
  const { ctx, stores, finished } = await shop()
  const oak = await testItem(ctx, 'OAK')
  await postOpeningStock(ctx, [{ itemId: oak.id, placeId: stores.id, quantity: 10, unitCost: 2 }])
  await transferStock(ctx, { itemId: oak.id, fromPlaceId: stores.id, toPlaceId: finished.id, quantity: 4 })
  await adjustStock(ctx, { itemId: oak.id, placeId: stores.id, change: -1, reason: 'broken' })
  const ofItem = await listLedger(ctx.db, { itemId: oak.id, limit: 10, sort: 'id' }, true)
  expect(ofItem.rows.map((r) => [r.document, r.change, r.balance, r.balanceValue])).toEqual([
    ['opening', 10, 10, 20],
    ['transfer', 0, 10, 20],
    ['adjustment', -1, 9, 18],
  ])
  const ofPlace = await listLedger(
    ctx.db,
    { itemId: oak.id, placeId: stores.id, limit: 10, filter: { document: 'adjustment' } },
    true,
  )
  expect(ofPlace.rows.map((r) => [r.change, r.balance])).toEqual([[-1, 5]])
})

test('only what is free can be reserved, by two at once too, and what is used is no longer reserved', async () => {
  const { ctx, stores } = await shop()
  const oak = await testItem(ctx, 'OAK')
  await postOpeningStock(ctx, [{ itemId: oak.id, placeId: stores.id, quantity: 10 }])
  await reserve(ctx, { ...demand, itemId: oak.id, quantity: 6 })
  await expect(reserve(ctx, { ...demand, demandId: 8, itemId: oak.id, quantity: 5 })).rejects.toThrow(
    'Only 4 of OAK are free, not 5.',
  )
  const tries = await Promise.allSettled(
    [1, 2, 3].map((n) => reserve(ctx, { ...demand, demandId: 10 + n, itemId: oak.id, quantity: 2 })),
  )
  expect(tries.filter((t) => t.status === 'fulfilled')).toHaveLength(2)
  expect(await reserveFree(ctx, { ...demand, itemId: oak.id, quantity: 3 })).toBe(0)
  expect(await consumeReservation(ctx, { ...demand, itemId: oak.id, quantity: 4 })).toBe(4)
  expect(await reserveFree(ctx, { ...demand, itemId: oak.id, quantity: 9 })).toBe(4)
  expect(await stockOfItem(ctx.db, oak.id, true)).toMatchObject({ onHand: 10, reserved: 10, free: 0 })
  await releaseReservation(ctx, demand)
  expect((await listReservations(ctx.db, { limit: 10 })).total).toBe(2)
})

test('the owner may allow stock below zero; the list then shows it', async () => {
  const { ctx, stores } = await shop()
  const oak = await testItem(ctx, 'OAK', { standardCost: 3 })
  const take = () => adjustStock(ctx, { itemId: oak.id, placeId: stores.id, change: -2, reason: 'used' })
  await expect(take()).rejects.toThrow('Stores holds 0 of OAK, not 2.')
  await setCompany(ctx.db, { allowNegativeStock: true })
  await take()
  expect(
    (await listOnHand(ctx.db, { limit: 10, filter: { onHand: '<=-1' } }, true)).rows.map((r) => [
      r.number,
      r.onHand,
      r.free,
    ]),
  ).toEqual([['OAK', -2, 0]])
})

test('a lot knows what it was made from and where it went, both ways', async () => {
  const { ctx, stores, finished } = await shop()
  const [bar, glue, pin] = [
    await testItem(ctx, 'BAR', { tracking: 'lot' }),
    await testItem(ctx, 'GLUE'),
    await testItem(ctx, 'PIN', { tracking: 'serial', kind: 'made' }),
  ]
  const [supplier, customer] = [await wellKnown(ctx, 'supplier'), await wellKnown(ctx, 'customer')]
  const workOrder = await ensurePlace(ctx, { code: 'WO-1', name: 'In process: WO-1', kind: 'production' })
  const heat = await ensureLot(ctx, { itemId: bar.id, number: 'HEAT-7', certificate: 'C-7' })
  const one = await ensureLot(ctx, { itemId: pin.id, number: 'WO-1-001', serial: true })
  const move = (
    itemId: number,
    lotId: number | null,
    from: number,
    to: number,
    quantity: number,
    document: 'receipt' | 'issue' | 'return' | 'completion' | 'delivery',
    documentNumber: string,
  ) => postMove(ctx, { itemId, lotId, fromPlaceId: from, toPlaceId: to, quantity, document, documentNumber })
  await move(bar.id, heat.id, supplier.id, stores.id, 10, 'receipt', 'RC-1')
  await move(glue.id, null, supplier.id, stores.id, 5, 'receipt', 'RC-2')
  await move(bar.id, heat.id, stores.id, workOrder.id, 4, 'issue', 'WO-1')
  await move(bar.id, heat.id, workOrder.id, stores.id, 1, 'return', 'WO-1')
  await move(glue.id, null, stores.id, workOrder.id, 1, 'issue', 'WO-1')
  await move(pin.id, one.id, workOrder.id, finished.id, 1, 'completion', 'WO-1')
  await move(pin.id, one.id, finished.id, customer.id, 1, 'delivery', 'DN-1')
  const short = (rows: Awaited<ReturnType<typeof genealogyOf>>) =>
    rows.map((r) => [r.depth, r.kind, r.number, r.quantity])
  expect(short(await genealogyOf(ctx.db, one.id, 'madeFrom'))).toEqual([
    [0, 'production', 'WO-1', 1],
    [1, 'lot', 'HEAT-7', 3], // 4 issued, 1 returned
    [2, 'supplier', 'SUPPLIERS', 10],
    [1, 'item', 'GLUE', 1],
  ])
  expect(short(await genealogyOf(ctx.db, heat.id, 'usedIn'))).toEqual([
    [0, 'production', 'WO-1', 3],
    [1, 'lot', 'WO-1-001', 1],
    [2, 'customer', 'CUSTOMERS', 1],
  ])
  expect(await getLot(ctx.db, heat.id)).toMatchObject({ onHand: 7, places: 'STORES', certificate: 'C-7' })
  expect((await listLots(ctx.db, { limit: 10, q: 'heat' })).total).toBe(1)
  expect(await resolveCode(ctx.db, 'heat-7')).toMatchObject([{ kind: 'lot', id: heat.id, itemId: bar.id }])
})

test('a family is followed through work orders that hand goods without a lot straight on', async () => {
  const { ctx, stores, finished } = await shop()
  const [bar, arm, pin] = [
    await testItem(ctx, 'BAR', { tracking: 'lot' }),
    await testItem(ctx, 'ARM'),
    await testItem(ctx, 'PIN', { tracking: 'lot' }),
  ]
  const [child, parent] = [
    await ensurePlace(ctx, { code: 'WO-2', name: 'In process: WO-2', kind: 'production' }),
    await ensurePlace(ctx, { code: 'WO-1', name: 'In process: WO-1', kind: 'production' }),
  ]
  const supplier = await wellKnown(ctx, 'supplier')
  const heat = await ensureLot(ctx, { itemId: bar.id, number: 'HEAT' })
  const lot = await ensureLot(ctx, { itemId: pin.id, number: 'WO-1' })
  const move = (
    itemId: number,
    lotId: number | null,
    fromPlaceId: number,
    toPlaceId: number,
    quantity: number,
    documentNumber: string,
  ) => postMove(ctx, { itemId, lotId, fromPlaceId, toPlaceId, quantity, document: 'transfer', documentNumber })
  await move(bar.id, heat.id, supplier.id, stores.id, 5, 'RC-1')
  await move(bar.id, heat.id, stores.id, child.id, 2, 'WO-2')
  await move(arm.id, null, child.id, parent.id, 4, 'WO-2') // no lot, straight into the parent
  await move(pin.id, lot.id, parent.id, finished.id, 1, 'WO-1')
  const short = (rows: Awaited<ReturnType<typeof genealogyOf>>) => rows.map((r) => `${r.depth} ${r.kind} ${r.number}`)
  expect(short(await genealogyOf(ctx.db, lot.id, 'madeFrom'))).toEqual([
    '0 production WO-1',
    '1 item ARM',
    '2 lot HEAT',
    '3 supplier SUPPLIERS',
  ])
  expect(short(await genealogyOf(ctx.db, heat.id, 'usedIn'))).toEqual(['0 production WO-2', '1 item ARM', '2 lot WO-1'])
})

test('a place keeps its kind once goods moved there, and cannot be archived while it holds any', async () => {
  const { ctx, stores } = await shop()
  const rack = { code: 'RACK-1', name: 'Rack', kind: 'bin', partyId: null } as const
  const { id } = await createPlace(ctx, rack)
  const oak = await testItem(ctx, 'OAK')
  await postOpeningStock(ctx, [{ itemId: oak.id, placeId: id, quantity: 1 }])
  await expect(updatePlace(ctx, id, { ...rack, kind: 'reject' })).rejects.toThrow('cannot become another kind')
  await expect(archivePlace(ctx, id, true)).rejects.toThrow('still holds goods')
  await expect(archivePlace(ctx, stores.id, true)).rejects.toThrow('used by Fettle itself')
  await expect(createPlace(ctx, { ...rack, code: 'X', kind: 'supplier' })).rejects.toThrow('made by Fettle itself')
})

test('whatever people do with stock, balances are sums of moves and nothing goes below zero', async () => {
  const { ctx, stores, finished } = await shop()
  const oak = await testItem(ctx, 'OAK', { standardCost: 1.37 })
  const step = fc.record({
    act: fc.constantFrom('in', 'out', 'move', 'back', 'reserve', 'use'),
    quantity: fc.integer({ min: 1, max: 5000 }).map((n) => n / 1000),
    cost: fc.integer({ min: 0, max: 90_000 }).map((n) => n / 10_000),
  })
  const acts: Record<string, (q: number, cost: number) => Promise<unknown>> = {
    in: (change, unitCost) => adjustStock(ctx, { itemId: oak.id, placeId: stores.id, change, reason: 'r', unitCost }),
    out: (q) => adjustStock(ctx, { itemId: oak.id, placeId: stores.id, change: -q, reason: 'r' }),
    move: (quantity) =>
      transferStock(ctx, { itemId: oak.id, fromPlaceId: stores.id, toPlaceId: finished.id, quantity }),
    back: (quantity) =>
      transferStock(ctx, { itemId: oak.id, fromPlaceId: finished.id, toPlaceId: stores.id, quantity }),
    reserve: (quantity) => reserveFree(ctx, { ...demand, itemId: oak.id, quantity }),
    use: (quantity) => consumeReservation(ctx, { ...demand, itemId: oak.id, quantity }),
  }
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      for (const s of steps) await acts[s.act]?.(s.quantity, s.cost).catch(() => {})
      expect(await unequalBalances(ctx)).toEqual([])
      for (const b of (await listBalances(ctx.db, { limit: 100 }, true)).rows)
        expect(b.quantity).toBeGreaterThanOrEqual(0)
    }),
    { numRuns: 12, seed: 11 },
  )
})

test('services and phantoms are never stocked', async () => {
  const { ctx, stores } = await shop()
  const plating = await testItem(ctx, 'PLATING', { kind: 'service' })
  expect((await listOnHand(ctx.db, { limit: 10 }, true)).total).toBe(0)
  await expect(postOpeningStock(ctx, [{ itemId: plating.id, placeId: stores.id, quantity: 1 }])).rejects.toThrow(
    'Line 1: A service item is never stocked.',
  )
})
