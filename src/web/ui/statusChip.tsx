import type { ReactNode } from 'react'
import { wordText } from '../i18n.ts'
import type { Tone } from '../theme.ts'

/** Six fixed shapes and two quiet ones, so that a state is never told by color alone. */
const shapes: Record<Tone | 'canceled', ReactNode> = {
  ready: <circle cx="5" cy="5" r="4" fill="currentColor" />,
  running: <path d="M2 1v8l7-4z" fill="currentColor" />,
  waiting: <path d="M5 1l4.500 8h-9z" fill="currentColor" />,
  vendor: (
    <path
      d="M3.500.8.500 3l3 2.200V3.800H9.500V2.200h-6zM6.500 4.800v1.400H.500v1.600h6v1.400l3-2.200z"
      fill="currentColor"
    />
  ),
  blocked: <path d="M1 1h8v8H1z" fill="currentColor" />,
  done: <path d="M1 5.500 3.800 8.300 9 2" stroke="currentColor" strokeWidth="2" fill="none" />,
  neutral: <circle cx="5" cy="5" r="3.400" stroke="currentColor" strokeWidth="1.400" fill="none" />,
  canceled: <path d="M1.500 1.500l7 7M8.500 1.500l-7 7" stroke="currentColor" strokeWidth="1.800" />,
}

/** The tone of every status word of the models. Words not named here are neutral. */
// biome-ignore format: one area's words stand on one line
const toneOfWord: Record<string, Tone> = {
  open: 'running', quoted: 'waiting', ordered: 'done', declined: 'neutral',
  draft: 'neutral', sent: 'running', won: 'done', lost: 'neutral', expired: 'waiting',
  planned: 'neutral', released: 'ready', started: 'running', completed: 'done', closed: 'done', onHold: 'blocked',
  waiting: 'waiting', ready: 'ready', running: 'running', atVendor: 'vendor', blocked: 'blocked', done: 'done',
  expected: 'waiting', missing: 'blocked', none: 'neutral', late: 'blocked', atRisk: 'waiting', onTime: 'ready',
  received: 'done', returned: 'done', shipped: 'done', paid: 'done', posted: 'done', partial: 'running',
  passed: 'ready', failed: 'blocked', rejected: 'blocked', rework: 'waiting', scrap: 'blocked', useAsIs: 'waiting',
  partly: 'running', onDraft: 'running', awaitingTest: 'waiting', inWork: 'running', notStarted: 'neutral', overdue: 'blocked', pass: 'ready', fail: 'blocked',
  active: 'ready', disabled: 'blocked',
}
const crossed = new Set(['canceled', 'reversed', 'credited', 'lost', 'declined', 'disabled', 'archived'])

export const toneOf = (word: string): Tone => toneOfWord[word] ?? 'neutral'

/** A state as word, shape and color. `list` picks a list's own text for the word. */
export function StatusChip({
  word,
  tone = toneOf(word),
  label,
  list,
}: {
  word: string
  tone?: Tone
  label?: string
  list?: string
}) {
  return (
    <span className="chip" style={{ color: `var(--tone-${tone})`, background: `var(--tone-${tone}-ground)` }}>
      <Shape tone={crossed.has(word) ? 'canceled' : tone} />
      {label ?? wordText(word, list)}
    </span>
  )
}

export function Shape({ tone }: { tone: Tone | 'canceled' }) {
  return (
    <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true" focusable="false">
      {shapes[tone]}
    </svg>
  )
}
