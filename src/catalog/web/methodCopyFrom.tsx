import { Group, Modal, Stack } from '@mantine/core'
import { useState } from 'react'
import { t } from '../../web/i18n.ts'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import type { FoundItem } from '../itemPage.model.ts'
import { ItemPicker } from './itemPicker.tsx'

/** Replaces the level in hand by what another item's method says. */
export function CopyFrom({
  close,
  level,
  copy,
}: {
  close: () => void
  level: string
  copy: (itemId: number) => Promise<void>
}) {
  const [from, setFrom] = useState<FoundItem>()
  return (
    <Modal opened onClose={close} title={t('methodGrid.copyFromTitle', { item: level })}>
      <Stack gap="sm">
        <ItemPicker
          label={t('methodGrid.copyFromItem')}
          value={from ? { itemId: from.itemId, number: `${from.number} · ${from.name}` } : null}
          onChoose={setFrom}
        />
        <p className="dimmed">{t('methodGrid.copyFromText', { item: level })}</p>
        <Group justify="flex-end" gap="xs">
          <ActionButton label={t('ui.cancel')} onAct={close} />
          <ActionButton
            kind="primary"
            label={t('methodGrid.copy')}
            whyNot={from ? [] : [{ code: 'item.missing', message: t('methodGrid.chooseItem') }]}
            onAct={async () => {
              if (from) await copy(from.itemId)
              close()
            }}
          />
        </Group>
      </Stack>
    </Modal>
  )
}
