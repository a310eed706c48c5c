import { Button, Popover, SegmentedControl, Switch, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { t } from '../../../web/i18n.ts'
import { Shape } from '../../../web/ui/statusChip.tsx'
import { toneOfLook } from './colors.ts'
import { type BoardView, barLooks, boardViews } from './layout.ts'
import { type BoardMode, boardModes } from './proposal.ts'
import { showNow, useZoomName, type ViewStore, type ZoomName, zoomBy, zoomSpans, zoomTo } from './viewport.ts'
import './legend.css'

export type Shown = { view: BoardView; mode: BoardMode; table: boolean; lateOnly: boolean; search: string }

/** How the board is shown: rows, mode, zoom, search, filter. Nothing here changes the plan. */
export function BoardBar(props: {
  shown: Shown
  change: (next: Partial<Shown>) => void
  found: number | undefined
  findNext: () => void
  view: ViewStore
  now: number
}) {
  const { shown, change, found, findNext, view, now } = props
  return (
    <div className="board-tools" role="toolbar" aria-label={t('board.tools')}>
      <Choice
        label={t('board.rows')}
        words={boardViews}
        value={shown.view}
        text={(v) => t(`board.views.${v}`)}
        onChange={(v) => change({ view: v })}
      />
      <Choice
        label={t('board.mode')}
        words={boardModes}
        value={shown.mode}
        text={(v) => t(`board.modes.${v}`)}
        hint={(v) => t(`board.modeHints.${v}`)}
        onChange={(v) => change({ mode: v })}
      />
      <Zoom view={view} now={now} />
      <TextInput
        aria-label={t('board.search')}
        placeholder={t('board.search')}
        type="search"
        className="board-search"
        value={shown.search}
        onChange={(e) => change({ search: e.currentTarget.value })}
        onKeyDown={(e) => {
          if (e.key === 'Enter') findNext()
          if (e.key === 'Escape') change({ search: '' })
        }}
        rightSectionWidth={34}
        rightSection={found !== undefined && <span className="dimmed">{found}</span>}
      />
      <Switch
        size="xs"
        label={t('board.lateOnly')}
        checked={shown.lateOnly}
        onChange={(e) => change({ lateOnly: e.currentTarget.checked })}
      />
      <Switch
        size="xs"
        label={t('board.asTable')}
        checked={shown.table}
        onChange={(e) => change({ table: e.currentTarget.checked })}
      />
      <Legend />
    </div>
  )
}

function Choice<W extends string>(props: {
  label: string
  words: readonly W[]
  value: W
  text: (word: W) => string
  hint?: (word: W) => string
  onChange: (word: W) => void
}) {
  const { label, words, value, text, hint, onChange } = props
  return (
    <SegmentedControl
      size="xs"
      aria-label={label}
      {...(hint ? { title: hint(value) } : {})}
      data={words.map((word) => ({ value: word, label: text(word) }))}
      value={value}
      onChange={(word) => onChange(word as W)}
    />
  )
}

function Zoom({ view, now }: { view: ViewStore; now: number }) {
  const name = useZoomName(view)
  return (
    <div className="board-zoom">
      <Button variant="default" px={8} aria-label={t('board.zoomOut')} onClick={() => zoomBy(view, 1 / 1.6)}>
        −
      </Button>
      <select
        aria-label={t('board.zoom')}
        value={name}
        onChange={(e) => zoomTo(view, zoomSpans[e.currentTarget.value as ZoomName], now)}
      >
        {Object.keys(zoomSpans).map((word) => (
          <option key={word} value={word}>
            {t(`board.zooms.${word}`)}
          </option>
        ))}
      </select>
      <Button variant="default" px={8} aria-label={t('board.zoomIn')} onClick={() => zoomBy(view, 1.6)}>
        +
      </Button>
      <Button variant="default" px={10} onClick={() => showNow(view, now)}>
        {t('board.today')}
      </Button>
    </div>
  )
}

/** Color, shape and word of everything on the board. */
function Legend() {
  const line = (mark: ReactNode, text: string) => (
    <li key={text}>
      {mark}
      <span>{text}</span>
    </li>
  )
  const swatch = (kind: string) => <i className="board-swatch" data-kind={kind} aria-hidden="true" />
  return (
    <Popover position="bottom-end" shadow="md" withArrow>
      <Popover.Target>
        <Button variant="default">{t('board.legend')}</Button>
      </Popover.Target>
      <Popover.Dropdown>
        <ul className="board-legend">
          {barLooks.map((look) =>
            line(
              <i
                className="board-swatch"
                aria-hidden="true"
                style={{
                  color: `var(--tone-${toneOfLook[look]})`,
                  background: `var(--tone-${toneOfLook[look]}-ground)`,
                  borderLeft: `3px solid var(--tone-${toneOfLook[look]})`,
                }}
              >
                <Shape tone={toneOfLook[look]} />
              </i>,
              t(`board.looks.${look}`),
            ),
          )}
          {(
            [
              'late',
              'setup',
              'past',
              'closed',
              'unattended',
              'down',
              'overtime',
              'due',
              'now',
              'frozen',
              'load',
            ] as const
          ).map((kind) => line(swatch(kind), t(`board.marks.${kind}`)))}
          {line(<b aria-hidden="true">●╷</b>, t('board.marks.pinned'))}
          {line(<b aria-hidden="true">»</b>, t('board.marks.rush'))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  )
}
