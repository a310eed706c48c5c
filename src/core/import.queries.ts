import { sql } from 'drizzle-orm'
import { company } from './company.tables.ts'
import type { Ctx, Db } from './ctx.ts'
import {
  type DayOrder,
  type DecimalMark,
  type Fault,
  type ImportCounts,
  type ImportInput,
  type ImportPreview,
  listedFaults,
  listedRecords,
  maximumImportBytes,
} from './import.model.ts'
import { guessHeadingRow, guessMapping } from './importGuess.rules.ts'
import { fault, guessNotation, type Mapped, readTableRows } from './importRead.rules.ts'
import { readRows, readTable, readText, type Table } from './importTable.ts'
import type { ImportPlan, ImportTarget } from './importTarget.ts'
import { isBlank } from './importValue.rules.ts'
import { defineList } from './list.model.ts'
import { refuse, unless } from './refusal.ts'

export const importList = defineList({
  name: 'imports',
  columns: {
    id: { kind: 'id' },
    target: { kind: 'text', search: true },
    fileName: { kind: 'text', search: true },
    rows: { kind: 'integer' },
    by: { kind: 'text', search: true },
    at: { kind: 'instant' },
    undoneAt: { kind: 'instant', optional: true },
  },
  sort: [{ column: 'at', direction: 'descending' }],
})

export const importsFrom = sql`select id, target, file_name as "fileName", rows, by, at, undone_at as "undoneAt" from imports`

async function tableOf(input: ImportInput): Promise<Table> {
  const { source } = input
  if ('rows' in source) return readRows(source.rows)
  if ('base64' in source) {
    unless(refuse(!/^[A-Za-z0-9+/]*={0,2}$/.test(source.base64), 'import.base64', 'The file is not valid base64.'))
    return readTable(Buffer.from(source.base64, 'base64'), input)
  }
  unless(
    refuse(Buffer.byteLength(source.text) > maximumImportBytes, 'import.too-large', 'A file may have at most 25 MB.'),
  )
  return readText(source.text, input)
}

/** How the company itself writes numbers and days; used where the table proves neither. */
async function companyNotation(db: Db): Promise<{ decimalMark: DecimalMark; dayOrder: DayOrder }> {
  const [row] = await db.select({ locale: company.locale }).from(company).limit(1)
  const locale =
    Intl.NumberFormat.supportedLocalesOf(
      [row?.locale ?? 'en-US'].filter((l) => /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(l)),
    )[0] ?? 'en-US'
  const day = new Intl.DateTimeFormat(locale)
    .formatToParts(new Date('2026-01-02T00:00:00Z'))
    .find((p) => p.type === 'day' || p.type === 'month')
  return {
    decimalMark: new Intl.NumberFormat(locale).format(1.5).includes(',') ? 'comma' : 'point',
    dayOrder: day?.type === 'month' ? 'monthFirst' : 'dayFirst',
  }
}

export type PreparedImport = { preview: ImportPreview; plan: ImportPlan; faults: Fault[]; counts: ImportCounts }

function mappingFaults(mapping: readonly (string | null)[], target: ImportTarget): Fault[] {
  const faults: Fault[] = []
  for (const [i, name] of mapping.entries()) {
    if (name === null) continue
    const field = target.fields.find((f) => f.name === name)
    if (!field) faults.push(fault(0, 'no-field', `There is no field ${name}.`, { column: i + 1 }))
    else if (!field.many && mapping.indexOf(name) !== i)
      faults.push(fault(0, 'field-twice', `Two columns are mapped to ${name}.`, { column: i + 1 }))
  }
  if (mapping.every((m) => m === null))
    faults.push(fault(0, 'nothing-mapped', 'No column is mapped to a field. Choose what each column holds.'))
  return faults
}

const guessedMapping = (target: ImportTarget, headings: readonly string[], body: readonly (readonly string[])[]) => {
  const mapping = guessMapping(headings, body, target.fields)
  return target.refine?.(mapping, body) ?? mapping
}

