import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import '../routes.ts'
import { company } from '../core/company.tables.ts'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { runImport } from '../core/import.commands.ts'
import { type Fault, type ImportCounts, ImportInput, maximumImportBytes } from '../core/import.model.ts'
import { prepareImport } from '../core/import.queries.ts'
import { importTargets } from '../core/import.routes.ts'
import { StartError } from '../core/startError.ts'
import { withDatabase } from './command.ts'
import type { ImportValues } from './import.ts'
import { cannotRead } from './readFile.ts'
import { UsageError } from './usage.ts'

type Values = ImportValues

const pairs = (texts: readonly string[] | undefined, option: string): [string, string][] =>
  (texts ?? []).map((text) => {
    const at = text.indexOf('=')
    if (at < 1) throw new UsageError(`--${option} ${text} needs the form A=B.`)
    return [text.slice(0, at), text.slice(at + 1)]
  })

async function readFileOrInput(file: string): Promise<Buffer> {
  if (file === '-') {
    const chunks: Buffer[] = []
    let bytes = 0
    for await (const chunk of process.stdin) {
      bytes += (chunk as Buffer).length
      if (bytes > maximumImportBytes) break
      chunks.push(chunk as Buffer)
    }
    if (bytes > maximumImportBytes) throw new StartError('A file may have at most 25 MB.')
    return Buffer.concat(chunks)
  }
  try {
    const { size } = await stat(file)
    if (size > maximumImportBytes) throw new StartError(`${file} has more than 25 MB.`)
    return await readFile(file)
  } catch (error) {
    if (error instanceof StartError) throw error
    throw cannotRead(file, error)
  }
}

function inputOf(target: string, file: string, content: Buffer, values: Values): ImportInput {
  const parsed = ImportInput.safeParse({
    target,
    source: { base64: content.toString('base64') },
    fileName: file === '-' ? 'standard input' : basename(file).slice(0, 200),
    sheet: values.sheet,
    encoding: values.encoding,
    delimiter: values.delimiter === 'tab' ? '\t' : values.delimiter,
    decimalMark: values.decimal,
    constants: Object.fromEntries(pairs(values.set, 'set')),
    newParent: values.parent === undefined ? undefined : { number: values.parent, name: values['parent-name'] ?? '' },
  })
  if (!parsed.success)
    throw new UsageError(parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}.`).join(' '))
  return parsed.data
}

/** Columns named on the command line by heading or number; the others stay as guessed. */
async function withMapping(ctx: Ctx, input: ImportInput, maps: readonly [string, string][]): Promise<ImportInput> {
  if (maps.length === 0) return input
  const { preview } = await prepareImport(ctx, targetNamed(input.target), input)
  const mapping = preview.columns.map((c) => c.field)
  for (const [column, field] of maps) {
    const at = preview.columns.findIndex((c, i) => c.heading === column || String(i + 1) === column)
    if (at < 0)
      throw new UsageError(
        `There is no column ${column}. The columns are ${preview.columns.map((c) => c.heading || '?').join(', ')}.`,
      )
    if (field !== '' && !preview.fields.some((f) => f.name === field))
      throw new UsageError(
        `There is no field ${field}. The fields are ${preview.fields.map((f) => f.name).join(', ')}.`,
      )
    const before = mapping.indexOf(field)
    if (before >= 0 && field !== '') mapping[before] = null
    mapping[at] = field === '' ? null : field
  }
  return { ...input, mapping }
}

const targetNamed = (name: string) => {
  const target = importTargets().find((t) => t.name === name)
  if (!target)
    throw new UsageError(
      `There is nothing called ${name} to import into. The targets are ${importTargets()
        .map((t) => t.name)
        .join(', ')}.`,
    )
  return target
}

const words = (counts: ImportCounts, done: boolean): string =>
  [
    `${counts.rows} rows: ${counts.create} ${done ? 'made' : 'to make'}, ${counts.change} ${done ? 'changed' : 'to change'}, ${counts.same} there already, ${counts.skip} left out`,
    `${counts.faults} fault${counts.faults === 1 ? '' : 's'}, ${counts.warnings} warning${counts.warnings === 1 ? '' : 's'}`,
  ].join('; ')

const faultLine = ({ row, heading, kind, message }: Fault): string =>
  `  ${kind === 'fault' ? 'fault  ' : 'warning'} ${row === 0 ? 'whole file' : `row ${row}`}${heading ? `, ${heading}` : ''}: ${message}`

async function importFile(ctx: Ctx, input: ImportInput, values: Values): Promise<number> {
  const [there] = await ctx.db.select({ id: company.id }).from(company).limit(1)
  if (!there) throw new StartError('There is no company yet: start one in the browser, or load a sample.')
  const target = targetNamed(input.target)
  const { preview, faults, counts } = await prepareImport(ctx, target, input)
  const wrong = counts.faults > 0
  if (values['dry-run'] || wrong) {
    if (values.json) console.log(JSON.stringify({ ...preview, faults, done: false }, null, 2))
    else {
      for (const c of preview.columns) console.log(`  ${(c.heading || '(no heading)').padEnd(30)} ${c.field ?? '–'}`)
      for (const r of preview.records)
        if (r.act !== 'same')
          console.log(
            `  ${r.act.padEnd(7)} ${r.row === 0 ? '' : `row ${r.row}: `}${r.label}${r.detail ? ` (${r.detail})` : ''}`,
          )
      for (const f of faults) console.log(faultLine(f))
      console.log(`${words(counts, false)}.`)
    }
    if (wrong)
      console.error(
        `Nothing was imported: ${counts.faults} fault${counts.faults === 1 ? '' : 's'} must be mended first.`,
      )
    return wrong ? 1 : 0
  }
  const done = await runImport(ctx, target, input)
  if (values.json) console.log(JSON.stringify({ ...done, done: true }, null, 2))
  else {
    for (const f of done.warnings) console.log(faultLine(f))
    console.log(`Import ${done.id}: ${words(done.counts, true)}.`)
  }
  return 0
}

/** Imports one file as the command line asks for, and gives the exit code. */
export async function importFromFile(name: string, file: string, values: Values): Promise<number> {
  const { needsParent } = targetNamed(name)
  if (needsParent && values.parent === undefined)
    throw new UsageError('Say with --parent which item the bill of materials is for.')
  const maps = pairs(values.map, 'map')
  const input = inputOf(name, file, await readFileOrInput(file), values)
  return withDatabase(values, async (ctx) =>
    inTransaction(ctx, async (tx) => importFile(tx, await withMapping(tx, input, maps), values)),
  )
}
