import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../core/ctx.ts'
import type { ListInput } from '../core/list.model.ts'
import { runList } from '../core/list.queries.ts'
import { found } from '../core/missing.ts'
import { row, rowsOf } from '../core/rows.ts'
import { setupTimes, workCenters } from '../plant/plant.tables.ts'
import { downtimeList, type SetupMatrix } from './shopTimes.contract.ts'

export const listDowntime = (db: Db, now: string, input: ListInput) =>
  runList(
    db,
    downtimeList,
    sql`select t.id, t.kind, coalesce(m.code || ' ' || m.name, c.code || ' ' || c.name) as place,
        case when t.from_at > ${now}::timestamptz then 'coming' when t.to_at > ${now}::timestamptz then 'underWay' else 'over' end as state,
        t.work_center_id as "workCenterId", t.machine_id as "machineId", t.from_at as "fromAt", t.to_at as "toAt",
        round(extract(epoch from t.to_at - t.from_at)::numeric / 3600, 2) as hours, t.reason,
        coalesce((select a.actor from audit_log a where a.table_name = 'center_times' and a.record_id = t.id order by a.id desc limit 1), '') as by
      from center_times t join work_centers c on c.id = t.work_center_id left join machines m on m.id = t.machine_id`,
    input,
  )

export async function getSetupMatrix(db: Db, workCenterId: number): Promise<SetupMatrix> {
  const [center] = await db.select({ id: workCenters.id }).from(workCenters).where(eq(workCenters.id, workCenterId))
  found(center, 'work center', workCenterId)
  const times = await db
    .select({
      fromFamily: setupTimes.fromFamily,
      toFamily: setupTimes.toFamily,
      setupMinutes: setupTimes.setupMinutes,
    })
    .from(setupTimes)
    .where(and(eq(setupTimes.workCenterId, workCenterId), eq(setupTimes.archived, false)))
    .orderBy(setupTimes.fromFamily, setupTimes.toFamily)
  const named = await rowsOf(
    db,
    sql`select distinct o.setup_family as family from method_operations o where o.work_center_id = ${workCenterId} and o.setup_family <> ''`,
    z.object({ family: row.text }),
  )
  const families = new Set([...times.flatMap((t) => [t.fromFamily, t.toFamily]), ...named.map((n) => n.family)])
  return { workCenterId, families: [...families].sort((a, b) => a.localeCompare(b)), times }
}
