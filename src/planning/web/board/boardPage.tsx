import { useLocalStorage } from '@mantine/hooks'
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { orpc } from '../../../web/api.ts'
import { t } from '../../../web/i18n.ts'
import { Loaded } from '../../../web/ui/loaded.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { useRead } from '../../../web/ui/useRead.ts'
import type { Board } from '../../board.contract.ts'
import { AutoPlanDialog } from './autoPlan.tsx'
import { BarPanel } from './barPanel.tsx'
import { BoardActions, BoardState } from './boardActions.tsx'
import { BoardBar, type Shown } from './boardBar.tsx'
import { BoardCanvas } from './boardCanvas.tsx'
import { BoardTable } from './boardTable.tsx'
import { KeysDialog } from './keysDialog.tsx'
import { layOut, type PlacedBar } from './layout.ts'
import { ProposalPanel } from './proposalPanel.tsx'
import { RushDialog } from './rushDialog.tsx'
import { useBoardActs } from './useBoardActs.ts'
import { boardKey } from './useKeys.ts'
import { usePicture } from './usePicture.ts'
import { useProposal } from './useProposal.ts'
import { createView, reveal, useWindow, type ViewStore } from './viewport.ts'
import { barText } from './words.ts'
import './board.css'

type Dialog = 'autoPlan' | 'rushOrder' | 'keys'

/** The live schedule board: the plan as bars over time, by machine, person or job. */
export function BoardPage() {
  const [view] = useState(() => createView(Date.now()))
  const window = useWindow(view)
  const board = useRead(orpc.board.window, JSON.parse(window) as { from: string; to: string }, { keep: true })
  const [dialog, setDialog] = useState<Dialog>()
  return (
    <Page
      title={t('nav.board')}
      aside={board.data && <BoardState board={board.data as Board} />}
      actions={board.data && <BoardActions board={board.data as Board} open={setDialog} />}
    >
      <Loaded read={board}>
        {(shown) => <Showing board={shown as Board} view={view} dialog={dialog} setDialog={setDialog} />}
      </Loaded>
    </Page>
  )
}

type ShownProps = {
  board: Board
  view: ViewStore
  dialog: Dialog | undefined
  setDialog: (dialog: Dialog | undefined) => void
}

const asked = () => new URLSearchParams(location.search).get('find') ?? ''

function Showing({ board, view, dialog, setDialog }: ShownProps) {
  const [kept, keep] = useLocalStorage<Pick<Shown, 'view' | 'mode' | 'table'>>({
    key: 'fettle.board',
    defaultValue: { view: 'machine', mode: 'dates', table: false },
    getInitialValueInEffect: false,
  })
  const [sought, seek] = useState({ search: asked(), lateOnly: false })
  const shown: Shown = { ...kept, ...sought }
  const change = ({ search, lateOnly, ...next }: Partial<Shown>) => {
    if (Object.keys(next).length > 0) keep({ ...kept, ...next })
    seek((was) => ({ search: search ?? was.search, lateOnly: lateOnly ?? was.lateOnly }))
  }
  const [selectedKey, setSelected] = useState<string>()
  const [said, say] = useState('')
  const layout = useMemo(() => layOut(board, kept.view, { noVendor: t('board.noVendor') }), [board, kept.view])
  const proposing = useProposal(board.version, say)
  const focus = useRef<HTMLDivElement>(null)
  const selected = selectedKey === undefined ? undefined : layout.byKey.get(selectedKey)
  const acts = useBoardActs({ board, layout, mode: kept.mode, view: kept.view, selected, setSelected, proposing, say })
  const { picture, found } = usePicture({ board, layout, shown, selected, proposing })
  const next = useRef(0)
  const findNext = useCallback(() => {
    // What is still to be done comes before what is done.
    const rank = (b: PlacedBar) => Number(b.bar.state === 'done')
    const bars = layout.bars.filter((b) => found?.has(b.bar.key)).sort((a, b) => rank(a) - rank(b) || a.start - b.start)
    const bar = bars[next.current++ % Math.max(1, bars.length)]
    if (!bar) return
    setSelected(bar.bar.key)
    reveal(view, layout, bar)
  }, [found, layout, view])
  // A search from the address, or typed, jumps to the first that it finds.
  const jumped = useRef('')
  useEffect(() => {
    if (sought.search === jumped.current) return
    jumped.current = sought.search
    next.current = 0
    if (sought.search.length > 2) findNext()
  }, [sought.search, findNext])
  const panel = proposing.proposal ? (
    <ProposalPanel board={board} proposing={proposing} />
  ) : selected ? (
    <BarPanel key={selected.bar.key} board={board} bar={selected.bar} proposing={proposing} />
  ) : undefined
  return (
    <>
      <BoardBar
        shown={shown}
        change={change}
        found={sought.search || sought.lateOnly ? found?.size : undefined}
        findNext={findNext}
        view={view}
        now={Date.parse(board.now)}
      />
      <div className="board-main">
        {kept.table ? (
          <BoardTable
            board={board}
            layout={layout}
            bright={picture.bright}
            view={kept.view}
            from={view.now().axis.from}
            selected={selectedKey}
            select={(b) => setSelected(b.bar.key)}
          />
        ) : (
          <BoardCanvas
            view={view}
            acts={acts.pointer}
            layout={layout}
            picture={picture}
            describe={(b) => barText(board, b)}
            label={t('board.label', { rows: t(`board.views.${kept.view}`).toLowerCase() })}
            focusRef={focus}
            onKey={(e) => {
              const isOurs = boardKey(e, { ...acts.keys, view, showKeys: () => setDialog('keys') })
              if (isOurs) e.preventDefault()
            }}
          />
        )}
        {panel && <Side close={() => (proposing.proposal ? proposing.leave() : setSelected(undefined))}>{panel}</Side>}
      </div>
      <Foot board={board} said={said} />
      <AutoPlanDialog board={board} open={dialog === 'autoPlan'} close={() => setDialog(undefined)} />
      <RushDialog open={dialog === 'rushOrder'} close={() => setDialog(undefined)} proposing={proposing} />
      <KeysDialog open={dialog === 'keys'} close={() => setDialog(undefined)} />
    </>
  )
}

function Side({ close, children }: { close: () => void; children: ReactNode }) {
  return (
    <aside className="board-side" aria-label={t('board.chosen')}>
      <button type="button" className="board-close" aria-label={t('board.closeSide')} onClick={close}>
        ×
      </button>
      {children}
    </aside>
  )
}

/** What was just said, for eyes and screen readers, and what stands without a place. */
function Foot({ board, said }: { board: Board; said: string }) {
  const { unplaced, undo } = board
  return (
    <div className="board-foot">
      <p role="status" aria-live="polite">
        {said || <span className="dimmed">{t('board.keysHint')}</span>}
      </p>
      {undo && <p className="dimmed board-last">{t('board.lastAct', { what: undo.summary, by: undo.by })}</p>}
      {unplaced.length > 0 && (
        <details>
          <summary>{t('board.unplaced', { count: unplaced.length })}</summary>
          <ul>
            {unplaced.map((u) => (
              <li key={u.operationId}>
                <strong>
                  {u.job} {u.operation}
                </strong>{' '}
                {u.name}: {u.reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
