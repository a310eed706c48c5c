import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'
import { CsvError, parse } from 'csv-parse/sync'
import {
  type Encoding,
  maximumCellLength,
  maximumImportBytes,
  maximumImportColumns,
  maximumImportRows,
} from './import.model.ts'
import { decodeText } from './importText.ts'
import { Refused, refuse, unless } from './refusal.ts'

/** A file or pasted text as rows of texts, exactly as a spreadsheet would show it. */
export type Table = {
  rows: string[][]
  encoding: Encoding | null
  delimiter: string | null
  sheet: string | null
  sheets: string[]
}
export type TableOptions = {
  encoding?: Encoding | undefined
  delimiter?: string | undefined
  sheet?: string | undefined
}

const refused = (code: string, message: string): never => {
  throw new Refused([{ code: `import.${code}`, message }])
}

const starts = (content: Buffer, ...bytes: number[]) => bytes.every((b, i) => content[i] === b)

/** Reads a CSV, tab-separated or XLSX file; what it is shows in its first bytes, never in its name. */
export async function readTable(content: Buffer, options: TableOptions = {}): Promise<Table> {
  unless([
    ...refuse(content.length === 0, 'import.empty', 'The file is empty.'),
    ...refuse(
      content.length > maximumImportBytes,
      'import.too-large',
      `A file may have at most ${maximumImportBytes / 1024 / 1024} MB.`,
    ),
    ...refuse(
      starts(content, 0xd0, 0xcf, 0x11, 0xe0),
      'import.old-excel',
      'This is an old Excel workbook (.xls). Save it as .xlsx or CSV.',
    ),
    ...refuse(
      starts(content, 0x25, 0x50, 0x44, 0x46),
      'import.pdf',
      'This is a PDF. Import CSV, tab-separated text or XLSX.',
    ),
  ])
  if (starts(content, 0x50, 0x4b, 0x03, 0x04)) return readSheet(content, options)
  const { text, encoding } = decodeText(content, options.encoding)
  return { ...readText(text, options), encoding }
}

/** Reads CSV or pasted text; the delimiter is recognized. */
export function readText(source: string, options: TableOptions = {}): Table {
  if (source.includes('\u0000')) refused('nul', 'The text holds a NUL character.')
  let text = source.replace(/^\ufeff/, '')
  // Excel's own hint in the first line.
  const hint = /^sep=([,;\t|])\r?\n/i.exec(text)
  if (hint) text = text.slice(hint[0].length)
  if (text.trim() === '') refused('empty', 'There is nothing in it.')
  const delimiter = options.delimiter ?? hint?.[1] ?? guessDelimiter(text)
  const rows = parseCsv(text, delimiter)
  // The hint was a row of the file too.
  return { rows: checked(hint ? [[], ...rows] : rows), encoding: null, delimiter, sheet: null, sheets: [] }
}

const delimiters = ['\t', ',', ';', '|'] as const

/** The delimiter that cuts the first records most evenly into the most columns. */
function guessDelimiter(text: string): string {
  const sample = text.slice(0, 65_536)
  const scored = delimiters.map((delimiter) => {
    const rows = sampleRecords(sample, delimiter).filter((r) => r.some((c) => c.trim() !== ''))
    const widths = new Map<number, number>()
    for (const r of rows) widths.set(r.length, (widths.get(r.length) ?? 0) + 1)
    const [width = 1, count = 0] = [...widths].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? []
    return { delimiter, score: width < 2 || rows.length === 0 ? 0 : (count / rows.length) ** 2 * Math.min(width, 20) }
  })
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a))
  return best.score > 0 ? best.delimiter : ','
}

function sampleRecords(text: string, delimiter: string): string[][] {
  try {
    return parse(text, { delimiter, relax_column_count: true, relax_quotes: true, to: 60 })
  } catch {
    return text
      .split(/\r?\n/)
      .slice(0, 60)
      .map((l) => l.split(delimiter))
  }
}

const csvOptions = {
  relax_column_count: true,
  skip_empty_lines: false,
  record_delimiter: ['\r\n', '\n', '\r'],
  max_record_size: 1_000_000,
  to: maximumImportRows + 101,
}

function parseCsv(text: string, delimiter: string): string[][] {
  try {
    return parse(text, { ...csvOptions, delimiter })
  } catch (error) {
    // A quote inside an unquoted cell is an inch mark, not a fault: 3/4" bolt.
    if (
      error instanceof CsvError &&
      (error.code === 'INVALID_OPENING_QUOTE' || error.code === 'CSV_INVALID_CLOSING_QUOTE')
    )
      return parseWithInchMarks(text, delimiter)
    return malformed(error)
  }
}

function parseWithInchMarks(text: string, delimiter: string): string[][] {
  try {
    return parse(text, { ...csvOptions, delimiter, relax_quotes: true })
  } catch (error) {
    return malformed(error)
  }
}

function malformed(error: unknown): never {
  if (!(error instanceof CsvError)) throw error
  const line = typeof error.lines === 'number' ? error.lines : undefined
  const where = line === undefined ? '' : ` near line ${line}`
  const reasons: Record<string, string> = {
    CSV_QUOTE_NOT_CLOSED: `A quoted cell is never closed${where}: a quote " is missing.`,
    CSV_INVALID_CLOSING_QUOTE: `There is text behind a closing quote${where}.`,
    CSV_MAX_RECORD_SIZE: `A row has more than 1,000,000 characters${where}; perhaps a quote " is missing.`,
  }
  return refused('malformed', reasons[error.code] ?? `The table is malformed${where}.`)
}

