import { Group, Modal, Stack } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../web/api.ts'
import { t } from '../../web/i18n.ts'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { EditableLines } from '../../web/ui/editableLines.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { PlacePicker } from './placePicker.tsx'

type Line = { itemId: number | null; quantity: number | null; unitCost: number | null; lotNumber: string }
const blank = (): Line => ({ itemId: null, quantity: null, unitCost: null, lotNumber: '' })

/** What lies in a place on the first day; all lines or, with every fault named, none. */
export const OpeningDialog = ({ open, close }: { open: boolean; close: () => void }) => (
  <Modal opened={open} onClose={close} title={t('stock.opening')} size="xl">
    {open && <OpeningForm close={close} />}
  </Modal>
)

function OpeningForm({ close }: { close: () => void }) {
  const [placeId, setPlace] = useState<number | null>(null)
  const [lines, setLines] = useState<Line[]>([blank()])
  const post = useAction(api.stock.opening, {
    done: (o) => t('stock.openingPosted', { number: o.documentNumber, count: o.moves }),
  })
  const save = async () => {
    const filled = lines.filter((l) => l.itemId !== null)
    const posted = await post.run({
      lines: filled.map((l) => ({
        itemId: l.itemId ?? 0,
        placeId: placeId ?? 0,
        quantity: l.quantity ?? 0,
        lotNumber: l.lotNumber,
        ...(l.unitCost === null ? {} : { unitCost: l.unitCost }),
      })),
    })
    if (posted) close()
  }
  return (
    <Stack gap="sm">
      <PlacePicker label={t('fields.place')} required value={placeId} onChange={setPlace} />
      <EditableLines
        label={t('stock.opening')}
        columns={[
          { name: 'itemId', label: t('fields.item'), kind: 'reference', to: 'items', width: 280 },
          { name: 'quantity', label: t('fields.quantity'), kind: 'quantity', width: 100 },
          { name: 'unitCost', label: t('stock.unitCost'), kind: 'money', width: 110 },
          { name: 'lotNumber', label: t('stock.lotNumber'), kind: 'text', width: 150 },
        ]}
        lines={lines}
        onChange={setLines}
        newLine={blank}
        keyOf={(_, i) => i}
      />
      <Group justify="flex-end" gap="xs">
        <ActionButton label={t('ui.cancel')} onAct={close} />
        <ActionButton
          kind="primary"
          label={t('stock.postOpening')}
          busy={post.busy}
          onAct={save}
          whyNot={placeId === null ? [{ code: 'stock.no-place', message: t('stock.choosePlace') }] : []}
        />
      </Group>
    </Stack>
  )
}
