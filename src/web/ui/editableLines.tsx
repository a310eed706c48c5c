import { ActionIcon } from '@mantine/core'
import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useId } from 'react'
import { t, wordText } from '../i18n.ts'
import { icons } from '../shell/icons.tsx'
import { ActionButton } from './actionButton.tsx'
import { ReferencePicker } from './referencePicker.tsx'
import { rightAligned } from './values.tsx'

export type LineColumn<L> = {
  name: keyof L & string
  label: string
  kind: 'text' | 'quantity' | 'money' | 'minutes' | 'percent' | 'integer' | 'day' | 'word' | 'flag' | 'reference'
  words?: readonly string[]
  /** The master of a reference. */
  to?: string
  width?: number | string
  /** Shown instead of an input, e.g. a computed amount. */
  show?: (line: L, index: number) => ReactNode
  readOnly?: (line: L) => boolean
  /** Further values that follow from a new one, e.g. the unit of a chosen item. */
  follows?: (line: L, label: string) => Partial<L>
}

type Props<L> = {
  columns: readonly LineColumn<L>[]
  lines: readonly L[]
  onChange: (lines: L[]) => void
  newLine: () => L
  keyOf: (line: L, index: number) => string | number
  label: string
  addLabel?: string
  /** Faults as `<index>.<name>`, as the server names them. */
  faults?: Readonly<Record<string, string>>
  footer?: ReactNode
  readOnly?: boolean
}

const asValue = (kind: LineColumn<object>['kind'], text: string): unknown => {
  if (kind === 'text' || kind === 'word') return text
  if (kind === 'day') return text || null
  if (kind === 'flag') return /^(true|yes|x|1)$/i.test(text.trim())
  const number = Number(text.replace(/[\s,](?=\d{3}\b)/g, '').replace(',', '.'))
  return text.trim() === '' || !Number.isFinite(number) ? null : number
}

/**
 * Lines that are typed like in a sheet: Tab goes on, Enter goes down and adds a line at the end, Ctrl+Delete
 * removes, Alt+↑/↓ moves, and rows copied from a spreadsheet paste over as many cells as they have.
 */
