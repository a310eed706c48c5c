import { Group, Modal, NativeSelect, Stack, Textarea } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { t, wordText } from '../i18n.ts'
import { ActionButton } from './actionButton.tsx'

type Props = {
  open: boolean
  close: () => void
  title: string
  text?: string
  /** What it reaches, shown above the reason. */
  above?: ReactNode
  /** The act's own word, on the button. */
  label: string
  /** A list of words to choose the cause from; free text is then optional. */
  causes?: readonly string[]
  onConfirm: (reason: { cause: string; text: string }) => unknown
}

/** Asks why before something that others will want to understand later. */
export function ConfirmReason({ open, close, title, ...rest }: Props) {
  return (
    <Modal opened={open} onClose={close} title={title} {...(rest.above ? { size: 'lg' } : {})}>
      {open && <ReasonForm close={close} {...rest} />}
    </Modal>
  )
}

function ReasonForm({ close, text, above, label, causes, onConfirm }: Omit<Props, 'open' | 'title'>) {
  const [cause, setCause] = useState(causes?.[0] ?? '')
  const [reason, setReason] = useState('')
  const lacking = !causes && reason.trim() === '' ? [{ code: 'reason.missing', message: t('ui.reasonMissing') }] : []
  return (
    <Stack gap="sm">
      {text && <p>{text}</p>}
      {above}
      {causes && (
        <NativeSelect
          label={t('ui.cause')}
          data={causes.map((value) => ({ value, label: wordText(value) }))}
          value={cause}
          onChange={(e) => setCause(e.currentTarget.value)}
        />
      )}
      <Textarea
        data-autofocus
        label={t('ui.reason')}
        autosize
        minRows={2}
        required={!causes}
        value={reason}
        onChange={(e) => setReason(e.currentTarget.value)}
      />
      <Group justify="flex-end" gap="xs">
        <ActionButton label={t('ui.cancel')} onAct={close} />
        <ActionButton
          kind="primary"
          label={label}
          whyNot={lacking}
          onAct={async () => {
            await onConfirm({ cause, text: reason.trim() })
            close()
          }}
        />
      </Group>
    </Stack>
  )
}
