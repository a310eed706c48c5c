import { memo } from 'react'
import type { CostElement } from '../../engines/costing/elements.ts'
import { formatMinutes, formatQuantity } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { icons } from '../../web/shell/icons.tsx'
import type { GridRow } from '../methodGrid.rules.ts'
import { CellEditor } from './methodCell.tsx'
import { cellOf, type InputColumn, inputColumns, nameOfRow, type RowChange } from './methodColumns.ts'
import type { Editing } from './methodGrid.tsx'
import { plainAmount } from './plainAmount.ts'

export type Finish = 'stay' | 'down' | 'right' | 'left'

type Props = {
  row: GridRow
  index: number
  elements: readonly CostElement[]
  activeColumn: number | undefined
  editing: Editing | undefined
  /** The same object on every render, so that a row whose values stay is not rendered again. */
  on: RowEvents
}
export type RowEvents = {
  place: (row: GridRow, column: number) => void
  edit: (row: GridRow, column: number) => void
  toggle: (row: GridRow) => void
  details: (row: GridRow) => void
  done: (row: GridRow, change: RowChange | undefined, how: Finish) => void
}

const rightColumns = new Set<InputColumn>(['once', 'each', 'scrap'])

/** What of the whole quantity falls to a row: minutes of an operation, stock units of a material. */
const wholeOf = (row: GridRow): string =>
  row.kind === 'operation'
    ? row.estimated && row.operation.kind === 'inside'
      ? formatMinutes(row.estimated.setupMinutes + row.estimated.runMinutes)
      : ''
    : row.estimated
      ? formatQuantity(Math.round(row.estimated.quantity * 1000) / 1000, row.material.unit)
      : ''

/** One row; thousands are scrolled through, so only those that change are rendered again. */
export const MethodRow = memo(function MethodRow({ row, index, elements, activeColumn, editing, on }: Props) {
  const made = row.kind === 'material' && row.material.supply === 'make'
  const costs = row.estimated?.costs ?? {}
  return (
    <tr
      aria-level={row.depth + 1}
      aria-rowindex={index + 2}
      aria-expanded={made ? row.open : undefined}
      aria-selected={activeColumn !== undefined}
      data-kind={row.kind}
      data-depth={row.depth}
      data-outside={row.kind === 'operation' && row.operation.kind === 'outside' ? '' : undefined}
    >
      {inputColumns.map((column, i) => {
        const cell = cellOf(row, column)
        const isEditing = editing?.column === i
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around hears the keys
          <td
            key={column}
            tabIndex={activeColumn === i ? 0 : -1}
            className={`method-${column}${rightColumns.has(column) ? ' number' : ''}`}
            data-active={activeColumn === i ? '' : undefined}
            data-editing={isEditing ? '' : undefined}
            onClick={() => !isEditing && on.place(row, i)}
            onDoubleClick={() => !isEditing && on.edit(row, i)}
            style={column === 'name' ? { paddingLeft: 8 + row.depth * 18 } : undefined}
          >
            {isEditing ? (
              <CellEditor cell={cell} begin={editing.begin} onDone={(change, how) => on.done(row, change, how)} />
            ) : column === 'name' ? (
              <Name row={row} made={made} onToggle={() => on.toggle(row)} onDetails={() => on.details(row)} />
            ) : (
              <span title={cell.text}>{cell.text}</span>
            )}
          </td>
        )
      })}
      <td className="number dimmed method-all">{wholeOf(row)}</td>
      {elements.map((e) => (
        <td key={e} className="number method-cost">
          {costs[e] ? plainAmount(costs[e]) : ''}
        </td>
      ))}
      <td className="number method-cost method-total">{row.estimated ? plainAmount(row.estimated.total) : ''}</td>
    </tr>
  )
})

function Name({
  row,
  made,
  onToggle,
  onDetails,
}: {
  row: GridRow
  made: boolean
  onToggle: () => void
  onDetails: () => void
}) {
  const open = row.kind === 'material' && row.open
  const nothingBelow = row.kind === 'material' && made && row.below === null
  return (
    <span className="method-name-inner">
      {made ? (
        <button
          type="button"
          tabIndex={-1}
          className="method-toggle"
          data-open={open ? '' : undefined}
          aria-label={t(open ? 'methodGrid.close' : 'methodGrid.open', { name: nameOfRow(row) })}
          onClick={onToggle}
        >
          {icons.expand}
        </button>
      ) : (
        <span className="method-toggle" aria-hidden="true" />
      )}
      {row.kind === 'operation' ? (
        <>
          <span className="method-mark" aria-hidden="true">
            {row.operation.kind === 'outside' ? '⇄' : '⚙'}
          </span>
          <span className="hidden-text">{t(`words.methodGrid.kind.${row.operation.kind}`)} </span>
          <span className="method-text">{row.operation.name}</span>
        </>
      ) : (
        <>
          <span className="method-item">{row.material.itemNumber}</span>
          <span className="method-text">{row.material.itemName}</span>
          {row.material.alternates.length > 0 && (
            <span className="method-note">{t('methodGrid.alternates', { count: row.material.alternates.length })}</span>
          )}
        </>
      )}
      {nothingBelow && <span className="method-note">{t('methodGrid.noMethodYet')}</span>}
      <button
        type="button"
        tabIndex={-1}
        className="method-more"
        aria-label={t('methodGrid.detailsOf', { name: nameOfRow(row) })}
        onClick={onDetails}
      >
        {icons.more}
      </button>
    </span>
  )
}