/** Holds the limits, and ends the table behind its last filled row. */
function checked(rows: string[][]): string[][] {
  let last = rows.length
  while (last > 0 && (rows[last - 1] ?? []).every((c) => c.trim() === '')) last--
  const kept = rows.slice(0, last)
  const longest = kept.findIndex((r) => r.some((c) => c.length > maximumCellLength))
  const widest = kept.findIndex((r) => r.length > maximumImportColumns)
  unless([
    ...refuse(kept.length === 0, 'import.empty', 'There is nothing in it.'),
    ...refuse(
      kept.length > maximumImportRows + 1,
      'import.too-many-rows',
      `A table may have at most ${maximumImportRows.toLocaleString('en-US')} rows. Split it.`,
    ),
    ...refuse(
      widest >= 0,
      'import.too-many-columns',
      `Row ${widest + 1} has more than ${maximumImportColumns} columns.`,
    ),
    ...refuse(
      longest >= 0,
      'import.cell-too-long',
      `A cell of row ${longest + 1} has more than ${maximumCellLength.toLocaleString('en-US')} characters; perhaps a quote " is missing.`,
    ),
  ])
  return kept
}

/** Rows that were mended in the page come back as rows. */
export const readRows = (rows: readonly (readonly string[])[]): Table => {
  const nul = rows.findIndex((r) => r.some((c) => c.includes('\u0000')))
  if (nul >= 0) refused('nul', `Row ${nul + 1} holds a NUL character.`)
  return { rows: checked(rows.map((r) => [...r])), encoding: null, delimiter: null, sheet: null, sheets: [] }
}

const cellText = (cell: unknown): string =>
  cell === null || cell === undefined
    ? ''
    : cell instanceof Date
      ? Number.isNaN(cell.getTime())
        ? ''
        : cell.toISOString().slice(0, 10)
      : String(cell)

async function readSheet(content: Buffer, options: TableOptions): Promise<Table> {
  await refuseBomb(content)
  let sheets: { sheet: string; data: unknown[][] }[] = []
  const { default: readWorkbook } = await import('read-excel-file/node')
  try {
    sheets = (await readWorkbook(content)) as typeof sheets
  } catch {
    refused('workbook', 'The workbook cannot be read: it is damaged, protected by a password, or no .xlsx file.')
  }
  const names = sheets.map((s) => s.sheet)
  const wanted =
    options.sheet === undefined
      ? (sheets.find((s) => s.data.length > 0) ?? sheets[0])
      : sheets.find((s) => s.sheet === options.sheet)
  if (!wanted)
    return refused('sheet', `There is no sheet ${options.sheet ?? ''}. The workbook has ${names.join(', ') || 'none'}.`)
  const rows = checked(wanted.data.map((r) => r.map(cellText)))
  const nul = rows.findIndex((r) => r.some((c) => c.includes('\u0000')))
  if (nul >= 0) refused('nul', `Row ${nul + 1} holds a NUL character.`)
  return { rows, encoding: null, delimiter: null, sheet: wanted.sheet, sheets: names }
}

const inflate = promisify(inflateRaw)
/** Unpacked bytes of a whole workbook; 25 MB of real tables unpack to less. */
const maximumUnpacked = 200 * 1024 * 1024
const maximumParts = 2000

/**
 * Unpacks every part of the ZIP under a hard limit before the workbook reader may, since sizes written in a ZIP can lie.
 * Source of the layout: PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16.
 */
async function refuseBomb(content: Buffer): Promise<void> {
  const bomb = () => refused('zip-bomb', 'The workbook unpacks to far more than a table needs. It is not read.')
  const damaged = () => refused('workbook', 'The workbook is damaged: its list of parts cannot be read.')
  const end = content.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || end + 22 > content.length) return damaged()
  const parts = content.readUInt16LE(end + 10)
  if (parts > maximumParts) return bomb()
  let left = maximumUnpacked
  for (let at = content.readUInt32LE(end + 16), i = 0; i < parts; i++) {
    if (at + 46 > content.length || content.readUInt32LE(at) !== 0x02014b50) return damaged()
    const [method, packed, local] = [
      content.readUInt16LE(at + 10),
      content.readUInt32LE(at + 20),
      content.readUInt32LE(at + 42),
    ]
    if (local + 30 > content.length || content.readUInt32LE(local) !== 0x04034b50) return damaged()
    const data = local + 30 + content.readUInt16LE(local + 26) + content.readUInt16LE(local + 28)
    const body = content.subarray(data, data + packed)
    if (method === 8) {
      const unpacked = await inflate(body, { maxOutputLength: left }).catch((error: NodeJS.ErrnoException) =>
        error.code === 'ERR_BUFFER_TOO_LARGE' ? bomb() : damaged(),
      )
      left -= unpacked.length
    } else left -= packed
    if (left <= 0) return bomb()
    at += 46 + content.readUInt16LE(at + 28) + content.readUInt16LE(at + 30) + content.readUInt16LE(at + 32)
  }
}
