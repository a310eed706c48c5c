import { Group } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { t } from '../../web/i18n.ts'
import { ActionButton } from '../../web/ui/actionButton.tsx'

/** The frame of a document that is typed in: the cursor stands in its first box, Ctrl+S stores it from anywhere in it, Escape in no box leaves it be. */
export function DocumentForm({
  children,
  onSave,
  saveLabel,
  busy,
  cancelTo,
}: {
  children: ReactNode
  onSave: () => unknown
  saveLabel: string
  busy: boolean
  cancelTo: string
}) {
  const navigate = useNavigate()
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector<HTMLElement>('input, textarea, select')?.focus(), [])
  const pressed = (event: KeyboardEvent<HTMLFormElement>) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return
    event.preventDefault()
    void onSave()
  }
  return (
    <form ref={form} className="stack" onKeyDown={pressed} onSubmit={(e) => e.preventDefault()}>
      {children}
      <Group gap="xs">
        <ActionButton kind="primary" label={saveLabel} busy={busy} onAct={onSave} />
        <ActionButton label={t('ui.cancel')} onAct={() => void navigate({ to: cancelTo })} />
        <span className="dimmed">{t('sales.saveHint')}</span>
      </Group>
    </form>
  )
}
