import type { Column, List } from '../../core/list.model.ts'
import { fieldText, wordText } from '../i18n.ts'

type Row = Readonly<Record<string, unknown>>

/** Numbers stay numbers and days stay days, so that a sheet can count with them; words are written out. */
const plain = (list: string, name: string, column: Column, value: unknown): string | number | boolean | null => {
  if (value === null || value === undefined) return null
  if (column.words && typeof value === 'string') return wordText(value, `${list}.${name}`)
  if (Array.isArray(value)) return value.join(', ')
  return typeof value === 'number' || typeof value === 'boolean' ? value : String(value)
}

/** A text that a spreadsheet would take for a formula is kept a text. */
const quoted = (value: string | number | boolean | null): string => {
  if (value === null) return ''
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value)
  return /[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text
}

function download(name: string, content: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/** Writes rows of a list, with the given columns in their order, to a file that the browser saves. */
export async function exportRows(
  list: List,
  names: readonly string[],
  rows: readonly Row[],
  kind: 'csv' | 'xlsx',
): Promise<void> {
  const columns = names.flatMap((name) => (list.columns[name] ? [[name, list.columns[name]] as const] : []))
  const heads = columns.map(([name]) => fieldText(list.name, name))
  const cells = rows.map((row) => columns.map(([name, column]) => plain(list.name, name, column, row[name])))
  const file = `${list.name}-${new Date().toISOString().slice(0, 10)}.${kind}`
  if (kind === 'csv') {
    const lines = [heads, ...cells].map((line) => line.map(quoted).join(','))
    return download(file, new Blob(['\ufeff', lines.join('\r\n')], { type: 'text/csv;charset=utf-8' }))
  }
  const { default: writeExcelFile } = await import('write-excel-file/universal')
  const head = heads.map((value) => ({ value, fontWeight: 'bold' as const }))
  const blob = await writeExcelFile([head, ...cells], {
    columns: columns.map(() => ({ width: 18 })),
    stickyRowsCount: 1,
  }).toBlob()
  download(file, blob as Blob)
}
