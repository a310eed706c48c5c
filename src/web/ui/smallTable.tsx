import type { ReactNode } from 'react'
import type { ColumnKind } from '../../core/list.model.ts'
import { t } from '../i18n.ts'
import { PageLink } from './link.tsx'
import { Empty } from './page.tsx'
import { TableScroll } from './tableScroll.tsx'
import { rightAligned, valueNode } from './values.tsx'

export type SmallColumn<R> = {
  name: string
  label: string
  /** How the value under `name` is shown; text when left out. `show` replaces it. */
  kind?: ColumnKind
  words?: readonly string[]
  show?: (row: R, index: number) => ReactNode
  link?: (row: R) => string | undefined
  /** The foot of the column, e.g. a total. */
  foot?: ReactNode
  width?: number | string
}

/** A plain dense table for the lines of a document. */
export function SmallTable<R extends object>(props: {
  columns: readonly SmallColumn<R>[]
  rows: readonly R[]
  keyOf: (row: R, index: number) => string | number
  caption?: string
  empty?: string
  list?: string
}) {
  const { columns, rows, keyOf, caption, empty = t('ui.noLines'), list = '' } = props
  if (rows.length === 0) return <Empty text={empty} />
  const numeric = (c: SmallColumn<R>) => (c.kind && rightAligned(c.kind) ? 'number' : undefined)
  return (
    <TableScroll>
      <table className="lines">
        {caption && <caption className="hidden-text">{caption}</caption>}
        <thead>
          <tr>
            {columns.map((c) => (
              <th key={c.name} className={numeric(c)} scope="col" style={{ width: c.width }}>
                {c.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={keyOf(row, i)}>
              {columns.map((c) => (
                <td key={c.name} className={numeric(c)}>
                  <Cell column={c} row={row} index={i} list={list} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {columns.some((c) => c.foot !== undefined) && (
          <tfoot>
            <tr>
              {columns.map((c) => (
                <td key={c.name} className={numeric(c)}>
                  {c.foot}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </TableScroll>
  )
}

function Cell<R extends object>({
  column,
  row,
  index,
  list,
}: {
  column: SmallColumn<R>
  row: R
  index: number
  list: string
}) {
  const values = row as Record<string, unknown>
  const shown = column.show
    ? column.show(row, index)
    : valueNode(
        list,
        column.name,
        { kind: column.kind ?? 'text', ...(column.words ? { words: column.words } : {}) },
        values[column.name],
        values,
      )
  const to = column.link?.(row)
  return to ? (
    <PageLink className="record-link" to={to}>
      {shown}
    </PageLink>
  ) : (
    shown
  )
}
