import { eq, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { insertRecords } from '../core/importMaster.commands.ts'
import { findReferences, labelFinder } from '../core/importMaster.queries.ts'
import { fault, type Mapped, type ReadRow, warning } from '../core/importRead.rules.ts'
import { recordAfter, recordBefore } from '../core/importRecord.commands.ts'
import type { ImportOptions, ImportPlan, ImportTarget } from '../core/importTarget.ts'
import { recordShape } from '../core/master.model.ts'
import { bomFields } from './bomImport.model.ts'
import { planBom } from './bomImport.plan.ts'
import { refineBomMapping } from './bomImport.rules.ts'
import type { BomPlan, BomWorld, Parent } from './bomImport.types.ts'
import { type ItemKind, itemMaster } from './item.model.ts'
import { items, units } from './item.tables.ts'
import { asInput, createMethod, storeLevel } from './method.commands.ts'
import type { Supply } from './method.model.ts'
import { getMethodTree, masterMethodId } from './method.queries.ts'

/** The unit of new parts whose row names none: a piece. */
const pieceCodes = ['pc', 'pcs', 'ea', 'each', 'piece', 'pieces', 'st', 'stk', 'nos', 'unit']
const newPiece = { code: 'pc', name: 'piece', dimension: 'count', factor: 1, decimals: 0 }

async function pieceUnit(ctx: Ctx): Promise<number | undefined> {
  const counts = await ctx.db.select().from(units).where(eq(units.dimension, 'count')).orderBy(units.id)
  const open = counts.filter((u) => !u.archived)
  return (
    open.find((u) => pieceCodes.includes(u.code.toLowerCase()) || pieceCodes.includes(u.name.toLowerCase())) ??
    open.find((u) => u.factor === 1)
  )?.id
}

async function worldOf(ctx: Ctx, parent: Parent): Promise<BomWorld> {
  const all = await ctx.db
    .select({
      id: items.id,
      number: items.number,
      name: items.name,
      kind: items.kind,
      standardCost: items.standardCost,
    })
    .from(items)
  const exact = new Map(all.map((i) => [i.number, i]))
  const folded = new Map(all.map((i) => [i.number.toLowerCase(), i]))
  const supplier = await labelFinder(ctx.db, 'parties')
  return {
    parent,
    itemByNumber: (number) => exact.get(number) ?? folded.get(number.toLowerCase()),
    supplierId: (text) => {
      const found = supplier(text)
      return found && 'id' in found ? found.id : undefined
    },
  }
}

const nothingPlanned = { records: [], write: async () => {} }

async function parentOf(ctx: Ctx, { parentId, newParent }: ImportOptions): Promise<Parent | undefined> {
  const is = parentId !== undefined ? eq(items.id, parentId) : eq(items.number, newParent?.number ?? '')
  const [there] = await ctx.db
    .select({ id: items.id, number: items.number, name: items.name, kind: items.kind })
    .from(items)
    .where(is)
  if (there || !newParent || parentId !== undefined) return there
  return { id: undefined, number: newParent.number, name: newParent.name || newParent.number, kind: 'made' }
}

async function plan(ctx: Ctx, rows: readonly ReadRow[], mapped: Mapped, options: ImportOptions): Promise<ImportPlan> {
  const parent = await parentOf(ctx, options)
  if (!parent)
    return {
      ...nothingPlanned,
      faults: options.parentId === undefined ? [] : [fault(0, 'no-parent', `There is no item ${options.parentId}.`)],
    }
  const faults = await findReferences(ctx, rows, bomFields, mapped)
  const bom = planBom(rows, mapped, await worldOf(ctx, parent))
  const unit = await pieceUnit(ctx)
  if (parent.id === undefined)
    bom.records.unshift({ row: 0, act: 'create', label: `${parent.number} · ${parent.name}`, detail: 'made' })
  if (unit === undefined && needsPiece(bom, parent))
    bom.faults.push(warning(0, 'unit', 'There is no unit for pieces yet; "pc" is made.'))
  if (parent.kind === 'bought' || parent.kind === 'service')
    bom.faults.push(warning(0, 'parent-kind', `${parent.number} is a ${parent.kind} item; it becomes a made one.`))
  faults.push(...(await replaced(ctx, bom, parent)))
  return {
    faults: [...faults, ...bom.faults],
    records: bom.records,
    leftOut: bom.leftOut,
    write: (tx, importId) => write(tx, importId, bom, parent, unit),
  }
}

/** Says where a method that is there already will be replaced. */
async function replaced(ctx: Ctx, bom: BomPlan, parent: Parent) {
  const warnings = []
  for (const owner of bom.levels.keys()) {
    const itemId = owner === '' ? parent.id : bom.existing.get(owner)
    const methodId = itemId === undefined ? undefined : await masterMethodId(ctx.db, itemId)
    if (methodId === undefined) continue
    const { rows } = await ctx.db.execute<{ n: string }>(
      sql`select count(*) as n from method_materials where method_id = ${methodId}`,
    )
    const n = Number(rows[0]?.n ?? 0)
    if (n > 0)
      warnings.push(
        warning(
          0,
          'method-replaced',
          `${owner || parent.number} has a method with ${n} material${n === 1 ? '' : 's'}; they are replaced, its operations stay.`,
        ),
      )
  }
  return warnings
}

const needsPiece = (bom: BomPlan, parent: Parent): boolean =>
  parent.id === undefined || [...bom.newItems.values()].some((i) => i.unitId === undefined)

async function write(
  tx: Ctx,
  importId: number,
  bom: BomPlan,
  parent: Parent,
  piece: number | undefined,
): Promise<void> {
  const unit =
    piece ??
    (needsPiece(bom, parent)
      ? (await insertRecords(tx, importId, 'units', Object.keys(newPiece), [newPiece]))[0]
      : undefined)
  const shape = recordShape(itemMaster)
  const records = [...bom.newItems.values()].map(({ unitId, cost, supplierId, ...i }) =>
    shape.parse({ ...i, stockUnitId: unitId ?? unit, standardCost: cost ?? 0, supplierId: supplierId ?? null }),
  )
  const fields = Object.keys(itemMaster.fields)
  const ids = await insertRecords(tx, importId, 'items', fields, records)
  const parentId =
    parent.id ??
    (
      await insertRecords(tx, importId, 'items', fields, [
        shape.parse({ number: parent.number, name: parent.name, kind: parent.kind, stockUnitId: unit ?? 0 }),
      ])
    )[0] ??
    0
  const idOf = new Map([
    ...bom.existing,
    ...[...bom.newItems.keys()].map((key, i): [string, number] => [key, ids[i] ?? 0]),
  ])
  const owners = [...bom.levels.keys()]
  await becomeMade(
    tx,
    importId,
    owners.flatMap((o) => (o === '' ? [parentId] : bom.existing.has(o) ? [idOf.get(o) ?? 0] : [])),
  )
  const kinds = await kindsOf(tx, [...idOf.values()])
  // Deepest first, so that a level is there before what uses it.
  for (const owner of owners.reverse())
    await writeLevel(
      tx,
      importId,
      owner === '' ? parentId : (idOf.get(owner) ?? 0),
      bom.levels.get(owner) ?? [],
      idOf,
      kinds,
    )
}

/** What has a method is made, whatever it was before. */
async function becomeMade(tx: Ctx, importId: number, ids: readonly number[]): Promise<void> {
  const bought = (await kindsOf(tx, ids))
    .entries()
    .filter(([, kind]) => kind === 'bought' || kind === 'service')
    .map(([id]) => id)
    .toArray()
  await recordBefore(tx, importId, 'items', bought)
  for (const id of bought) await tx.db.update(items).set({ kind: 'made' }).where(eq(items.id, id))
  await recordAfter(tx, importId, 'items', bought)
}

async function kindsOf(tx: Ctx, ids: readonly number[]): Promise<Map<number, ItemKind>> {
  const { rows } = await tx.db.execute<{ id: string; kind: ItemKind }>(
    sql`select id, kind from items where id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)::bigint)`,
  )
  return new Map(rows.map((r) => [Number(r.id), r.kind]))
}

const supplyOf = (kind: ItemKind | undefined): Supply => (kind === 'made' || kind === 'phantom' ? 'make' : 'stock')

const parts = ['method_operations', 'method_materials', 'operation_alternates', 'material_alternates'] as const

/** The ids of everything that belongs to a method, by table. */
async function partsOf(tx: Ctx, methodId: number): Promise<[string, number[]][]> {
  const { rows } = await tx.db.execute<{ table: string; id: string }>(sql`
    select 'method_operations' as table, id from method_operations where method_id = ${methodId}
    union all select 'method_materials', id from method_materials where method_id = ${methodId}
    union all select 'operation_alternates', a.id from operation_alternates a join method_operations o on o.id = a.operation_id where o.method_id = ${methodId}
    union all select 'material_alternates', a.id from material_alternates a join method_materials m on m.id = a.material_id where m.method_id = ${methodId}`)
  return parts.map((table) => [table, rows.filter((r) => r.table === table).map((r) => Number(r.id))])
}

async function writeLevel(
  tx: Ctx,
  importId: number,
  itemId: number,
  lines: readonly { itemKey: string; quantityPer: number; scrapPercent: number; designators: string; note: string }[],
  idOf: ReadonlyMap<string, number>,
  kinds: ReadonlyMap<number, ItemKind>,
): Promise<void> {
  const there = await masterMethodId(tx.db, itemId)
  const [item] = await tx.db
    .select({ revision: items.revision })
    .from(items as PgTable & typeof items)
    .where(eq(items.id, itemId))
  const methodId = there ?? (await createMethod(tx, itemId, 'item', item?.revision ?? ''))
  if (there !== undefined) {
    await recordBefore(tx, importId, 'methods', [methodId])
    for (const [table, ids] of await partsOf(tx, methodId)) await recordBefore(tx, importId, table, ids)
  }
  const operations = there === undefined ? [] : asInput(await getMethodTree(tx.db, methodId)).operations
  const materials = lines.map((l, i) => {
    const id = idOf.get(l.itemKey) ?? 0
    return {
      line: (i + 1) * 10 <= 99_999 ? (i + 1) * 10 : i + 1,
      itemId: id,
      quantityPer: l.quantityPer,
      fixedQuantity: 0,
      scrapPercent: l.scrapPercent,
      supply: supplyOf(kinds.get(id)),
      operationSequence: null,
      designators: l.designators,
      note: l.note,
      alternateItemIds: [],
    }
  })
  await storeLevel(tx, methodId, { operations, materials })
  await recordAfter(tx, importId, 'methods', [methodId])
  for (const [table, ids] of await partsOf(tx, methodId)) await recordAfter(tx, importId, table, ids)
}

/** A bill of materials for one item: makes the parts that are missing and the method with all its levels. */
export const bomTarget: ImportTarget = {
  name: 'bom',
  needs: 'catalog.write',
  fields: bomFields,
  needsParent: true,
  refine: refineBomMapping,
  plan: (ctx, rows, mapped, options) => inTransaction(ctx, (tx) => plan(tx, rows, mapped, options)),
}
