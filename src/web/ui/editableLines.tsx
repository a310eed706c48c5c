import { ActionIcon } from '@mantine/core'
import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useId } from 'react'
import { t } from '../i18n.ts'
import { icons } from '../shell/icons.tsx'
import { ActionButton } from './actionButton.tsx'
import { LineCell } from './lineCell.tsx'
import { TableScroll } from './tableScroll.tsx'
import { asValue } from './typedValue.ts'
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

const alignment = (kind: LineColumn<object>['kind']) =>
  kind !== 'flag' && kind !== 'reference' && rightAligned(kind) ? 'number' : undefined

/** What the keys and the clipboard do with lines; the cursor goes where the lines went. */
function useLineEditing<L extends object>({ columns, lines, onChange, newLine, readOnly = false }: Props<L>) {
  const id = useId()
  const cellId = (row: number, column: number) => `${id}-${row}-${column}`
  const focus = (row: number, column: number) =>
    setTimeout(() => document.getElementById(cellId(row, column))?.focus(), 0)
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
    if (event.key === 'Enter' && !picking) {
      if (row === lines.length - 1) add()
      else focus(row + 1, column)
    } else if (event.key === 'Delete' && (event.ctrlKey || event.metaKey)) remove(row, column)
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
    for (const [i, line] of text.split('\n').entries()) {
      const change: Record<string, unknown> = {}
      for (const [k, cell] of line.split('\t').entries()) {
        const c = columns[column + k]
        if (c && !c.show && c.kind !== 'reference') change[c.name] = asValue(c.kind, cell)
      }
      next[row + i] = { ...(next[row + i] ?? newLine()), ...(change as Partial<L>) }
    }
    onChange(next)
  }
  return { cellId, set, add, remove, pressed, paste }
}

/**
 * Lines that are typed like in a sheet: Tab goes on, Enter goes down and adds a line at the end, Ctrl+Delete
 * removes, Alt+↑/↓ moves, and rows copied from a spreadsheet paste over as many cells as they have.
 */
export function EditableLines<L extends object>(props: Props<L>) {
  const { columns, lines, keyOf, label, addLabel = t('ui.addLine'), footer, readOnly = false } = props
  const editing = useLineEditing(props)
  return (
    <div>
      <TableScroll>
        <table className="lines">
          <caption className="hidden-text">{label}</caption>
          <thead>
            <tr>
              {columns.map((c) => (
                <th key={c.name} scope="col" style={{ width: c.width }} className={alignment(c.kind)}>
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
              <LineRow key={keyOf(line, row)} {...props} line={line} row={row} editing={editing} />
            ))}
          </tbody>
          {footer && <tfoot>{footer}</tfoot>}
        </table>
      </TableScroll>
      {!readOnly && <ActionButton kind="quiet" label={addLabel} icon={icons.plus} onAct={editing.add} />}
    </div>
  )
}

type RowProps<L extends object> = Props<L> & { line: L; row: number; editing: ReturnType<typeof useLineEditing<L>> }

function LineRow<L extends object>({ columns, line, row, faults = {}, readOnly = false, editing }: RowProps<L>) {
  return (
    <tr>
      {columns.map((c, column) => {
        const fault = faults[`${row}.${c.name}`]
        return (
          <td
            key={c.name}
            className={c.show ? alignment(c.kind) : 'editable'}
            data-fault={fault ? '' : undefined}
            onKeyDown={(e) => editing.pressed(e, row, column)}
            onPaste={(e) => editing.paste(e, row, column)}
          >
            {c.show ? (
              c.show(line, row)
            ) : (
              <LineCell
                id={editing.cellId(row, column)}
                column={c}
                line={line}
                set={(change) => editing.set(row, change)}
                label={`${c.label}, ${t('ui.line')} ${row + 1}`}
                disabled={readOnly || c.readOnly?.(line) === true}
              />
            )}
            {fault && <div className="fault">{fault}</div>}
          </td>
        )
      })}
      {!readOnly && (
        <td className="editable">
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('ui.removeLine', { line: row + 1 })}
            onClick={() => editing.remove(row)}
          >
            {icons.close}
          </ActionIcon>
        </td>
      )}
    </tr>
  )
}
