import { type ReactNode, useState } from 'react'
import { formatDay, formatQuantity } from '../../../web/format.ts'
import { t, wordText } from '../../../web/i18n.ts'
import { ActionButton } from '../../../web/ui/actionButton.tsx'
import { Empty } from '../../../web/ui/page.tsx'
import { StatusChip } from '../../../web/ui/statusChip.tsx'
import type { Board } from '../../board.contract.ts'
import type { Bar } from '../../board.model.ts'
import { toneOfLook } from './colors.ts'
import { type BoardLayout, type BoardView, lookOf, type PlacedBar } from './layout.ts'
import { lookText, markTexts, peopleNames, resourceName, shortInstant } from './words.ts'

const pageSize = 100

type Show = (bar: Bar, board: Board, open: () => void) => ReactNode
const allColumns: readonly (readonly [name: string, show: Show])[] = [
  ['job', (b) => b.job],
  [
    'operation',
    (b, _, open) => (
      <button type="button" className="board-open" onClick={open}>
        {b.operation}
      </button>
    ),
  ],
  ['name', (b) => b.name],
  ['item', (b) => b.item],
  ['quantity', (b) => formatQuantity(b.quantity)],
  ['where', (b, board) => resourceName(board, b.resource)],
  ['start', (b) => shortInstant(b.startAt)],
  ['end', (b) => shortInstant(b.endAt)],
  [
    'state',
    (b) => (
      <>
        <StatusChip word={lookOf(b)} tone={toneOfLook[lookOf(b)]} label={lookText(b)} /> {markTexts(b).join(', ')}
      </>
    ),
  ],
  ['dueOn', (b) => formatDay(b.dueOn)],
  ['people', (b, board) => peopleNames(board, b)],
  ['material', (b) => wordText(b.material, 'lightStates')],
  ['reason', (b) => b.reason],
]

/** The same bars as rows of a table, in the order of the board, with the same acts behind each. */
export function BoardTable(props: {
  board: Board
  layout: BoardLayout
  bright: ReadonlySet<string> | undefined
  view: BoardView
  /** What was done before is left out, as it is left of the board's edge. */
  from: number
  selected: string | undefined
  select: (bar: PlacedBar) => void
}) {
  const { board, layout, bright, view, from, selected, select } = props
  const [count, setCount] = useState(pageSize)
  const all = layout.rows.flatMap((row) =>
    row.lanes
      .flat()
      .filter((b) => (b.bar.state !== 'done' || b.end > from) && (bright?.has(b.bar.key) ?? true))
      .sort((a, b) => a.start - b.start)
      .map((placed) => ({ row, placed })),
  )
  if (all.length === 0) return <Empty text={t('board.noBars')} />
  // The row's own title says one of these already.
  const told = { machine: 'where', person: 'people', job: 'job' }[view]
  const columns = allColumns.filter(([name]) => name !== told)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table larger than its place scrolls by keyboard
    <section className="board-table" tabIndex={0} aria-label={t('board.asTable')}>
      <table className="lines">
        <caption className="hidden-text">{t('board.tableCaption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t(`board.columns.${view}`)}</th>
            {columns.map(([name]) => (
              <th key={name} scope="col" className={name === 'quantity' ? 'number' : undefined}>
                {t(`board.columns.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {all.slice(0, count).map(({ row, placed }) => (
            <tr key={`${row.key} ${placed.bar.key}`} aria-selected={placed.bar.key === selected} data-clickable>
              <th scope="row">{row.title}</th>
              {columns.map(([name, show]) => (
                <td key={name} className={name === 'quantity' ? 'number' : undefined}>
                  {show(placed.bar, board, () => select(placed))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {count < all.length && (
        <ActionButton label={t('board.more', { count: all.length - count })} onAct={() => setCount(count + pageSize)} />
      )}
    </section>
  )
}
