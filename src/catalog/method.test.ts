import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Ctx } from '../core/ctx.ts'
import { createMaster } from '../core/master.commands.ts'
import { recordShape } from '../core/master.model.ts'
import { later, testCtx } from '../core/testDb.ts'
import { partyMaster } from '../parties/party.model.ts'
import { parties } from '../parties/party.tables.ts'
import { compareMethods } from './compare.rules.ts'
import { estimateMethod } from './estimate.queries.ts'
import { findItems, itemOverview } from './item.queries.ts'
import { customerPartNumbers, items } from './item.tables.ts'
import {
  asInput,
  copyLevelFrom,
  copyMethod,
  ensureChild,
  guardMethods,
  pushBackMethod,
  storeLevel,
} from './method.commands.ts'
import { getMethodTree } from './method.queries.ts'
import { cycleThrough, whyNotStoreLevel } from './method.rules.ts'
import { methodOperations, methods } from './method.tables.ts'
import { startRevision } from './revision.commands.ts'
import { massReplace } from './structure.commands.ts'
import { previewReplace, whereUsed } from './structure.queries.ts'
import { levelOf, testShop } from './testCatalog.ts'

/** A table of four legs and a top; legs are turned from blanks. */
async function tableShop() {
  const ctx = await testCtx()
  const shop = await testShop(ctx)
  const id = {
    table: await shop.item('TABLE'),
    leg: await shop.item('LEG'),
    top: await shop.item('TOP', 90),
    blank: await shop.item('BLANK', 4),
    oak: await shop.item('OAK', 7),
  }
  const lathe = await shop.workCenter('LATHE', 12)
  const legMethod = await shop.method(id.leg, {
    operations: [{ name: 'Turn', workCenterId: lathe, runMinutes: 6 }],
    materials: [{ itemId: id.blank }],
  })
  const tableMethod = await shop.method(id.table, {
    operations: [{ name: 'Fit' }, { name: 'Oil', alternateWorkCenterIds: [lathe] }],
    materials: [
      { itemId: id.leg, quantityPer: 4, supply: 'make' },
      { itemId: id.top, operationSequence: 20 },
    ],
  })
  return { ctx, shop, id, lathe, legMethod, tableMethod }
}

const changed = async (ctx: Ctx, methodId: number, change: (level: ReturnType<typeof levelOf>) => void) => {
  const level = asInput(await getMethodTree(ctx.db, methodId))
  change(level)
  return storeLevel(ctx, methodId, level)
}

