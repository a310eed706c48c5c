import { useState } from 'react'
import { formatDay, formatQuantity } from '../../../web/format.ts'
import { t, wordText } from '../../../web/i18n.ts'
import { ActionButton } from '../../../web/ui/actionButton.tsx'
import { Empty } from '../../../web/ui/page.tsx'
import { StatusChip } from '../../../web/ui/statusChip.tsx'
import type { Board } from '../../board.contract.ts'
import { toneOfLook } from './colors.ts'
import type { BoardLayout, PlacedBar } from './layout.ts'
import { lookText, markTexts, peopleNames, resourceName, shortInstant } from './words.ts'

const pageSize = 100

/** The same bars as rows of a table, in the order of the board, with the same acts behind each. */
export function BoardTable(props: {
  board: Board
  layout: BoardLayout
  bright: ReadonlySet<string> | undefined
  selected: string | undefined
  select: (bar: PlacedBar) => void
}) {
  const { board, layout, bright, selected, select } = props
  const [count, setCount] = useState(pageSize)
  const all = layout.rows.flatMap((row) =>
    row.lanes
      .flat()
      .filter((b) => bright?.has(b.bar.key) ?? true)
      .sort((a, b) => a.start - b.start)
      .map((placed) => ({ row, placed })),
  )
  if (all.length === 0) return <Empty text={t('board.noBars')} />
  const head = [
    'row',
    'job',
    'operation',
    'name',
    'item',
    'quantity',
    'where',
    'people',
    'start',
    'end',
    'state',
    'dueOn',
    'material',
    'reason',
  ]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table larger than its place scrolls by keyboard
    <section className="board-table" tabIndex={0} aria-label={t('board.asTable')}>
      <table className="lines">
        <caption className="hidden-text">{t('board.tableCaption')}</caption>
        <thead>
          <tr>
            {head.map((name) => (
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
              <td>{placed.bar.job}</td>
              <td>
                <button type="button" className="board-open" onClick={() => select(placed)}>
                  {placed.bar.operation}
                </button>
              </td>
              <td>{placed.bar.name}</td>
              <td>{placed.bar.item}</td>
              <td className="number">{formatQuantity(placed.bar.quantity)}</td>
              <td>{resourceName(board, placed.bar.resource)}</td>
              <td>{peopleNames(board, placed.bar)}</td>
              <td>{shortInstant(placed.bar.startAt)}</td>
              <td>{shortInstant(placed.bar.endAt)}</td>
              <td>
                <StatusChip word={placed.look} tone={toneOfLook[placed.look]} label={lookText(placed.bar)} />{' '}
                {markTexts(placed.bar).join(', ')}
              </td>
              <td>{formatDay(placed.bar.dueOn)}</td>
              <td>{wordText(placed.bar.material, 'lightStates')}</td>
              <td>{placed.bar.reason}</td>
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
