/**
 * How long a large method takes: a chain of levels with many lines is exploded, rolled up, estimated with its reasons, and
 * read from PostgreSQL. Run: node bench/rollUp.ts [lines] [levels]. Prints the best and the median of several runs.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { estimateOf, workCentersOf } from '../src/catalog/estimate.rules.ts'
import { items } from '../src/catalog/item.tables.ts'
import { ensureMasterMethod, storeLevel } from '../src/catalog/method.commands.ts'
import { getMethodTree } from '../src/catalog/method.queries.ts'
import { levelOf, testShop } from '../src/catalog/testCatalog.ts'
import { createCompany } from '../src/core/company.commands.ts'
import { type Ctx, systemActor } from '../src/core/ctx.ts'
import { migrateDatabase, openDatabase } from '../src/core/database.ts'
import { startEmbeddedPostgres } from '../src/core/embeddedPostgres.ts'
import { explode, type RollUpLevel, rollUp } from '../src/engines/costing/rollUp.ts'
import { ratesOf } from '../src/plant/rate.queries.ts'

const lines = Number(process.argv[2] ?? 20_000)
const levels = Number(process.argv[3] ?? 10)
const perLevel = Math.round(lines / levels)
const operationsPerLevel = 20

async function measure(name: string, times: number, act: () => unknown): Promise<void> {
  const took: number[] = []
  for (let i = 0; i < times; i++) {
    const start = performance.now()
    await act()
    took.push(performance.now() - start)
  }
  took.sort((a, b) => a - b)
  console.log(
    `${name.padEnd(52)} best ${took[0]?.toFixed(0).padStart(5)} ms   median ${took[took.length >> 1]?.toFixed(0).padStart(5)} ms`,
  )
}

const problem = (): RollUpLevel[] =>
  Array.from({ length: levels }, (_, l) => ({
    operations: Array.from({ length: operationsPerLevel }, (_, k) => ({
      id: k,
      kind: 'inside' as const,
      setupMinutes: 20,
      runMinutes: 0.4 + k,
      crew: 1,
      attendedPercent: 80,
      scrapPercent: k % 5 === 0 ? 1 : 0,
      laborRatePerHour: 38,
      machineRatePerHour: 12.5,
      overheadDriver: 'machineHours' as const,
      overheadRate: 9,
      unitPrice: 0,
      minimumCharge: 0,
      toolingCost: 0,
    })),
    materials: Array.from({ length: perLevel }, (_, k) => ({
      id: k,
      quantityPer: 1 + (k % 7) / 10,
      fixedQuantity: k % 3,
      scrapPercent: k % 4,
      operation: k % operationsPerLevel,
      unitCost: 0.37 + k / 100,
      level: k === 0 && l + 1 < levels ? l + 1 : null,
    })),
  }))

async function fill(ctx: Ctx): Promise<number> {
  const shop = await testShop(ctx)
  const center = await shop.workCenter('MILL', 12.5, { overheadDriver: 'machineHours', overheadRate: 9 })
  const made: number[] = []
  for (let l = 0; l < levels; l++) made.push(await shop.item(`LEVEL-${l}`))
  const bought: number[] = []
  const blank = {
    family: '',
    stockUnitId: shop.unit.id,
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
    kind: 'bought',
  } as const
  for (let i = 0; i < lines; i += 1000) {
    const rows = Array.from({ length: Math.min(1000, lines - i) }, (_, k) => ({
      ...blank,
      number: `PART-${i + k}`,
      name: `Part ${i + k}`,
      standardCost: 0.37 + (k % 900) / 100,
    }))
    bought.push(...(await ctx.db.insert(items).values(rows).returning({ id: items.id })).map((r) => r.id))
  }
  for (let l = levels - 1; l >= 0; l--) {
    const parts = bought
      .slice(l * perLevel, (l + 1) * perLevel - 1)
      .map((itemId) => ({ itemId, quantityPer: 2, scrapPercent: 1, operationSequence: 10 }))
    const child = made[l + 1]
    const level = levelOf({
      operations: Array.from({ length: operationsPerLevel }, () => ({
        workCenterId: center,
        setupMinutes: 20,
        runMinutes: 1.4,
      })),
      materials: [
        ...(child === undefined ? [] : [{ itemId: child, supply: 'make' as const, quantityPer: 1 }]),
        ...parts,
      ],
    })
    await storeLevel(ctx, await ensureMasterMethod(ctx, made[l] ?? 0), level)
  }
  return ensureMasterMethod(ctx, made[0] ?? 0)
}

console.log(`${levels} levels, ${perLevel * levels} lines, ${levels * operationsPerLevel} operations`)
const made = problem()
await measure('explode', 15, () => explode({ quantity: 10, levels: made }))
await measure('roll up (explosion included)', 15, () => rollUp({ quantity: 10, levels: made }))

const folder = mkdtempSync(join(tmpdir(), 'fettle-bench-'))
const server = await startEmbeddedPostgres(join(folder, 'data'), () => {})
const database = openDatabase(server.url)
try {
  await migrateDatabase(database)
  const ctx: Ctx = { db: database.db, actor: systemActor, now: new Date().toISOString() }
  await createCompany(ctx, { name: 'Bench', currency: 'USD', timeZone: 'UTC', locale: 'en-US', sample: '' })
  const start = performance.now()
  const methodId = await fill(ctx)
  console.log(`stored in ${((performance.now() - start) / 1000).toFixed(1)} s`)
  await database.pool.query('analyze')
  await measure('read the whole tree from PostgreSQL', 9, () => getMethodTree(ctx.db, methodId))
  const tree = await getMethodTree(ctx.db, methodId)
  const rates = await ratesOf(ctx.db, workCentersOf(tree))
  await measure('estimate a read tree, with all reasons', 9, () => estimateOf(tree, rates, 10))
} finally {
  await database.close()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
