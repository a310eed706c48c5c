import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react'
import type { CostElement, Costs } from '../../engines/costing/elements.ts'
import { t } from '../../web/i18n.ts'
import type { GridRow } from '../methodGrid.rules.ts'
import { cellOf, type InputColumn, inputColumns, type RowChange } from './methodColumns.ts'
import { keyOnRow } from './methodKeys.ts'
import { type Pending, PendingRow } from './methodPending.tsx'
import { type Finish, MethodRow, type RowEvents } from './methodRow.tsx'
import { plainAmount } from './plainAmount.ts'
import { rowHeight, type Sight, useCellFocus } from './useCellFocus.ts'
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
  /** Counts up when the focus shall come back to the cell in hand. */
  focusAsked: number
  /** The costs of the whole, for the foot. */
  sums: Sums | undefined
}
type Sums = { costs: Costs; total: number; text: string }

/** Rows rendered above and below what is in sight. */
const margin = 15

/**
 * A method as a tree grid. Arrows move; Enter, F2 or typing edits; Insert adds an operation, Shift+Insert a material;
 * Delete removes; → or Tab opens a made line and ← closes it; Space shows all of a row. Only rows near the sight are
 * rendered, so a level may have thousands.
 */
export function MethodGrid(props: Props) {
  const { rows, elements, active, setActive, acts, readOnly, pending, label, sums, focusAsked } = props
  const [editing, setEditing] = useState<Editing>()
  const at = active ? rows.findIndex((r) => r.key === active.key) : -1
  const focus = useCellFocus({ at, focusAsked, typing: editing !== undefined || pending !== undefined })

  const go = (row: number, column: number) => {
    const to = rows[Math.max(0, Math.min(rows.length - 1, row))]
    if (!to) return
    focus.ask()
    setActive({ key: to.key, column: Math.max(0, Math.min(inputColumns.length - 1, column)) })
  }
  const edit = (row: GridRow, column: number, begin?: string) => {
    const name = inputColumns[column]
    if (readOnly || !name || !cellOf(row, name).editor) return
    setEditing({ key: row.key, column, begin })
  }
  const finish = (how: Finish) => {
    setEditing(undefined)
    focus.ask()
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
    else if (!keyOnRow(event, row, at, active.column, { acts, go, edit, readOnly })) return
    event.preventDefault()
  }
  const events: RowEvents = {
    place: (row, column) => {
      focus.ask()
      setActive({ key: row.key, column })
    },
    edit,
    toggle: acts.toggle,
    details: acts.details,
    done: (row, change, how) => {
      if (change) acts.change(row, change)
      finish(how)
    },
  }
  const on = useLatest(events)
  const rowOf = (row: GridRow, index: number) => (
    <MethodRow
      key={row.key}
      row={row}
      index={index}
      elements={elements}
      activeColumn={active?.key === row.key ? active.column : at < 0 && index === 0 ? 0 : undefined}
      editing={editing?.key === row.key ? editing : undefined}
      on={on}
    />
  )
  const enter = () => {
    if (at < 0 && rows[0]) setActive({ key: rows[0].key, column: 0 })
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the grid inside are heard here
    <div className="method-grid" onKeyDown={pressed} {...focus.bind(enter)}>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a tree grid is a table whose cells are walked */}
      <table role="treegrid" aria-label={label} aria-rowcount={rows.length + 1} aria-readonly={readOnly}>
        <Head elements={elements} />
        <Body
          rows={rows}
          rowOf={rowOf}
          pending={pending}
          width={inputColumns.length + elements.length + 2}
          sight={focus.sight}
        />
        {sums && <Foot elements={elements} sums={sums} />}
      </table>
    </div>
  )
}

/** One object for all renders, which does what the last render would do. */
function useLatest(events: RowEvents): RowEvents {
  const latest = useRef(events)
  latest.current = events
  return useMemo(
    () => ({
      place: (row, column) => latest.current.place(row, column),
      edit: (row, column) => latest.current.edit(row, column),
      toggle: (row) => latest.current.toggle(row),
      details: (row) => latest.current.details(row),
      done: (row, change, how) => latest.current.done(row, change, how),
    }),
    [],
  )
}

type BodyProps = {
  rows: readonly GridRow[]
  rowOf: (row: GridRow, index: number) => ReactNode
  pending: Pending | undefined
  width: number
  sight: Sight
}

/** The rows near the sight, with empty ones of the height of those above and below. */
function Body({ rows, rowOf, pending, width, sight }: BodyProps) {
  const first = Math.max(0, Math.floor(sight.top / rowHeight) - margin)
  const last = Math.min(rows.length, Math.ceil((sight.top + sight.height) / rowHeight) + margin)
  const behind = pending?.behind === undefined ? rows.length : rows.findIndex((r) => r.key === pending.behind) + 1
  const before = Math.min(last, behind)
  const shown = (from: number, to: number) => rows.slice(from, to).map((row, i) => rowOf(row, from + i))
  return (
    <tbody>
      <Spacer rows={first} />
      {shown(first, pending ? before : last)}
      {pending && <PendingRow pending={pending} width={width} />}
      {pending && shown(Math.max(first, before), last)}
      <Spacer rows={rows.length - last} />
    </tbody>
  )
}

const Spacer = ({ rows }: { rows: number }) =>
  rows > 0 && (
    <tr>
      <td colSpan={99} style={{ height: rows * rowHeight, padding: 0, border: 0 }} />
    </tr>
  )

function Foot({ elements, sums }: { elements: readonly CostElement[]; sums: Sums }) {
  return (
    <tfoot>
      <tr>
        <td colSpan={inputColumns.length}>{sums.text}</td>
        <td className="method-all" />
        {elements.map((e) => (
          <td key={e} className="number">
            {plainAmount(sums.costs[e] ?? 0)}
          </td>
        ))}
        <td className="number method-total">{plainAmount(sums.total)}</td>
      </tr>
    </tfoot>
  )
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
        <th scope="col" className="number method-all">
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
