import { useMemo } from 'react'
import { t } from '../../../web/i18n.ts'
import type { Board } from '../../board.contract.ts'
import type { Bar } from '../../board.model.ts'
import type { Shown } from './boardBar.tsx'
import type { BoardLayout, BoardView, PlacedBar } from './layout.ts'
import { heldIn, whyNotDrop } from './proposal.ts'
import type { Ghost, Scene } from './scene.ts'
import { endOfDay } from './time.ts'
import type { Proposing } from './useProposal.ts'
import { aboveText, tickText } from './words.ts'

type Picture = Omit<Scene, 'axis' | 'scroll' | 'width' | 'height' | 'headWidth' | 'colors' | 'hovered' | 'layout'>

/** More outlines than this say no more. */
const mostGhosts = 400

const rowsOf = (bar: Bar, view: BoardView): string[] =>
  view === 'machine' ? [bar.resource] : view === 'job' ? [`j${bar.job}`] : bar.personIds.map((id) => `p${id}`)

/** The held bar where it would stand, and all others that would move. */
function ghostsOf(layout: BoardLayout, view: BoardView, proposing: Proposing): Ghost[] {
  const { proposal, trying } = proposing
  if (!proposal) return []
  const held = heldIn(layout, proposal)
  const bad = !trying.asking && whyNotDrop(trying.trial, trying.reasons).length > 0
  const moved = (trying.trial?.bars ?? []).slice(0, mostGhosts)
  const ghosts = moved
    .filter((b) => held === undefined || b.operationId !== held.bar.operationId || !trying.asking)
    .flatMap((bar) =>
      rowsOf(bar, view).map(
        (row): Ghost => ({
          row,
          start: Date.parse(bar.startAt),
          end: Date.parse(bar.endAt),
          lane: bar.lane,
          label: `${bar.job} ${bar.name}`,
          own: held !== undefined && bar.operationId === held.bar.operationId,
          bad,
        }),
      ),
    )
  if (!held || !proposal.place || ghosts.some((g) => g.own)) return ghosts.sort((a, b) => Number(a.own) - Number(b.own))
  const { start, resource } = proposal.place
  const rows = view === 'machine' ? [resource] : rowsOf(held.bar, view)
  const own = rows.map(
    (row): Ghost => ({
      row,
      start,
      end: start + held.end - held.start,
      lane: held.lane,
      label: `${held.bar.job} ${held.bar.name}`,
      own: true,
      bad,
    }),
  )
  return [...ghosts, ...own]
}

const textOf = ({ bar }: PlacedBar): string =>
  `${bar.job} ${bar.operation} ${bar.name} ${bar.item} ${bar.customers}`.toLowerCase()

/** What the canvas draws besides rows and bars: what is selected, found, held, and where its work is due. */
export function usePicture(given: {
  board: Board
  layout: BoardLayout
  shown: Shown
  selected: PlacedBar | undefined
  proposing: Proposing
}): { picture: Picture; found: ReadonlySet<string> | undefined } {
  const { board, layout, shown, selected, proposing } = given
  const { search, lateOnly, view } = shown
  const found = useMemo(() => {
    const words = search.trim().toLowerCase().split(/\s+/).filter(Boolean)
    if (words.length === 0 && !lateOnly) return undefined
    const fits = (b: PlacedBar) => (!lateOnly || b.bar.lateDays > 0) && words.every((w) => textOf(b).includes(w))
    return new Set(layout.bars.filter(fits).map((b) => b.bar.key))
  }, [layout, search, lateOnly])
  const ghosts = ghostsOf(layout, view, proposing)
  const leaving = new Set(
    (proposing.trying.trial?.bars ?? []).map((b) => b.key).concat(proposing.proposal?.held?.bar.key ?? []),
  )
  const held = heldIn(layout, proposing.proposal)?.bar
  const job = selected?.bar.job
  const arrows = useMemo(
    () =>
      new Set(
        job === undefined ? [] : layout.bars.filter((b) => b.bar.job === job).flatMap((b) => b.bar.operationId ?? []),
      ),
    [layout, job],
  )
  return {
    found,
    picture: {
      zone: board.timeZone,
      now: Date.parse(board.now),
      frozenUntil: Date.parse(board.frozenUntil),
      selected: selected?.bar.key,
      bright: found,
      leaving: proposing.proposal ? leaving : new Set(),
      targets: held && view === 'machine' ? new Set([held.resource, ...held.alternatives]) : undefined,
      ghosts,
      due: selected && {
        at: endOfDay(selected.bar.dueOn, board.timeZone),
        label: t('board.dueMark', { job: selected.bar.job }),
      },
      arrows,
      format: { tick: tickText, above: aboveText, now: t('board.nowMark') },
    },
  }
}
