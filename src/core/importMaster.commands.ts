import { getTableName, sql } from 'drizzle-orm'
import type { Ctx } from './ctx.ts'
import { importFieldsOf, type MasterChange, type MasterPlan, planMaster } from './importMaster.queries.ts'
import { recordAfter, recordBefore } from './importRecord.commands.ts'
import type { ImportTarget } from './importTarget.ts'
import type { Master } from './master.model.ts'
import { columnName, type MasterTable } from './master.queries.ts'

/** Rows sent to PostgreSQL in one statement. */
const chunkSize = 2000
const chunks = <T>(rows: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(rows.length / chunkSize) }, (_, i) => rows.slice(i * chunkSize, (i + 1) * chunkSize))

const asColumns = (values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(values).map(([n, v]) => [columnName(n), v]))

/** Makes records of a table from whole rows, in few statements however many there are; answers with their ids in order. */
export async function insertRecords(
  tx: Ctx,
  importId: number,
  table: string,
  fields: readonly string[],
  records: readonly Record<string, unknown>[],
): Promise<number[]> {
  const columns = sql.raw([...fields, 'archived'].map((n) => `"${columnName(n)}"`).join(', '))
  const ids: number[] = []
  for (const some of chunks(records)) {
    const json = JSON.stringify(some.map((r) => asColumns({ ...r, archived: false })))
    const { rows } = await tx.db.execute<{ id: string }>(
      sql`insert into ${sql.identifier(table)} (${columns}) select ${columns} from jsonb_populate_recordset(null::${sql.identifier(table)}, ${json}::jsonb) returning id`,
    )
    const made = rows.map((r) => Number(r.id))
    await recordAfter(tx, importId, table, made)
    ids.push(...made)
  }
  return ids
}

async function updateRecords(
  tx: Ctx,
  importId: number,
  table: string,
  fields: readonly string[],
  changes: readonly MasterChange[],
): Promise<void> {
  const set = sql.raw(fields.map((n) => `"${columnName(n)}" = p."${columnName(n)}"`).join(', '))
  for (const some of chunks(changes)) {
    const ids = some.map((c) => c.id)
    await recordBefore(tx, importId, table, ids)
    const json = JSON.stringify(some.map((c) => asColumns({ ...c.values, id: c.id })))
    await tx.db.execute(
      sql`update ${sql.identifier(table)} t set ${set} from jsonb_populate_recordset(null::${sql.identifier(table)}, ${json}::jsonb) p where t.id = p.id`,
    )
    await recordAfter(tx, importId, table, ids)
  }
}

const writeMaster = async (
  tx: Ctx,
  importId: number,
  master: Master,
  table: MasterTable,
  plan: MasterPlan,
): Promise<void> => {
  await insertRecords(tx, importId, getTableName(table), Object.keys(master.fields), plan.creates)
  if (plan.changedFields.length > 0)
    await updateRecords(tx, importId, getTableName(table), plan.changedFields, plan.changes)
}

/** Every master is a target by its own name; `constants` make special ones, such as customers among the parties. */
export const masterTarget = (
  master: Master,
  table: MasterTable,
  special: { name?: string; constants?: Readonly<Record<string, string>> } = {},
): ImportTarget => ({
  name: special.name ?? master.name,
  needs: master.needs.write,
  fields: importFieldsOf(master),
  needsParent: false,
  constants: special.constants ?? {},
  plan: async (ctx, rows, mapped) => {
    const plan = await planMaster(ctx, master, table, rows, mapped)
    return {
      faults: plan.faults,
      records: plan.records,
      write: (tx, importId) => writeMaster(tx, importId, master, table, plan),
    }
  },
})