describe('storing a level', () => {
  test('keeps the records of what stays, so that progress keeps its place', async () => {
    const { ctx, id, tableMethod } = await tableShop()
    const before = await getMethodTree(ctx.db, tableMethod)
    const after = await changed(ctx, tableMethod, (level) => {
      level.operations[0] = { ...level.operations[0]!, name: 'Fit and glue', runMinutes: 11 }
      level.materials[1] = { ...level.materials[1]!, quantityPer: 2, alternateItemIds: [id.oak] }
      level.materials.push(levelOf({ materials: [{ itemId: id.oak, line: 3 }] }).materials[0]!)
    })
    expect(after.operations.map((o) => o.id)).toEqual(before.operations.map((o) => o.id))
    expect(after.materials.slice(0, 2).map((m) => m.id)).toEqual(before.materials.map((m) => m.id))
    expect(after.operations[0]).toMatchObject({ name: 'Fit and glue', runMinutes: 11 })
    expect(after.operations[1]?.alternateWorkCenterIds).toEqual(before.operations[1]?.alternateWorkCenterIds)
    expect(after.materials[1]).toMatchObject({ quantityPer: 2, alternates: [{ itemId: id.oak, itemNumber: 'OAK' }] })
  })

  test('lets operations and lines swap numbers and stay themselves when their ids are given', async () => {
    const { ctx, tableMethod } = await tableShop()
    const before = await getMethodTree(ctx.db, tableMethod)
    const level = asInput(before)
    const after = await storeLevel(ctx, tableMethod, {
      operations: level.operations.map((o, i) => ({ ...o, id: before.operations[i]!.id, sequence: 30 - o.sequence })),
      materials: level.materials.map((m, i) => ({
        ...m,
        id: before.materials[i]!.id,
        line: 3 - m.line,
        operationSequence: null,
      })),
    })
    expect(after.operations.map((o) => o.id)).toEqual(before.operations.map((o) => o.id).reverse())
    expect(after.materials.map((m) => m.id)).toEqual(before.materials.map((m) => m.id).reverse())
  })

  test('refuses to remove an operation that later records refer to, by name', async () => {
    const { ctx, tableMethod } = await tableShop()
    const [glue] = await ctx.db.select().from(methodOperations).where(eq(methodOperations.methodId, tableMethod))
    await ctx.db.execute(`create table held (operation_id bigint references method_operations)`)
    await ctx.db.execute(`insert into held values (${glue?.id})`)
    await expect(
      changed(ctx, tableMethod, (level) => {
        level.operations = []
        level.materials = []
      }),
    ).rejects.toMatchObject({
      refusals: [
        {
          code: 'method.operation-in-use',
          message: 'Operation 10 Fit has been planned or reported on: it cannot be removed.',
        },
      ],
    })
    expect((await getMethodTree(ctx.db, tableMethod)).operations).toHaveLength(2)
  })

  test('says everything that is wrong at once', () => {
    const level = levelOf({
      operations: [{ sequence: 10 }, { sequence: 10 }],
      materials: [
        { itemId: 1, line: 1, quantityPer: 0 },
        { itemId: 2, line: 1, operationSequence: 50, alternateItemIds: [2] },
      ],
    })
    expect(whyNotStoreLevel(level).map((r) => r.code)).toEqual([
      'method.sequence-twice',
      'method.line-twice',
      'method.no-such-operation',
      'method.no-quantity',
      'method.alternate-twice',
    ])
  })

  test('refuses when somebody else changed it meanwhile', async () => {
    const { ctx, tableMethod } = await tableShop()
    const level = asInput(await getMethodTree(ctx.db, tableMethod))
    await storeLevel(later(ctx, '2026-03-02T09:00:00.000Z'), tableMethod, level, ctx.now)
    await expect(storeLevel(ctx, tableMethod, level, ctx.now)).rejects.toMatchObject({
      refusals: [{ code: 'method.changed-meanwhile' }],
    })
  })

  test('refuses whoever may not change the owner’s methods, and whatever the owner’s area refuses', async () => {
    const { ctx, tableMethod } = await tableShop()
    const copy = await copyMethod(ctx, tableMethod, 'quotationLine')
    const seller: Ctx = { ...ctx, actor: { name: 'Seller', roles: ['sales'] } }
    const level = asInput(await getMethodTree(ctx.db, copy))
    await storeLevel(seller, copy, level)
    await expect(storeLevel(seller, tableMethod, level)).rejects.toMatchObject({
      refusals: [{ code: 'method.not-allowed' }],
    })
    guardMethods('workOrder', async () => [{ code: 'test.closed', message: 'It is closed.' }])
    const order = await copyMethod(ctx, tableMethod, 'workOrder')
    await expect(storeLevel(ctx, order, level)).rejects.toMatchObject({ refusals: [{ code: 'test.closed' }] })
    guardMethods('workOrder', async () => [])
  })
})

describe('a circle', () => {
  test('is refused by name in masters, made or taken from stock', async () => {
    const { ctx, id, legMethod } = await tableShop()
    for (const supply of ['make', 'stock'] as const)
      await expect(
        changed(ctx, legMethod, (level) => {
          level.materials.push(levelOf({ materials: [{ itemId: id.table, line: 9, supply }] }).materials[0]!)
        }),
      ).rejects.toThrow('LEG is made from TABLE is made from LEG: an item cannot be part of itself.')
    await changed(ctx, legMethod, (level) => {
      level.materials.push(levelOf({ materials: [{ itemId: id.table, line: 9, supply: 'buy' }] }).materials[0]!)
    })
  })

  test('is refused by name in copies', async () => {
    const { ctx, id, tableMethod } = await tableShop()
    const copy = await getMethodTree(ctx.db, await copyMethod(ctx, tableMethod, 'workOrder'))
    const leg = copy.materials[0]?.child?.id ?? 0
    await expect(
      changed(ctx, leg, (level) => {
        level.materials.push(levelOf({ materials: [{ itemId: id.table, line: 9, supply: 'make' }] }).materials[0]!)
      }),
    ).rejects.toThrow('TABLE is made from LEG is made from TABLE')
  })

  test('is found exactly when one can walk back to the start', () => {
    const edge = fc.record({ parent: fc.nat(7), child: fc.nat(7) })
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 16 }), (edges) => {
        const reach = new Set<number>(edges.filter((e) => e.parent === 0).map((e) => e.child))
        for (let i = 0; i < 8; i++) for (const e of edges) if (reach.has(e.parent)) reach.add(e.child)
        const circle = cycleThrough(0, edges)
        expect(circle !== undefined).toBe(reach.has(0))
        circle?.slice(1).forEach((child, i) => {
          expect(edges).toContainEqual({ parent: circle[i], child })
        })
      }),
    )
  })
})

