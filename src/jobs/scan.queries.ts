import { and, eq, ne, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { Ctx } from '../core/ctx.ts'
import { mayDo } from '../core/permissions.model.ts'
import { type Finder, findRecords } from '../core/search.queries.ts'
import { employees } from '../plant/plant.tables.ts'
import { workOrders } from './job.tables.ts'
import type { Scanned as ScannedShape } from './scan.contract.ts'
import { travellerOf } from './traveller.queries.ts'
import { outdated, readPrintedCode } from './traveller.rules.ts'

type Scanned = z.infer<typeof ScannedShape>
type Reader = Pick<Ctx, 'db' | 'actor'>

/** A work order or one of its operations, with a warning when the paper that was scanned is older than the work order. */
async function scanTraveller({ db, actor }: Reader, code: string): Promise<Scanned[]> {
  const printed = readPrintedCode(code)
  if (!printed || !mayDo(actor.roles, 'jobs.read')) return []
  const [row] = await db.select({ id: workOrders.id }).from(workOrders).where(eq(sql`lower(${workOrders.number})`, printed.workOrder.toLowerCase()))
  if (!row) return []
  const { workOrder: w, level, codes } = await travellerOf(db, row.id)
  const operation = level.operations.find((o) => o.sequence === printed.sequence)
  const warning = outdated({ ...printed, workOrder: w.number }, { whole: codes.whole, part: operation ? (codes.parts.get(operation.sequence) ?? null) : null })
  const path = `/jobs/${w.jobId}`
  if (operation) return [{ kind: 'operation', id: operation.id, number: `${w.number}/${operation.sequence}`, label: `${operation.name} · ${w.itemName}`, path, warning }]
  const missing = printed.sequence === null || warning ? warning : `${w.number} has no operation ${printed.sequence}.`
  return [{ kind: 'workOrder', id: w.id, number: w.number, label: `${w.itemNumber} · ${w.itemName}`, path, warning: missing }]
}

async function scanBadge({ db, actor }: Reader, code: string): Promise<Scanned[]> {
  if (!mayDo(actor.roles, 'plant.read')) return []
  const rows = await db.select().from(employees).where(and(eq(employees.badge, code), ne(employees.badge, ''), eq(employees.archived, false)))
  return rows.map((e) => ({ kind: 'employee', id: e.id, number: e.number, label: e.name, path: `/employees/${e.id}`, warning: '' }))
}

/** What a code stands for: a traveller first, then a badge, then every record of exactly that number. */
export async function scan(reader: Reader, finders: readonly Finder[], code: string): Promise<Scanned[]> {
  const traveller = await scanTraveller(reader, code)
  if (traveller.length > 0) return traveller
  const badge = await scanBadge(reader, code)
  const numbered = (await findRecords(reader, finders, code)).filter((r) => r.number.toLowerCase() === code.toLowerCase() && !badge.some((b) => b.kind === r.kind && b.id === r.id))
  return [...badge, ...numbered.map((r) => ({ ...r, warning: '' }))]
}
