import { Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { plantToday } from '../../../web/format.ts'
import { t } from '../../../web/i18n.ts'
import { ActionButton } from '../../../web/ui/actionButton.tsx'
import { NumberBox } from '../../../web/ui/numberBox.tsx'
import { ReferencePicker } from '../../../web/ui/referencePicker.tsx'
import type { Proposing } from './useProposal.ts'

/** A rush order that is not there yet: tried on the board like a bar that is held, so who loses is read before it is taken. */
export function RushDialog({ open, close, proposing }: { open: boolean; close: () => void; proposing: Proposing }) {
  return (
    <Modal opened={open} onClose={close} title={t('whatIf.kinds.rushOrder')}>
      {open && <Form close={close} proposing={proposing} />}
    </Modal>
  )
}

const inTwoWeeks = () => new Date(Date.parse(`${plantToday()}T00:00:00Z`) + 14 * 86_400_000).toISOString().slice(0, 10)

function Form({ close, proposing }: { close: () => void; proposing: Proposing }) {
  const [item, setItem] = useState<{ id: number | null; label: string }>({ id: null, label: '' })
  const [quantity, setQuantity] = useState<number | null>(1)
  const [dueOn, setDueOn] = useState(inTwoWeeks)
  const missing = item.id === null || !quantity || !dueOn
  return (
    <Stack gap="sm">
      <p className="dimmed">{t('board.rushText')}</p>
      <ReferencePicker
        label={t('fields.item')}
        required
        to="items"
        value={item.id}
        onChange={(id, label) => setItem({ id, label })}
      />
      <NumberBox label={t('fields.quantity')} value={quantity} onChange={setQuantity} />
      <TextInput
        type="date"
        label={t('fields.dueOn')}
        value={dueOn}
        onChange={(e) => setDueOn(e.currentTarget.value)}
      />
      <Group justify="flex-end">
        <ActionButton label={t('ui.cancel')} onAct={close} />
        <ActionButton
          kind="primary"
          label={t('board.tryMove')}
          whyNot={missing ? [{ code: 'what-if.missing', message: t('whatIf.missing') }] : []}
          onAct={() => {
            if (item.id === null || !quantity) return
            proposing.propose(t('whatIf.names.rushOrder', { quantity, item: item.label }), [
              { kind: 'rushOrder', itemId: item.id, quantity, dueOn },
            ])
            close()
          }}
        />
      </Group>
    </Stack>
  )
}