describe('copying', () => {
  test('another item’s level takes its lines', async () => {
    const { ctx, shop, id, tableMethod } = await tableShop()
    const desk = await shop.method(await shop.item('DESK'), {})
    const tree = await copyLevelFrom(ctx, desk, id.table)
    expect(compareMethods(tree, await getMethodTree(ctx.db, tableMethod))).toEqual([])
    await expect(copyLevelFrom(ctx, desk, id.oak)).rejects.toThrow('OAK has no method to copy.')
  })

  test('and changing the copy leaves the master; pushing back makes them equal again', async () => {
    const { ctx, tableMethod } = await tableShop()
    const copy = await getMethodTree(ctx.db, await copyMethod(ctx, tableMethod, 'workOrder'))
    await changed(ctx, copy.materials[0]?.child?.id ?? 0, (level) => {
      level.operations[0] = { ...level.operations[0]!, runMinutes: 9 }
    })
    await changed(ctx, copy.id, (level) => {
      level.materials.pop()
    })
    const differences = async () =>
      compareMethods(await getMethodTree(ctx.db, tableMethod), await getMethodTree(ctx.db, copy.id))
    expect(await differences()).toEqual([
      {
        path: 'TABLE › LEG',
        part: 'operation',
        change: 'changed',
        key: 10,
        label: 'Turn',
        fields: [{ field: 'runMinutes', left: 6, right: 9 }],
      },
      { path: 'TABLE', part: 'material', change: 'removed', key: 2, label: 'TOP TOP', fields: [] },
    ])
    await pushBackMethod(ctx, copy.id)
    expect(await differences()).toEqual([])
  })

  test('a line made no more drops its child method', async () => {
    const { ctx, tableMethod } = await tableShop()
    const copy = await getMethodTree(ctx.db, await copyMethod(ctx, tableMethod, 'workOrder'))
    await changed(ctx, copy.id, (level) => {
      level.materials[0] = { ...level.materials[0]!, supply: 'stock' }
    })
    expect(await ctx.db.select().from(methods).where(eq(methods.owner, 'workOrder'))).toHaveLength(1)
    const again = await changed(ctx, copy.id, (level) => {
      level.materials[0] = { ...level.materials[0]!, supply: 'make' }
    })
    expect(again.materials[0]?.child?.operations[0]?.name).toBe('Turn')
  })
})

describe('a line that is to be made', () => {
  test('gets an empty method in a copy when nobody has said how, and the child’s master when somebody has', async () => {
    const { ctx, id, tableMethod } = await tableShop()
    const copy = await getMethodTree(ctx.db, await copyMethod(ctx, tableMethod, 'quotationLine'))
    const child = await ensureChild(ctx, copy.id, copy.materials[1]?.id ?? 0)
    await storeLevel(ctx, child, levelOf({ operations: [{ name: 'Joint boards' }] }))
    const tree = await getMethodTree(ctx.db, copy.id)
    expect(tree.materials[1]).toMatchObject({
      itemNumber: 'TOP',
      supply: 'make',
      child: { operations: [{ name: 'Joint boards' }] },
    })
    expect((await getMethodTree(ctx.db, tableMethod)).materials[1]?.child).toBeNull()
    expect(await ensureChild(ctx, copy.id, copy.materials[0]?.id ?? 0)).toBe(copy.materials[0]?.child?.id)
    expect((await itemOverview(ctx.db, id.top)).methodId).toBeNull()
  })

  test('gets its item’s own method in a master', async () => {
    const { ctx, id, tableMethod } = await tableShop()
    const top = (await getMethodTree(ctx.db, tableMethod)).materials[1]
    const child = await ensureChild(ctx, tableMethod, top?.id ?? 0)
    expect((await itemOverview(ctx.db, id.top)).methodId).toBe(child)
  })
})

