import { asc, eq, sql } from 'drizzle-orm'
import { items } from '../catalog/item.tables.ts'
import type { Db } from '../core/ctx.ts'
import type { ListInput } from '../core/list.model.ts'
import { runList } from '../core/list.queries.ts'
import { found } from '../core/missing.ts'
import { withGauges } from './gauge.queries.ts'
import { type TestPlan, testPlanList } from './test.model.ts'
import { testCharacteristics, testPlans } from './test.tables.ts'

export async function getTestPlan(db: Db, id: number): Promise<TestPlan> {
  const [row] = await db
    .select({
      plan: testPlans,
      itemNumber: items.number,
      itemName: items.name,
      tracking: items.tracking,
      tests: sql`(select count(*) from tests t where t.plan_id = ${testPlans.id})`.mapWith(Number),
    })
    .from(testPlans)
    .innerJoin(items, eq(items.id, testPlans.itemId))
    .where(eq(testPlans.id, id))
  const { plan, ...facts } = found(row, 'test plan', id)
  const characteristics = await db
    .select()
    .from(testCharacteristics)
    .where(eq(testCharacteristics.planId, id))
    .orderBy(asc(testCharacteristics.line))
  return { ...plan, ...facts, characteristics: await withGauges(db, characteristics) }
}

export const listTestPlans = (db: Db, input: ListInput) =>
  runList(
    db,
    testPlanList,
    sql`select p.id, p.item_id as "itemId", i.number as item, i.name as "itemName", p.name, p.revision, p.current, p.sample,
        p.sample_size as "sampleSize", p.certificate_required as "certificateRequired",
        (select count(*) from test_characteristics c where c.plan_id = p.id) as characteristics,
        (select count(*) from tests t where t.plan_id = p.id) as tests
      from test_plans p join items i on i.id = p.item_id`,
    { ...input, filter: { current: 'true', ...input.filter } },
  )