/** Reads the table, guesses what was not said, and plans the import with every fault; writes nothing. */
export async function prepareImport(ctx: Ctx, target: ImportTarget, input: ImportInput): Promise<PreparedImport> {
  const table = await tableOf(input)
  const headingRow = Math.min(input.headingRow ?? guessHeadingRow(table.rows, target.fields), table.rows.length)
  const width = table.rows.reduce((w, r) => Math.max(w, r.length), 0)
  const headings = Array.from({ length: width }, (_, i) =>
    headingRow > 0 ? (table.rows[headingRow - 1]?.[i] ?? '').trim() : '',
  )
  const body = table.rows.slice(headingRow)
  const chosen = input.mapping ?? guessedMapping(target, headings, body)
  const mapping = Array.from({ length: width }, (_, i) => chosen[i] ?? null)
  const home = await companyNotation(ctx.db)
  const otherwise = table.sheet === null ? home : { ...home, decimalMark: 'point' as const }
  const notation = guessNotation(body, { mapping, fields: target.fields }, otherwise)
  const mapped: Mapped = {
    headings,
    mapping,
    fields: target.fields,
    constants: { ...target.constants, ...input.constants },
    decimalMark: input.decimalMark ?? notation.decimalMark,
    dayOrder: input.dayOrder ?? notation.dayOrder,
  }

  const wrongMapping = mappingFaults(mapping, target)
  const read = readTableRows(
    table.rows,
    headingRow,
    wrongMapping.some((f) => f.code !== 'import.nothing-mapped')
      ? { ...mapped, mapping: mapping.map(() => null) }
      : mapped,
  )
  const noParent =
    target.needsParent && input.parentId === undefined && input.newParent === undefined
      ? [fault(0, 'no-parent', 'Choose the item that this is for.')]
      : []
  const plan: ImportPlan =
    wrongMapping.length > 0 || (read.rows.length === 0 && read.faults.length === 0)
      ? {
          faults:
            read.rows.length === 0 && wrongMapping.length === 0
              ? [fault(0, 'no-rows', 'There are headings but no rows.')]
              : [],
          records: [],
          write: async () => {},
        }
      : await target.plan(ctx, read.rows, mapped, input)
  const faults = [
    ...wrongMapping,
    ...noParent,
    ...read.faults.filter((f) => !plan.leftOut?.has(f.row)),
    ...plan.faults,
  ].sort((a, b) => a.row - b.row || (a.column ?? 0) - (b.column ?? 0))
  const counts = countsOf(read.rows.length, read.blank, plan, faults)
  const preview: ImportPreview = {
    target: target.name,
    encoding: table.encoding,
    delimiter: table.delimiter,
    sheet: table.sheet,
    sheets: table.sheets,
    headingRow,
    decimalMark: mapped.decimalMark,
    dayOrder: mapped.dayOrder,
    columns: headings.map((heading, i) => ({
      heading,
      field: mapping[i] ?? null,
      samples: body
        .map((r) => (r[i] ?? '').trim().slice(0, 200))
        .filter((t) => !isBlank(t))
        .slice(0, 3),
    })),
    fields: [...target.fields],
    needsParent: target.needsParent,
    counts,
    faults: faults.slice(0, listedFaults),
    records: plan.records.slice(0, listedRecords),
    rows: input.withRows ? table.rows : null,
  }
  return { preview, plan, faults, counts }
}

function countsOf(rows: number, blank: number, plan: ImportPlan, faults: readonly Fault[]): ImportCounts {
  const counts = { rows, blank, create: 0, change: 0, same: 0, skip: 0, faults: 0, warnings: 0 }
  for (const r of plan.records) counts[r.act]++
  for (const f of faults) counts[f.kind === 'fault' ? 'faults' : 'warnings']++
  return counts
}
