import { Loader, Modal } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { orpc } from '../api.ts'
import { t } from '../i18n.ts'
import { creatable, sectionsFor, tabsOf } from '../pageTools.ts'
import { recentRecords } from '../recent.ts'
import { sectionPath } from '../sections.ts'
import { type Session, useSession } from '../session.tsx'

type Choice = {
  key: string
  group: 'pages' | 'new' | 'found' | 'recent' | 'acts'
  label: string
  detail?: string
  path?: string
  act?: () => void
}

/** Further things to do from the palette: an area calls this once when its code loads. */
export const paletteActs: { label: string; needs: Parameters<Session['may']>[0]; act: () => void }[] = []

const fixedChoices = ({ may }: Session): Choice[] => [
  ...sectionsFor(may).map(
    (s): Choice => ({ key: `s-${s}`, group: 'pages', label: t(`sections.${s}`), path: sectionPath(s) }),
  ),
  ...sectionsFor(may).flatMap((s) =>
    tabsOf(s, may).map(
      (e): Choice => ({
        key: e.path,
        group: 'pages',
        label: t(`nav.${e.nav}`),
        detail: t(`sections.${s}`),
        path: e.path,
      }),
    ),
  ),
  ...creatable(may).map(
    (e): Choice => ({
      key: e.path,
      group: 'new',
      label: t('shell.newOf', { what: t(`new.${e.create}`) }),
      path: e.path,
    }),
  ),
  ...paletteActs
    .filter((a) => may(a.needs))
    .map((a): Choice => ({ key: a.label, group: 'acts', label: a.label, act: a.act })),
]

const holds = (choice: Choice, words: readonly string[]) =>
  words.every((w) => `${choice.label} ${choice.detail ?? ''}`.toLowerCase().includes(w))

function useChoices(q: string): { choices: Choice[]; busy: boolean } {
  const session = useSession()
  const [asked] = useDebouncedValue(q.trim(), 80)
  const found = useQuery({
    ...orpc.search.find.queryOptions({ input: { q: asked } }),
    enabled: asked.length > 0,
    placeholderData: keepPreviousData,
  })
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  const records = (words.length > 0 ? (found.data ?? []) : []).map(
    (f): Choice => ({
      key: f.path,
      group: 'found',
      label: `${f.number} · ${f.label}`,
      detail: t(`kinds.${f.kind}`),
      path: f.path,
    }),
  )
  const recent =
    words.length > 0
      ? []
      : recentRecords().map((r): Choice => ({ key: `r-${r.path}`, group: 'recent', label: r.title, path: r.path }))
  const fixed = fixedChoices(session).filter((c) => holds(c, words))
  return { choices: [...recent, ...records, ...fixed].slice(0, 60), busy: found.isFetching }
}

export function Palette({ open, close }: { open: boolean; close: () => void }) {
  return (
    <Modal.Root opened={open} onClose={close} size="lg" yOffset="10vh" transitionProps={{ duration: 80 }}>
      <Modal.Overlay />
      <Modal.Content aria-label={t('shell.find')}>{open && <PaletteBox close={close} />}</Modal.Content>
    </Modal.Root>
  )
}

function PaletteBox({ close }: { close: () => void }) {
  const [q, setQ] = useState('')
  const [at, setAt] = useState(0)
  const { choices, busy } = useChoices(q)
  const navigate = useNavigate()
  const listId = useId()
  const box = useRef<HTMLInputElement>(null)
  // At once, not after the dialog's transition: the first letters typed must not be lost.
  useEffect(() => box.current?.focus(), [])
  const chosen = Math.min(at, Math.max(0, choices.length - 1))
  const take = (choice: Choice | undefined) => {
    if (!choice) return
    close()
    if (choice.path) void navigate({ to: choice.path })
    choice.act?.()
  }
  const move = (by: number) => {
    const next = (chosen + by + choices.length) % Math.max(1, choices.length)
    setAt(next)
    document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: 'nearest' })
  }
  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if (event.key === 'Enter') take(choices[chosen])
    else return
    event.preventDefault()
  }
  return (
    <div className="palette">
      <div className="palette-input">
        <input
          ref={box}
          data-autofocus
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={choices.length > 0 ? `${listId}-${chosen}` : undefined}
          aria-label={t('shell.find')}
          placeholder={t('shell.findHint')}
          value={q}
          onChange={(e) => {
            setQ(e.currentTarget.value)
            setAt(0)
          }}
          onKeyDown={pressed}
        />
        {busy && <Loader size="xs" />}
      </div>
      <div id={listId} role="listbox" aria-label={t('shell.results')} className="palette-list">
        {choices.map((choice, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the combobox above
          <div
            key={`${choice.group} ${choice.key}`}
            id={`${listId}-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === chosen}
            className="palette-choice"
            onClick={() => take(choice)}
            onMouseMove={() => setAt(i)}
          >
            <span>{choice.label}</span>
            <span className="dimmed">{choice.detail ?? t(`shell.palette.${choice.group}`)}</span>
          </div>
        ))}
        {choices.length === 0 && (
          <p className="palette-none">{t(busy ? 'shell.searching' : 'shell.nothingFound', { q })}</p>
        )}
      </div>
    </div>
  )
}