test('a new revision keeps the former method as it was', async () => {
  const { ctx, id, tableMethod } = await tableShop()
  await startRevision(ctx, id.table, { revision: 'B', reason: 'Thicker top' })
  await changed(ctx, tableMethod, (level) => {
    level.operations[0] = { ...level.operations[0]!, runMinutes: 30 }
  })
  const overview = await itemOverview(ctx.db, id.table)
  expect(overview.revisions.map((r) => [r.revision, r.current, r.reason])).toEqual([
    ['B', true, 'Thicker top'],
    ['A', false, ''],
  ])
  const frozen = await getMethodTree(ctx.db, overview.revisions[1]?.methodId ?? 0)
  expect([frozen.revision, frozen.operations[0]?.runMinutes, frozen.materials[0]?.child?.itemNumber]).toEqual([
    'A',
    0,
    'LEG',
  ])
  expect((await getMethodTree(ctx.db, tableMethod)).revision).toBe('B')
  await expect(storeLevel(ctx, frozen.id, levelOf({}))).rejects.toThrow('former revision A')
  await expect(startRevision(ctx, id.table, { revision: 'A', reason: '' })).rejects.toThrow(
    'has had a revision A before',
  )
})

describe('where an item is used', () => {
  test('is shown level by level with the quantity in each parent', async () => {
    const { ctx, id } = await tableShop()
    expect(
      (await whereUsed(ctx.db, id.blank, false)).rows.map((r) => [r.parentNumber, r.totalQuantityPer, r.top]),
    ).toEqual([['LEG', 1, false]])
    expect(
      (await whereUsed(ctx.db, id.blank, true)).rows.map((r) => [r.depth, r.path, r.totalQuantityPer, r.top]),
    ).toEqual([
      [1, 'BLANK › LEG', 1, false],
      [2, 'BLANK › LEG › TABLE', 4, true],
    ])
  })

  test('it is replaced on the lines chosen, at a factor, or refused by name', async () => {
    const { ctx, shop, id, legMethod, tableMethod } = await tableShop()
    const rows = await previewReplace(ctx.db, { fromItemId: id.blank, toItemId: id.oak, factor: 1.5 })
    expect(rows.map((r) => [r.parentNumber, r.quantityPer, r.newQuantityPer, r.whyNot])).toEqual([['LEG', 1, 1.5, []]])
    expect(
      await massReplace(ctx, {
        fromItemId: id.blank,
        toItemId: id.oak,
        factor: 1.5,
        materialIds: rows.map((r) => r.materialId),
      }),
    ).toEqual({ replaced: 1 })
    expect((await getMethodTree(ctx.db, legMethod)).materials.map((m) => [m.itemNumber, m.quantityPer])).toEqual([
      ['OAK', 1.5],
    ])
    const circular = await previewReplace(ctx.db, { fromItemId: id.oak, toItemId: id.table, factor: 1 })
    expect(circular[0]?.whyNot[0]?.message).toContain('TABLE is made from LEG is made from TABLE')
    await expect(
      massReplace(ctx, {
        fromItemId: id.oak,
        toItemId: id.table,
        factor: 1,
        materialIds: circular.map((r) => r.materialId),
      }),
    ).rejects.toThrow('LEG line 1: TABLE is made from LEG')
    const meter = await ctx.db.execute<{ id: number }>(
      `insert into units (code, name, dimension, factor, decimals) values ('m','Meter','length',1,2) returning id`,
    )
    const rod = await shop.item('ROD', 2, { stockUnitId: Number(meter.rows[0]?.id) })
    expect(
      (await previewReplace(ctx.db, { fromItemId: id.top, toItemId: rod, factor: 1 }))[0]?.whyNot.map((r) => r.code),
    ).toEqual(['replace.units'])
    expect((await estimateMethod(ctx.db, tableMethod, 1)).costs.material).toBe(4 * 1.5 * 7 + 90)
  })
})

test('an item is found by the number that the customer calls it', async () => {
  const { ctx, id } = await tableShop()
  const party = await createMaster(
    ctx,
    partyMaster,
    parties,
    recordShape(partyMaster).parse({ code: 'C-1', name: 'Northwind Cafés', customer: true }),
  )
  await ctx.db.insert(customerPartNumbers).values({ partyId: party.id, itemId: id.leg, partNumber: '77-4410' })
  expect(await findItems(ctx.db, { q: '77-44' })).toMatchObject([
    { number: 'LEG', customerPartNumber: '77-4410', customer: 'Northwind Cafés' },
  ])
  expect((await findItems(ctx.db, { q: 'le' })).map((i) => i.number)).toEqual(['LEG', 'TABLE'])
  expect(await findItems(ctx.db, { q: '77-44', customerId: party.id + 1 })).toEqual([])
  await ctx.db.update(items).set({ archived: true }).where(eq(items.id, id.leg))
  expect(await findItems(ctx.db, { q: '77-44' })).toEqual([])
})
