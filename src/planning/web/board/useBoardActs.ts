import { api } from '../../../web/api.ts'
import { t } from '../../../web/i18n.ts'
import { useMay } from '../../../web/session.tsx'
import { useAction } from '../../../web/ui/useAction.ts'
import type { Board } from '../../board.contract.ts'
import { pinChange, splitChange } from './barPanel.tsx'
import type { BoardLayout, BoardView, PlacedBar } from './layout.ts'
import { type BoardMode, changesOfDrop, heldIn, type Place, whyNotGrab } from './proposal.ts'
import { day, snapped } from './time.ts'
import type { KeyActs } from './useKeys.ts'
import type { PointerActs } from './usePointer.ts'
import type { Proposing } from './useProposal.ts'
import { barText, resourceName, shortInstant } from './words.ts'

type Given = {
  board: Board
  layout: BoardLayout
  mode: BoardMode
  view: BoardView
  selected: PlacedBar | undefined
  setSelected: (key: string | undefined) => void
  proposing: Proposing
  say: (text: string) => void
}

/** What pointers and keys mean here: selecting, holding a bar over a place, and the acts on the one that is selected. */
export function useBoardActs(given: Given): {
  pointer: Omit<PointerActs, 'hover' | 'layout'>
  keys: Omit<KeyActs, 'view' | 'showKeys'>
} {
  const { board, layout, mode, view, selected, setSelected, proposing, say } = given
  const mayPlan = useMay('planning.write')
  const undo = useAction(api.board.undo, { done: (r) => t('board.undid', { what: r.summary }) })
  const redo = useAction(api.board.redo, { done: (r) => t('board.redid', { what: r.summary }) })
  const barred = (bar: PlacedBar) => whyNotGrab(bar.bar, mayPlan, t)
  const select = (bar: PlacedBar | undefined) => {
    if (proposing.proposal) return
    setSelected(bar?.bar.key)
    if (bar) say(barText(board, bar).replaceAll('\n', ' · '))
  }
  const hold = (bar: PlacedBar, place: Place) => {
    setSelected(bar.bar.key)
    const where = resourceName(board, place.resource)
    proposing.hold({
      title:
        mode === 'queue'
          ? t('board.queueTitle', { what: bar.bar.operation, where })
          : t('board.moveTitle', { what: bar.bar.operation, where, when: shortInstant(place.start) }),
      changes: changesOfDrop(mode, layout, bar, place),
      held: bar,
      place,
    })
  }
  /** Says why when the selected bar cannot be acted on. */
  const act = (does: (bar: PlacedBar) => void) => () => {
    if (!selected) return
    const [why] = barred(selected)
    if (why) say(why.message)
    else does(selected)
  }
  const propose = (bar: PlacedBar, word: string, change: ReturnType<typeof pinChange>) =>
    change && proposing.propose(`${bar.bar.operation}: ${word}`, [change])
  const { proposal } = proposing
  const heldBar = heldIn(layout, proposal)
  return {
    pointer: {
      select,
      mayGrab: (bar) => barred(bar).length === 0 && !proposing.busy,
      hold: (bar, at, rowKey) => {
        const row = layout.rows.find((r) => r.key === rowKey)
        const resource = (view === 'machine' ? row?.resource : undefined) ?? bar.bar.resource
        const step = { from: 0, perPixel: stepOf(bar) }
        hold(bar, { resource, start: mode === 'queue' ? at : snapped(at, step, board.timeZone) })
      },
      drop: proposing.settle,
    },
    keys: {
      board,
      layout,
      mode,
      selected,
      held: heldBar && proposal?.place ? { bar: heldBar, place: proposal.place } : undefined,
      select,
      grab: act((bar) => {
        hold(bar, { start: bar.start, resource: bar.bar.resource })
        say(t('board.grabbed', { what: bar.bar.operation }))
      }),
      hold: (place) => heldBar && hold(heldBar, place),
      drop: () => (proposal && proposal.changes.length === 0 ? proposing.leave() : void proposing.accept()),
      cancel: () => {
        proposing.leave()
        say(t('board.leftIt'))
      },
      pin: act((bar) =>
        propose(bar, t(bar.bar.pinned || bar.bar.bound ? 'board.unpin' : 'board.pin'), pinChange(bar.bar)),
      ),
      split: act((bar) => propose(bar, t('board.split'), splitChange(board, bar.bar))),
      undo: () => void (mayPlan && board.undo ? undo.run({ actId: board.undo.id }) : say(t('board.nothingToUndo'))),
      redo: () => void (mayPlan && board.redo ? redo.run({ actId: board.redo.id }) : say(t('board.nothingToRedo'))),
    },
  }
}

/** Work of days is set by the hour, all else by the quarter of an hour. */
const stepOf = (bar: PlacedBar): number => (bar.end - bar.start > 2 * day ? 5 * 60_000 : 60_000)
