import { asc, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../core/ctx.ts'
import type { ListInput } from '../core/list.model.ts'
import { runList } from '../core/list.queries.ts'
import { found } from '../core/missing.ts'
import { row, rowsOf } from '../core/rows.ts'
import { jobStatuses } from '../jobs/job.model.ts'
import { operationsOf } from '../jobs/job.queries.ts'
import { withGauges } from './gauge.queries.ts'
import { type Test, testList, testResultList } from './test.model.ts'
import {
  missingResults,
  waitsForRework,
  whyNotDispose,
  whyNotRecord,
  whyNotRelease,
  whyNotRework,
  whyNotSplit,
  whyNotTestAll,
} from './test.rules.ts'
import { testCharacteristics, testResults, tests } from './test.tables.ts'

const Link = z.object({ id: row.id, number: row.text })
const Around = z.object({
  plan: z.object({
    id: row.id,
    name: z.string(),
    revision: row.id,
    instructions: z.string(),
    certificateRequired: z.boolean(),
  }),
  itemNumber: row.text,
  itemName: row.text,
  unit: row.text,
  workOrderNumber: row.text.nullable(),
  jobId: row.id.nullable(),
  jobNumber: row.text.nullable(),
  jobStatus: z.enum(jobStatuses).nullable(),
  salesOrderId: row.id.nullable(),
  orderNumber: row.text.nullable(),
  customer: row.text.nullable(),
  promisedOn: row.day.nullable(),
  lotNumber: row.text.nullable(),
  reworkOperation: row.text.nullable(),
  retestOf: Link.nullable(),
  splitFrom: Link.nullable(),
  retests: z.array(Link),
})

const around = async (db: Db, id: number) => {
  const [facts] = await rowsOf(
    db,
    sql`select json_build_object('id', p.id, 'name', p.name, 'revision', p.revision, 'instructions', p.instructions, 'certificateRequired', p.certificate_required) as plan,
        i.number as "itemNumber", i.name as "itemName", u.code as unit, w.number as "workOrderNumber",
        j.id as "jobId", j.number as "jobNumber", j.status as "jobStatus", o.id as "salesOrderId", o.number as "orderNumber", c.name as customer,
        ol.current_promise_on::text as "promisedOn", l.number as "lotNumber", op.sequence || ' ' || op.name as "reworkOperation",
        case when r.id is not null then json_build_object('id', r.id, 'number', r.number) end as "retestOf",
        case when s.id is not null then json_build_object('id', s.id, 'number', s.number) end as "splitFrom",
        coalesce((select json_agg(json_build_object('id', x.id, 'number', x.number) order by x.id) from tests x where x.retest_of_id = t.id), '[]'::json) as retests
      from tests t join test_plans p on p.id = t.plan_id join items i on i.id = t.item_id join units u on u.id = i.stock_unit_id
      left join work_orders w on w.id = t.work_order_id left join jobs j on j.id = w.job_id
      left join sales_order_lines ol on ol.id = w.sales_order_line_id left join sales_orders o on o.id = ol.sales_order_id
      left join parties c on c.id = o.customer_id left join lots l on l.id = t.lot_id
      left join method_operations op on op.id = t.rework_operation_id left join tests r on r.id = t.retest_of_id left join tests s on s.id = t.split_from_id
      where t.id = ${id}`,
    Around,
  )
  return found(facts, 'test', id)
}

export async function getTest(db: Db, id: number): Promise<Test> {
  const [test] = await db.select().from(tests).where(eq(tests.id, id))
  const {
    planId,
    reworkOperationId: _operation,
    retestOfId: _retest,
    splitFromId: _split,
    ...own
  } = found(test, 'test', id)
  const characteristics = await db
    .select()
    .from(testCharacteristics)
    .where(eq(testCharacteristics.planId, planId))
    .orderBy(asc(testCharacteristics.line))
  const results = await db
    .select()
    .from(testResults)
    .where(eq(testResults.testId, id))
    .orderBy(asc(testResults.piece), asc(testResults.characteristicId))
  const { jobStatus, ...facts } = await around(db, id)
  const operations = own.workOrderId === null ? [] : await operationsOf(db, [own.workOrderId])
  const judged = { status: own.status, sampleQuantity: own.sampleQuantity, characteristics, results }
  return {
    ...own,
    ...facts,
    characteristics: await withGauges(db, characteristics),
    results: results.map(({ id: _id, testId: _testId, ...r }) => r),
    missing: missingResults(judged).length,
    operations: operations.map(({ operation: o }) => ({ id: o.id, sequence: o.sequence, name: o.name })),
    whyNot: {
      record: whyNotRecord(own.status),
      release: whyNotRelease(judged),
      dispose: whyNotDispose(own.status, waitsForRework(own)),
      rework: whyNotRework({ ...own, reworked: own.reworkedAt !== null, jobStatus }),
      testAll: whyNotTestAll(own),
      split: whyNotSplit(own),
    },
  }
}

/** Ages count to `now`, which for a page is the request's instant. */
export const listTests = (db: Db, input: ListInput, now: string) =>
  runList(
    db,
    testList,
    sql`select t.id, t.number, t.status, i.number as item, i.name as "itemName", l.number as lot, t.quantity, t.sample_quantity as "sampleQuantity",
        (select count(*) from test_results r where r.test_id = t.id) as recorded,
        ((select count(*) from test_characteristics c where c.plan_id = t.plan_id) * t.sample_quantity)::bigint as expected,
        (select count(*) from test_results r where r.test_id = t.id and not r.passed) as failed,
        w.id as "workOrderId", w.number as "workOrder", o.id as "salesOrderId", o.number as "order", c.name as customer, ol.current_promise_on::text as "promisedOn",
        round((extract(epoch from coalesce(t.decided_at, ${now}::timestamptz) - t.created_at) / 3600)::numeric, 1) as "ageHours",
        t.created_at as "createdAt", t.decided_at as "decidedAt", t.decided_by as "decidedBy", t.disposition
      from tests t join items i on i.id = t.item_id left join lots l on l.id = t.lot_id left join work_orders w on w.id = t.work_order_id
      left join sales_order_lines ol on ol.id = w.sales_order_line_id left join sales_orders o on o.id = ol.sales_order_id left join parties c on c.id = o.customer_id`,
    input,
  )

export const listTestResults = (db: Db, input: ListInput) =>
  runList(
    db,
    testResultList,
    sql`select r.id, t.id as "testId", t.number as test, i.number as item, l.number as lot, w.number as "workOrder", c.name as characteristic, c.kind,
        r.piece, r.measured, c.unit, c.nominal, c.lower_limit as "lowerLimit", c.upper_limit as "upperLimit", r.passed, c.instrument, r.by, r.at
      from test_results r join tests t on t.id = r.test_id join test_characteristics c on c.id = r.characteristic_id join items i on i.id = t.item_id
      left join lots l on l.id = t.lot_id left join work_orders w on w.id = t.work_order_id`,
    input,
  )
