import type { DayOrder, DecimalMark, Fault, FaultKind, ImportField } from './import.model.ts'
import {
  guessDayOrder,
  guessDecimalMark,
  isBlank,
  type Read,
  readDay,
  readFlag,
  readNumber,
  readWord,
} from './importValue.rules.ts'

/** One filled row: the text and the values of each mapped field. References stay texts until they are looked up. */
export type ReadRow = {
  /** As a spreadsheet counts. */
  row: number
  /** Values of the fields that the row or a constant gives; empty cells give none. */
  values: Record<string, unknown>
  /** Heading and text of every column that feeds a field of several columns. */
  several: Record<string, { heading: string; text: string }[]>
  faulty: boolean
}

export type Mapped = {
  headings: readonly string[]
  mapping: readonly (string | null)[]
  fields: readonly ImportField[]
  constants: Readonly<Record<string, string>>
  decimalMark: DecimalMark
  dayOrder: DayOrder
}

const numberKinds = new Set(['quantity', 'money', 'minutes', 'percent', 'integer'])
const placesOf: Record<string, number> = { quantity: 6, money: 4, minutes: 4, percent: 4, integer: 0 }

/** One cell as its field's kind of value. */
export function readCell(field: ImportField, text: string, mark: DecimalMark, order: DayOrder): Read<unknown> {
  if (isBlank(text)) return { empty: true }
  if (numberKinds.has(field.kind)) {
    const number = readNumber(field.kind === 'percent' ? text.replace(/\s*%\s*$/, '') : text, mark)
    if (!('value' in number)) return number
    const places = placesOf[field.kind] ?? 6
    const rounded = Number(number.value.toFixed(places))
    return Math.abs(rounded - number.value) > Math.abs(number.value) * 1e-12
      ? { fault: `"${text.trim()}" has more than ${places} decimals.` }
      : { value: rounded }
  }
  switch (field.kind) {
    case 'day':
      return readDay(text, order)
    case 'flag':
      return readFlag(text)
    case 'word':
      return readWord(text, field.words ?? [])
    case 'words': {
      const parts = text
        .split(/[,;\n]/)
        .filter((p) => !isBlank(p))
        .map((p) => readWord(p, field.words ?? []))
      const wrong = parts.find((p) => 'fault' in p)
      return wrong ?? { value: parts.flatMap((p) => ('value' in p ? [p.value] : [])) }
    }
    default:
      return { value: text.trim() }
  }
}

const textsOf = (
  rows: readonly (readonly string[])[],
  { mapping, fields }: Pick<Mapped, 'mapping' | 'fields'>,
  is: (f: ImportField) => boolean,
): string[] => {
  const columns = mapping.flatMap((name, i) => (fields.some((f) => f.name === name && is(f)) ? [i] : []))
  return rows.flatMap((r) => columns.map((c) => r[c] ?? ''))
}

/** How the table writes numbers and days, judged by the columns that hold them. */
export const guessNotation = (
  rows: readonly (readonly string[])[],
  mapped: Pick<Mapped, 'mapping' | 'fields'>,
  otherwise: { decimalMark: DecimalMark; dayOrder: DayOrder },
) => ({
  decimalMark: guessDecimalMark(
    textsOf(rows, mapped, (f) => numberKinds.has(f.kind)),
    otherwise.decimalMark,
  ),
  dayOrder: guessDayOrder(
    textsOf(rows, mapped, (f) => f.kind === 'day'),
    otherwise.dayOrder,
  ),
})

export const fault = (
  row: number,
  code: string,
  message: string,
  at: { column?: number | null; heading?: string; kind?: FaultKind } = {},
): Fault => ({
  row,
  column: at.column ?? null,
  heading: at.heading ?? '',
  kind: at.kind ?? 'fault',
  code: `import.${code}`,
  message,
})
export const warning = (
  row: number,
  code: string,
  message: string,
  at: { column?: number | null; heading?: string } = {},
): Fault => fault(row, code, message, { ...at, kind: 'warning' })

/** The column of a field, as faults name it. */
export const columnOf = (
  mapped: Pick<Mapped, 'mapping' | 'headings'>,
  field: string,
): { column: number | null; heading: string } => {
  const i = mapped.mapping.indexOf(field)
  return i < 0 ? { column: null, heading: '' } : { column: i + 1, heading: mapped.headings[i] ?? '' }
}

/** Reads every filled row behind `first` (zero-based), with a fault for each cell that is not of its field's kind. */
export function readTableRows(
  rows: readonly (readonly string[])[],
  first: number,
  mapped: Mapped,
): { rows: ReadRow[]; blank: number; faults: Fault[] } {
  const read: ReadRow[] = []
  const faults: Fault[] = []
  let blank = 0
  const columns = mapped.mapping.flatMap((name, column) => {
    const field = mapped.fields.find((f) => f.name === name)
    return field ? [{ field, column, heading: mapped.headings[column] ?? '' }] : []
  })
  const constants = readConstants(mapped, faults)
  for (let i = first; i < rows.length; i++) {
    const cells = rows[i] ?? []
    if (cells.every(isBlank)) {
      blank++
      continue
    }
    const row: ReadRow = { row: i + 1, values: { ...constants }, several: {}, faulty: false }
    for (const { field, column, heading } of columns) {
      const text = cells[column] ?? ''
      const cell = readCell(field, text, mapped.decimalMark, mapped.dayOrder)
      if ('fault' in cell) {
        row.faulty = true
        faults.push(fault(i + 1, `not-${field.kind}`, cell.fault, { column: column + 1, heading }))
      } else if ('value' in cell) {
        if (field.many) row.several[field.name] = [...(row.several[field.name] ?? []), { heading, text: text.trim() }]
        row.values[field.name] =
          field.many && row.values[field.name] !== undefined
            ? `${String(row.values[field.name])}\n${String(cell.value)}`
            : cell.value
      }
    }
    read.push(row)
  }
  return { rows: read, blank, faults }
}

function readConstants(mapped: Mapped, faults: Fault[]): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const [name, text] of Object.entries(mapped.constants)) {
    const field = mapped.fields.find((f) => f.name === name)
    const cell: Read<unknown> = field
      ? readCell(field, text, 'point', 'dayFirst')
      : { fault: `There is no field ${name}.` }
    if ('fault' in cell) faults.push(fault(0, 'constant', `For every row, ${name}: ${cell.fault}`))
    else if ('value' in cell) values[name] = cell.value
  }
  return values
}
