import { eq, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { compareMethods } from '../catalog/compare.rules.ts'
import { items } from '../catalog/item.tables.ts'
import type { MethodTree } from '../catalog/method.model.ts'
import { getMethodTree, masterMethodId } from '../catalog/method.queries.ts'
import type { Db } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { row, rowsOf } from '../core/rows.ts'
import { familyOf } from './family.queries.ts'
import { getWorkOrder, type WorkOrderRow } from './job.queries.ts'
import { type RevisionUse, whyNotInPlace, whyNotNewRevision, whyNotPushBack } from './job.rules.ts'
import type { PushBackPreview } from './workOrder.contract.ts'

/** A level without the levels below it, which are work orders of their own. */
const alone = (level: MethodTree): MethodTree => ({
  ...level,
  materials: level.materials.map((m) => ({ ...m, child: null })),
})
const levelsOf = (tree: MethodTree): MethodTree[] => [
  tree,
  ...tree.materials.flatMap((m) => (m.child ? levelsOf(m.child) : [])),
]

/** How a work order's method stands to its item's own. */
export type Drift = {
  masterDifferences: number
  masterMethodId: number | null
  masterChangedAt: string | null
  copyChanged: boolean
}

const listed = (ids: readonly number[]): SQL =>
  sql.join(
    [0, ...ids].map((id) => sql`${id}`),
    sql`, `,
  )

/** Which copies and masters have been changed since the one was made from the other, by the copy's id. */
const changesSince = async (db: Db, methodIds: readonly number[]) =>
  new Map(
    (
      await rowsOf(
        db,
        sql`select c.id, m.id as "masterMethodId", case when m.changed_at > c.copied_at then m.changed_at end as "masterChangedAt",
            coalesce(c.changed_at > c.copied_at, true) as "copyChanged"
          from methods c join methods m on m.item_id = c.item_id and m.owner = 'item' where c.id in (${listed(methodIds)})`,
        z.object({
          id: row.id,
          masterMethodId: row.id,
          masterChangedAt: row.instant.nullable(),
          copyChanged: row.flag,
        }),
      )
    ).map(({ id, ...since }) => [id, since]),
  )

/** In how many places each work order's method differs from its item's own, level by level, by the method's id. */
export async function driftOf(db: Db, members: readonly WorkOrderRow[]): Promise<Map<number, Drift>> {
  const masters = new Map<number, MethodTree>()
  const drift = new Map<number, Drift>()
  const since = await changesSince(
    db,
    members.map((w) => w.methodId),
  )
  for (const top of members.filter((w) => w.parentId === null)) {
    const master = masters.has(top.itemId) ? undefined : await masterMethodId(db, top.itemId)
    if (master !== undefined)
      for (const level of levelsOf(await getMethodTree(db, master))) masters.set(level.itemId, level)
    for (const level of levelsOf(await getMethodTree(db, top.methodId))) {
      const own = masters.get(level.itemId)
      const masterDifferences = own ? compareMethods(alone(level), alone(own)).length : 0
      const known = since.get(level.id)
      drift.set(level.id, {
        masterDifferences,
        masterMethodId: known?.masterMethodId ?? null,
        masterChangedAt: masterDifferences > 0 ? (known?.masterChangedAt ?? null) : null,
        copyChanged: known?.copyChanged ?? true,
      })
    }
  }
  return drift
}

/** Released work orders outside a family that are made to today's revision of items which would change. */
async function usesOf(db: Db, itemIds: readonly number[], family: readonly number[], topItemId: number) {
  const uses = await rowsOf(
    db,
    sql`select w.number, i.number as item, i.revision, i.id = ${topItemId} as top
      from work_orders w join items i on i.id = w.item_id and i.revision = w.revision
      where w.status in ('released', 'started') and w.item_id in (${listed(itemIds)}) and w.id not in (${listed(family)})
      order by w.id limit 20`,
    z.object({ number: row.text, item: row.text, revision: row.text, top: row.flag }),
  )
  return uses satisfies RevisionUse[]
}

/** What pushing a work order's copy back to the master would change, and why it cannot be done in place or as a new revision. */
export async function previewPushBack(db: Db, id: number): Promise<PushBackPreview> {
  const workOrder = await getWorkOrder(db, id)
  const [row] = await db.select().from(items).where(eq(items.id, workOrder.itemId))
  const item = found(row, 'item', workOrder.itemId)
  const master = await masterMethodId(db, item.id)
  const copy = await getMethodTree(db, workOrder.methodId)
  const before = master === undefined ? undefined : await getMethodTree(db, master)
  const masters = new Map((before ? levelsOf(before) : []).map((l) => [l.itemId, l]))
  const changing = levelsOf(copy).filter((l) => {
    const own = masters.get(l.itemId)
    return !own || compareMethods(alone(own), alone(l)).length > 0
  })
  const differences = before ? compareMethods(before, copy) : []
  const family = (await familyOf(db, workOrder)).map((w) => w.id)
  const uses = await usesOf(
    db,
    changing.map((l) => l.itemId),
    family,
    item.id,
  )
  return {
    item: item.number,
    revision: item.revision,
    differences,
    whyNot: whyNotPushBack({
      number: workOrder.number,
      madeTo: workOrder.revision,
      current: item.revision,
      item: item.number,
      differences: before ? differences.length : 1,
    }),
    whyNotInPlace: whyNotInPlace(uses),
    whyNotNewRevision: whyNotNewRevision(uses),
  }
}
