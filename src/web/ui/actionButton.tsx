import { Button, Tooltip } from '@mantine/core'
import { type ReactNode, useCallback, useId, useRef, useState } from 'react'
import type { Refusal } from '../../core/refusal.ts'
import { useShortcut } from '../shell/shortcuts.tsx'
import { sayRefused } from './toast.tsx'

type Props = {
  label: string
  onAct: () => unknown
  /** The rule's reasons why not. With any, the button cannot act, says why on hover, focus and to screen readers. */
  whyNot?: readonly Refusal[]
  /** A single letter that presses it while nothing is being typed. */
  shortcut?: string
  kind?: 'primary' | 'default' | 'danger' | 'quiet'
  icon?: ReactNode
  busy?: boolean
  type?: 'button' | 'submit'
  size?: string
}

const variants = { primary: 'filled', default: 'default', danger: 'outline', quiet: 'subtle' } as const

/** A button that either acts or says why it cannot. It stays focusable when it cannot, so that the reasons are reachable. */
export function ActionButton({
  label,
  onAct,
  whyNot = [],
  shortcut,
  kind = 'default',
  icon,
  busy,
  type = 'button',
  size,
}: Props) {
  const reasonId = useId()
  const [acting, setActing] = useState(false)
  const reasons = whyNot.map((r) => r.message)
  const refused = reasons.length > 0
  const latest = useRef({ onAct, refused })
  latest.current = { onAct, refused }
  const act = useCallback(async () => {
    if (latest.current.refused) return
    setActing(true)
    try {
      await latest.current.onAct()
    } catch (error) {
      sayRefused(error)
    }
    setActing(false)
  }, [])
  const press = useCallback(() => void act(), [act])
  useShortcut(shortcut, label, press)
  const button = (
    <Button
      type={type}
      variant={variants[kind]}
      {...(kind === 'danger' ? { color: 'red' } : {})}
      {...(size ? { size } : {})}
      leftSection={icon}
      loading={(busy ?? false) || acting}
      aria-disabled={refused || undefined}
      data-disabled={refused || undefined}
      aria-describedby={refused ? reasonId : undefined}
      aria-keyshortcuts={shortcut?.toUpperCase()}
      onClick={(event) => {
        if (refused) event.preventDefault()
        else if (type === 'button') press()
      }}
    >
      {label}
    </Button>
  )
  if (!refused) return button
  return (
    <>
      <Tooltip label={<Reasons reasons={reasons} />}>{button}</Tooltip>
      <span id={reasonId} className="hidden-text">
        {reasons.join(' ')}
      </span>
    </>
  )
}

function Reasons({ reasons }: { reasons: readonly string[] }) {
  if (reasons.length === 1) return reasons[0]
  return (
    <ul style={{ margin: 0, paddingLeft: 16 }}>
      {reasons.map((reason) => (
        <li key={reason}>{reason}</li>
      ))}
    </ul>
  )
}
