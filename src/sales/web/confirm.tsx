import { Group, Modal } from '@mantine/core'
import { t } from '../../web/i18n.ts'
import { ActionButton } from '../../web/ui/actionButton.tsx'

/** Asks before work is thrown away that cannot be brought back. */
export function Confirm({
  open,
  close,
  title,
  text,
  act,
}: {
  open: boolean
  close: () => void
  title: string
  text: string
  act: () => Promise<unknown>
}) {
  return (
    <Modal opened={open} onClose={close} title={title}>
      <p>{text}</p>
      <Group justify="flex-end" gap="xs" mt="md">
        <ActionButton label={t('ui.cancel')} onAct={close} />
        <ActionButton
          kind="danger"
          label={title}
          onAct={async () => {
            await act()
            close()
          }}
        />
      </Group>
    </Modal>
  )
}
