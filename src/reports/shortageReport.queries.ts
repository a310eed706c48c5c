import type { SQL } from 'drizzle-orm'
import type { Ctx } from '../core/ctx.ts'
import { defineList } from '../core/list.model.ts'
import { computedFrom } from '../purchasing/computedList.queries.ts'
import { netAllShown } from '../purchasing/netting.queries.ts'
import { onOrderFor } from '../purchasing/netting.rules.ts'
import { sourcesOf } from '../purchasing/shortage.queries.ts'
import { shortageColumns } from './shopReports.model.ts'

/** The rows of the shortage list, by the same netting as Buy → Shortages, readiness and the plan: one truth for all. */
export async function shortageRows({ db, now }: Pick<Ctx, 'db' | 'now'>): Promise<SQL> {
  const short = (await netAllShown(db, now)).netted.filter((n) => n.short > 0)
  const sources = await sourcesOf(db, [...new Set(short.map((n) => n.itemId))])
  return computedFrom(
    defineList({ name: 'shortageReport', columns: shortageColumns, sort: [] }),
    short.map((n) => ({
      id: n.materialId,
      jobId: n.line.jobId,
      item: n.line.item,
      name: n.line.name,
      unit: n.line.unit,
      job: n.line.job,
      workOrder: n.line.workOrder,
      neededOn: n.neededOn,
      required: n.line.required,
      issued: n.line.issued,
      reserved: n.fromReserved,
      free: n.free,
      onOrder: onOrderFor(n),
      short: n.short,
      expectedOn:
        n.expected
          .map((e) => e.expectedOn)
          .sort()
          .at(-1) ?? null,
      supplier: sources.get(n.itemId)?.supplier ?? null,
    })),
  )
}
