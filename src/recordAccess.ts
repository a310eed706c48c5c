import { getTableName, is } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import * as item from './catalog/item.tables.ts'
import * as method from './catalog/method.tables.ts'
import * as revision from './catalog/revision.tables.ts'
import type { Permission } from './core/permissions.model.ts'
import type { RecordAccess } from './core/recordAccess.model.ts'
import * as cost from './costing/cost.tables.ts'
import * as delivery from './delivery/delivery.tables.ts'
import * as stock from './inventory/stock.tables.ts'
import * as job from './jobs/job.tables.ts'
import * as dispatch from './outsourcing/dispatch.tables.ts'
import * as party from './parties/party.tables.ts'
import * as plan from './planning/plan.tables.ts'
import * as plant from './plant/plant.tables.ts'
import * as purchase from './purchasing/purchase.tables.ts'
import * as test from './quality/test.tables.ts'
import * as sales from './sales/sales.tables.ts'
import * as time from './shopfloor/time.tables.ts'

/** A record shows its history, comments and files to whoever may see its area. */
const areas: readonly [reads: Permission, writes: Permission, tables: object][] = [
  ['parties.read', 'parties.write', party],
  ['plant.read', 'plant.write', plant],
  ['catalog.read', 'catalog.write', { ...item, ...revision, ...method }],
  ['inventory.read', 'inventory.write', stock],
  ['sales.read', 'sales.write', sales],
  ['jobs.read', 'jobs.write', job],
  ['costing.read', 'costing.write', cost],
  ['quality.read', 'quality.record', test],
  ['purchasing.read', 'purchasing.write', purchase],
  ['outsourcing.read', 'outsourcing.write', dispatch],
  ['shopfloor.read', 'shopfloor.correct', time],
  ['delivery.read', 'delivery.write', delivery],
  // What planners did and tried tells what lateness and outside work cost.
  ['costing.read', 'planning.write', { ...plan, promiseHolds: undefined }],
  ['planning.read', 'planning.write', { promiseHolds: plan.promiseHolds }],
]

export const recordAccess: RecordAccess = new Map(
  areas.flatMap(([reads, writes, tables]) =>
    Object.values(tables)
      .filter((t) => is(t, PgTable))
      .map((t) => [getTableName(t), { reads, writes }]),
  ),
)
