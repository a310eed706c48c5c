import { type CSSProperties, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { CostElement, Costs } from '../../engines/costing/elements.ts'
import { t } from '../../web/i18n.ts'
import type { GridRow } from '../methodGrid.rules.ts'
import { type Pending, PendingRow } from './methodPending.tsx'
import { MethodRow } from './methodRow.tsx'
import { cellOf, type InputColumn, inputColumns, type RowChange } from './methodColumns.ts'
import { plainAmount } from './plainAmount.ts'
import './methodGrid.css'

export type Place = { key: string; column: number }
export type Editing = Place & { begin: string | undefined }

export type GridActs = {
  change: (row: GridRow, change: RowChange) => void
  insert: (kind: 'operation' | 'material', behind: GridRow | undefined) => void
  remove: (row: GridRow) => void
  /** Opens or closes what is below a made line; makes it when there is nothing yet. */
  toggle: (row: GridRow, open?: boolean) => void
  details: (row: GridRow) => void
  undo: () => void
}

type Props = {
  rows: readonly GridRow[]
  elements: readonly CostElement[]
  active: Place | undefined
  setActive: (place: Place) => void
  acts: GridActs
  readOnly: boolean
  pending: Pending | undefined
  label: string
  /** The costs of the whole, for the foot. */
  sums: { costs: Costs; total: number; text: string } | undefined
}

const rowHeight = 31
/** Rows rendered above and below what is in sight. */
const margin = 15

/**
 * A method as a tree grid. Arrows move; Enter, F2 or typing edits; Insert adds an operation, Shift+Insert a material;
 * Delete removes; → or Tab opens a made line and ← closes it; Space shows all of a row. Only rows near the sight are
 * rendered, so a level may have thousands.
 */
export function MethodGrid(props: Props) {
  const { rows, elements, active, setActive, acts, readOnly, pending, label, sums } = props
  const [editing, setEditing] = useState<Editing>()
  const [scroll, setScroll] = useState({ top: 0, height: 600 })
  const box = useRef<HTMLDivElement>(null)
  const wantsFocus = useRef(false)
  const at = active ? rows.findIndex((r) => r.key === active.key) : -1
  const first = Math.max(0, Math.floor(scroll.top / rowHeight) - margin)
  const last = Math.min(rows.length, Math.ceil((scroll.top + scroll.height) / rowHeight) + margin)

  const go = (row: number, column: number) => {
    const to = rows[Math.max(0, Math.min(rows.length - 1, row))]
    if (!to) return
    wantsFocus.current = true
    setActive({ key: to.key, column: Math.max(0, Math.min(inputColumns.length - 1, column)) })
    const y = rows.indexOf(to) * rowHeight
    const view = box.current
    if (view && y < view.scrollTop) view.scrollTop = y
    else if (view && y + 2 * rowHeight > view.scrollTop + view.clientHeight) view.scrollTop = y + 2 * rowHeight - view.clientHeight
  }
  const edit = (row: GridRow, column: number, begin?: string) => {
    const name = inputColumns[column]
    if (readOnly || !name || !cellOf(row, name).editor) return
    setEditing({ key: row.key, column, begin })
  }
  useEffect(() => {
    if (!wantsFocus.current || editing || pending) return
    wantsFocus.current = false
    box.current?.querySelector<HTMLElement>('td[tabindex="0"]')?.focus()
  })

  const finish = (how: 'stay' | 'down' | 'right' | 'left') => {
    setEditing(undefined)
    wantsFocus.current = true
    if (how === 'stay' || !active) return
    if (how === 'down') go(at + 1, active.column)
    else go(at, active.column + (how === 'right' ? 1 : -1))
  }

  const pressed = (event: KeyboardEvent) => {
    const row = rows[at]
    if (editing || pending || event.defaultPrevented) return
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') acts.undo()
    else if (event.key === 'Insert' && !readOnly) acts.insert(event.shiftKey ? 'material' : 'operation', row)
    else if (!row || !active) return
    else if (!onRow(event, row, at, active.column, { acts, go, edit, readOnly })) return
    event.preventDefault()
  }

  const spacer = (height: number): CSSProperties => ({ height, padding: 0, border: 0 })
  const pendingAt = pending ? (pending.behind === undefined ? rows.length : rows.findIndex((r) => r.key === pending.behind) + 1) : -1
  const shown = rows.slice(first, last)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the grid inside are heard here
    <div ref={box} className="method-grid" onKeyDown={pressed} onScroll={(e) => setScroll({ top: e.currentTarget.scrollTop, height: e.currentTarget.clientHeight })}>
      <table role="treegrid" aria-label={label} aria-rowcount={rows.length + 1} aria-readonly={readOnly}>
        <Head elements={elements} />
        <tbody>
          {first > 0 && (
            <tr aria-hidden="true">
              <td colSpan={99} style={spacer(first * rowHeight)} />
            </tr>
          )}
          {shown.map((row, i) => [
            pending && pendingAt === first + i && <PendingRow key="pending" pending={pending} width={inputColumns.length + elements.length + 2} />,
            <MethodRow
              key={row.key}
              row={row}
              index={first + i}
              elements={elements}
              activeColumn={active?.key === row.key ? active.column : at < 0 && first + i === 0 ? 0 : undefined}
              editing={editing?.key === row.key ? editing : undefined}
              onPlace={(column) => {
                wantsFocus.current = true
                setActive({ key: row.key, column })
              }}
              onEdit={(column) => edit(row, column)}
              onToggle={() => acts.toggle(row)}
              onDetails={() => acts.details(row)}
              onDone={(change, how) => {
                if (change) acts.change(row, change)
                finish(how)
              }}
            />,
          ])}
          {pending && pendingAt >= last && <PendingRow pending={pending} width={inputColumns.length + elements.length + 2} />}
          {last < rows.length && (
            <tr aria-hidden="true">
              <td colSpan={99} style={spacer((rows.length - last) * rowHeight)} />
            </tr>
          )}
        </tbody>
        {sums && (
          <tfoot>
            <tr>
              <td colSpan={inputColumns.length + 1}>{sums.text}</td>
              {elements.map((e) => (
                <td key={e} className="number">
                  {plainAmount(sums.costs[e] ?? 0)}
                </td>
              ))}
              <td className="number method-total">{plainAmount(sums.total)}</td>
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  )
}

type RowKeys = { acts: GridActs; go: (row: number, column: number) => void; edit: (row: GridRow, column: number, begin?: string) => void; readOnly: boolean }

/** What a key does on a row; false when it is none of the grid's. */
function onRow(event: KeyboardEvent, row: GridRow, at: number, column: number, { acts, go, edit, readOnly }: RowKeys): boolean {
  const made = row.kind === 'material' && row.material.supply === 'make'
  const closed = made && !row.open
  const atName = inputColumns[column] === ('name' satisfies InputColumn)
  switch (event.key) {
    case 'ArrowDown':
      go(at + 1, column)
      return true
    case 'ArrowUp':
      go(at - 1, column)
      return true
    case 'PageDown':
    case 'PageUp':
      go(at + (event.key === 'PageDown' ? 15 : -15), column)
      return true
    case 'Home':
    case 'End':
      if (event.ctrlKey) go(event.key === 'Home' ? 0 : Number.MAX_SAFE_INTEGER, column)
      else go(at, event.key === 'Home' ? 0 : inputColumns.length - 1)
      return true
    case 'ArrowRight':
      if (closed && atName) acts.toggle(row, true)
      else go(at, column + 1)
      return true
    case 'ArrowLeft':
      if (made && row.open && atName) acts.toggle(row, false)
      else go(at, column - 1)
      return true
    case 'Tab':
      // Only a closed made line takes the Tab; everywhere else it leaves the grid, so nobody is caught in it.
      if (event.shiftKey || !closed) return false
      acts.toggle(row, true)
      return true
    case 'Enter':
    case 'F2':
      edit(row, column)
      return true
    case ' ':
      acts.details(row)
      return true
    case 'Delete':
      if (!readOnly) acts.remove(row)
      return true
    default:
      if (readOnly || event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return false
      edit(row, column, event.key)
      return true
  }
}

const numberColumns = new Set<InputColumn>(['once', 'each', 'scrap'])

function Head({ elements }: { elements: readonly CostElement[] }) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        {inputColumns.map((c) => (
          <th key={c} scope="col" className={`method-${c}${numberColumns.has(c) ? ' number' : ''}`}>
            {t(`methodGrid.columns.${c}`)}
          </th>
        ))}
        <th scope="col" className="number">
          {t('methodGrid.columns.quantity')}
        </th>
        {elements.map((e) => (
          <th key={e} scope="col" className="number">
            {t(`elements.${e}`)}
          </th>
        ))}
        <th scope="col" className="number method-total">
          {t('methodGrid.columns.total')}
        </th>
      </tr>
    </thead>
  )
}