export function EditableLines<L extends object>(props: Props<L>) {
  const { columns, lines, onChange, newLine, keyOf, label, addLabel = t('ui.addLine'), faults = {}, footer, readOnly = false } = props
  const id = useId()
  const cellId = (row: number, column: number) => `${id}-${row}-${column}`
  const focus = (row: number, column: number) => setTimeout(() => document.getElementById(cellId(row, column))?.focus(), 0)
  const set = (row: number, change: Partial<L>) => onChange(lines.map((l, i) => (i === row ? { ...l, ...change } : l)))
  const add = () => {
    onChange([...lines, newLine()])
    focus(lines.length, 0)
  }
  const remove = (row: number, column = 0) => {
    onChange(lines.filter((_, i) => i !== row))
    focus(Math.min(row, lines.length - 2), column)
  }
  const swap = (row: number, by: number, column: number) => {
    const to = row + by
    const [a, b] = [lines[row], lines[to]]
    if (!a || !b) return
    onChange(lines.map((l, i) => (i === row ? b : i === to ? a : l)))
    focus(to, column)
  }
  const pressed = (event: KeyboardEvent, row: number, column: number) => {
    if (readOnly || event.defaultPrevented) return
    const picking = event.target instanceof HTMLElement && event.target.getAttribute('aria-expanded') === 'true'
    if (event.key === 'Enter' && !picking) row === lines.length - 1 ? add() : focus(row + 1, column)
    else if (event.key === 'Delete' && (event.ctrlKey || event.metaKey)) remove(row, column)
    else if (event.altKey && event.key === 'ArrowUp') swap(row, -1, column)
    else if (event.altKey && event.key === 'ArrowDown') swap(row, 1, column)
    else return
    event.preventDefault()
  }
  const paste = (event: ClipboardEvent, row: number, column: number) => {
    const text = event.clipboardData.getData('text/plain').replace(/\r/g, '').replace(/\n$/, '')
    if (readOnly || !/[\t\n]/.test(text)) return
    event.preventDefault()
    const next = [...lines]
    for (const [i, cells] of text.split('\n').map((r) => r.split('\t')).entries()) {
      const change: Record<string, unknown> = {}
      for (const [k, cell] of cells.entries()) {
        const c = columns[column + k]
        if (c && !c.show && c.kind !== 'reference') change[c.name] = asValue(c.kind, cell)
      }
      next[row + i] = { ...(next[row + i] ?? newLine()), ...(change as Partial<L>) }
    }
    onChange(next)
  }
  return (
    <div>
      <div className="lines-scroll">
        <table className="lines">
          <caption className="hidden-text">{label}</caption>
          <thead>
            <tr>
              {columns.map((c) => (
                <th key={c.name} scope="col" style={{ width: c.width }} className={c.kind !== 'flag' && c.kind !== 'reference' && rightAligned(c.kind) ? 'number' : undefined}>
                  {c.label}
                </th>
              ))}
              {!readOnly && (
                <th scope="col" style={{ width: 36 }}>
                  <span className="hidden-text">{t('ui.remove')}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {lines.map((line, row) => (
              <tr key={keyOf(line, row)}>
                {columns.map((c, column) => {
                  const fault = faults[`${row}.${c.name}`]
                  return (
                    <td key={c.name} className={c.show ? (c.kind !== 'flag' && c.kind !== 'reference' && rightAligned(c.kind) ? 'number' : undefined) : 'editable'} data-fault={fault ? '' : undefined} onKeyDown={(e) => pressed(e, row, column)} onPaste={(e) => paste(e, row, column)}>
                      {c.show ? c.show(line, row) : <CellInput id={cellId(row, column)} column={c} line={line} set={(change) => set(row, change)} label={`${c.label}, ${t('ui.line')} ${row + 1}`} disabled={readOnly || c.readOnly?.(line) === true} />}
                      {fault && <div className="fault">{fault}</div>}
                    </td>
                  )
                })}
                {!readOnly && (
                  <td className="editable">
                    <ActionIcon variant="subtle" color="gray" aria-label={t('ui.removeLine', { line: row + 1 })} onClick={() => remove(row)}>
                      {icons.close}
                    </ActionIcon>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
          {footer && <tfoot>{footer}</tfoot>}
        </table>
      </div>
      {!readOnly && <ActionButton kind="quiet" label={addLabel} icon={icons.plus} onAct={add} />}
    </div>
  )
}

function CellInput<L extends object>({ id, column, line, set, label, disabled }: { id: string; column: LineColumn<L>; line: L; set: (change: Partial<L>) => void; label: string; disabled: boolean }) {
  const value = line[column.name] as unknown
  const put = (next: unknown, text = '') => {
    const change = { [column.name]: next } as Partial<L>
    set({ ...change, ...column.follows?.({ ...line, ...change }, text) })
  }
  const common = { id, 'aria-label': label, disabled, className: 'cell' }
  if (column.kind === 'reference') return <ReferencePicker aria-label={label} to={column.to ?? ''} value={(value as number | null) ?? null} onChange={put} variant="unstyled" disabled={disabled} size="xs" />
  if (column.kind === 'word')
    return (
      <select {...common} value={String(value ?? '')} onChange={(e) => put(e.currentTarget.value)}>
        {(column.words ?? []).map((w) => (
          <option key={w} value={w}>
            {wordText(w)}
          </option>
        ))}
      </select>
    )
  if (column.kind === 'flag') return <input {...common} className="" type="checkbox" checked={value === true} onChange={(e) => put(e.currentTarget.checked)} />
  const type = column.kind === 'text' ? 'text' : column.kind === 'day' ? 'date' : 'number'
  return <input {...common} type={type} step="any" value={value === null || value === undefined ? '' : String(value)} onChange={(e) => put(asValue(column.kind, e.currentTarget.value))} />
}
