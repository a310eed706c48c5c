import type { ColDef, ICellRendererParams } from 'ag-grid-community'
import type { ReactNode } from 'react'
import type { Column, List } from '../../core/list.model.ts'
import { fieldText } from '../i18n.ts'
import { PageLink } from './link.tsx'
import type { Layout } from './listState.ts'
import { isStatus, linkOf, rightAligned, valueNode, valueText } from './values.tsx'

export type GridRow = Readonly<Record<string, unknown>>
export type CellsOf<R> = { [name: string]: (row: R) => ReactNode }

const widths: Record<Column['kind'], number> = {
  id: 80,
  text: 170,
  word: 130,
  words: 170,
  quantity: 110,
  money: 140,
  minutes: 130,
  percent: 100,
  integer: 100,
  day: 120,
  instant: 160,
  flag: 90,
}

/** Columns whose texts are always about as long. */
const known: Readonly<Record<string, number>> = { unit: 70, event: 210 }

const columnNames = (list: List, layout: Layout): string[] => {
  const names = Object.keys(list.columns)
  const kept = (layout.order ?? []).filter((n) => names.includes(n))
  return [...kept, ...names.filter((n) => !kept.includes(n))]
}
export const hiddenColumns = (list: List, layout: Layout): Set<string> =>
  new Set(layout.hidden ?? Object.keys(list.columns).filter((n) => list.columns[n]?.hidden))
/** The visible columns in their order. */
export const visibleColumns = (list: List, layout: Layout): string[] => {
  const hidden = hiddenColumns(list, layout)
  return columnNames(list, layout).filter((n) => !hidden.has(n))
}

const sortOf = (sort: string, name: string): { sort: 'asc' | 'desc' | null; sortIndex: number | null } => {
  const index = sort.split(',').findIndex((s) => s.replace(/^-/, '') === name)
  if (sort === '' || index < 0) return { sort: null, sortIndex: null }
  return { sort: sort.split(',')[index]?.startsWith('-') ? 'desc' : 'asc', sortIndex: index }
}

/** The grid's columns for a described list. The server sorts, so the grid's own comparing never reorders rows. */
export function gridColumns<R extends GridRow>(
  list: List,
  layout: Layout,
  sort: string,
  cells: CellsOf<R>,
  open: ((row: R) => string) | undefined,
): ColDef<R>[] {
  const hidden = hiddenColumns(list, layout)
  const first = visibleColumns(list, layout)[0]
  return columnNames(list, layout).map((name) => {
    const column = list.columns[name] as Column
    const right = rightAligned(column.kind)
    const linked = column.link !== undefined || (name === first && open !== undefined)
    const own = cells[name]
    const render = (row: R): ReactNode => {
      const shown = own ? own(row) : valueNode(list.name, name, column, row[name], row)
      const to = column.link ? linkOf(column.link, row) : linked ? open?.(row) : undefined
      return to ? (
        <PageLink className="record-link" to={to} tabIndex={-1}>
          {shown || '–'}
        </PageLink>
      ) : (
        shown
      )
    }
    return {
      colId: name,
      headerName: fieldText(list.name, name),
      valueGetter: ({ data }) => data?.[name],
      valueFormatter: ({ value, data }) => valueText(list.name, name, column, value, data ?? {}),
      comparator: () => 0,
      hide: hidden.has(name),
      initialWidth:
        layout.widths?.[name] ??
        known[name] ??
        Math.max(widths[column.kind], Math.round(fieldText(list.name, name).length * 7.5) + 36),
      minWidth: 60,
      ...(column.kind === 'text' && name !== first && layout.widths?.[name] === undefined && !known[name]
        ? { flex: 1, minWidth: 160 }
        : {}),
      ...sortOf(sort, name),
      ...(right ? { cellClass: 'ag-right-aligned-cell', headerClass: 'ag-right-aligned-header' } : {}),
      ...(own || linked || isStatus(name, column)
        ? { cellRenderer: ({ data }: ICellRendererParams<R>) => (data ? render(data) : null) }
        : {}),
    }
  })
}
