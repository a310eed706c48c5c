import { Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../web/api.ts'
import { formatQuantity } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { useMay } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { NumberBox } from '../../web/ui/numberBox.tsx'
import { ReferencePicker } from '../../web/ui/referencePicker.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { PlacePicker } from './placePicker.tsx'

/** What a dialog begins with, e.g. the balance on whose line it was opened. */
export type Start = { itemId?: number; placeId?: number; lot?: string | null; quantity?: number; unit?: string }
type Dialog = { open: boolean; close: () => void; start?: Start }

export const TransferDialog = ({ open, close, start = {} }: Dialog) => (
  <Modal opened={open} onClose={close} title={t('stock.transfer')}>
    {open && <TransferForm close={close} start={start} />}
  </Modal>
)

function TransferForm({ close, start }: { close: () => void; start: Start }) {
  const [itemId, setItem] = useState<number | null>(start.itemId ?? null)
  const [fromPlaceId, setFrom] = useState<number | null>(start.placeId ?? null)
  const [toPlaceId, setTo] = useState<number | null>(null)
  const [quantity, setQuantity] = useState<number | null>(start.quantity ?? null)
  const [lotNumber, setLot] = useState(start.lot ?? '')
  const [reason, setReason] = useState('')
  const move = useAction(api.stock.transfer, {
    done: (m) => t('stock.transferred', { number: m.documentNumber, quantity: formatQuantity(m.quantity, start.unit) }),
    undo: (m) => api.stock.reverse({ id: m.id, reason: t('ui.undone') }),
  })
  const save = async () => {
    const moved = await move.run({
      itemId: itemId ?? 0,
      fromPlaceId: fromPlaceId ?? 0,
      toPlaceId: toPlaceId ?? 0,
      quantity: quantity ?? 0,
      lotNumber,
      reason,
    })
    if (moved) close()
  }
  return (
    <Stack gap="sm" component="form">
      {start.itemId === undefined && (
        <ReferencePicker label={t('fields.item')} required to="items" value={itemId} onChange={setItem} />
      )}
      <PlacePicker label={t('stock.from')} required value={fromPlaceId} onChange={setFrom} />
      <PlacePicker label={t('stock.to')} required value={toPlaceId} onChange={setTo} />
      <NumberBox
        label={t('fields.quantity')}
        required
        data-autofocus
        value={quantity}
        onChange={setQuantity}
        {...(start.unit ? { suffix: ` ${start.unit}` } : {})}
      />
      <TextInput
        label={t('stock.lotNumber')}
        description={t('stock.lotHint')}
        maxLength={60}
        value={lotNumber}
        onChange={(e) => setLot(e.currentTarget.value)}
      />
      <TextInput
        label={t('ui.reason')}
        maxLength={300}
        value={reason}
        onChange={(e) => setReason(e.currentTarget.value)}
      />
      <Group justify="flex-end" gap="xs">
        <ActionButton label={t('ui.cancel')} onAct={close} />
        <ActionButton kind="primary" label={t('stock.transfer')} busy={move.busy} onAct={save} />
      </Group>
    </Stack>
  )
}

export const AdjustDialog = ({ open, close, start = {} }: Dialog) => (
  <Modal opened={open} onClose={close} title={t('stock.adjust')}>
    {open && <AdjustForm close={close} start={start} />}
  </Modal>
)

function AdjustForm({ close, start }: { close: () => void; start: Start }) {
  const seesCosts = useMay('costing.read')
  const [itemId, setItem] = useState<number | null>(start.itemId ?? null)
  const [placeId, setPlace] = useState<number | null>(start.placeId ?? null)
  const [change, setChange] = useState<number | null>(null)
  const [lotNumber, setLot] = useState(start.lot ?? '')
  const [unitCost, setCost] = useState<number | null>(null)
  const [reason, setReason] = useState('')
  const adjust = useAction(api.stock.adjust, {
    done: (m) => t('stock.adjusted', { number: m.documentNumber }),
    undo: (m) => api.stock.reverse({ id: m.id, reason: t('ui.undone') }),
  })
  const save = async () => {
    const moved = await adjust.run({
      itemId: itemId ?? 0,
      placeId: placeId ?? 0,
      change: change ?? 0,
      reason,
      lotNumber,
      ...(unitCost === null ? {} : { unitCost }),
    })
    if (moved) close()
  }
  return (
    <Stack gap="sm" component="form">
      {start.itemId === undefined && (
        <ReferencePicker label={t('fields.item')} required to="items" value={itemId} onChange={setItem} />
      )}
      <PlacePicker label={t('fields.place')} required value={placeId} onChange={setPlace} />
      <NumberBox
        label={t('stock.change')}
        description={t('stock.changeHint')}
        required
        data-autofocus
        allowNegative
        value={change}
        onChange={setChange}
        {...(start.unit ? { suffix: ` ${start.unit}` } : {})}
      />
      <TextInput
        label={t('stock.lotNumber')}
        description={t('stock.lotHint')}
        maxLength={60}
        value={lotNumber}
        onChange={(e) => setLot(e.currentTarget.value)}
      />
      {seesCosts && (change ?? 0) > 0 && (
        <NumberBox
          label={t('stock.unitCost')}
          description={t('stock.unitCostHint')}
          decimals={4}
          value={unitCost}
          onChange={setCost}
        />
      )}
      <TextInput
        label={t('ui.reason')}
        required
        maxLength={300}
        value={reason}
        onChange={(e) => setReason(e.currentTarget.value)}
      />
      <Group justify="flex-end" gap="xs">
        <ActionButton label={t('ui.cancel')} onAct={close} />
        <ActionButton
          kind="primary"
          label={t('stock.adjust')}
          busy={adjust.busy}
          onAct={save}
          whyNot={reason.trim() === '' ? [{ code: 'stock.no-reason', message: t('ui.reasonMissing') }] : []}
        />
      </Group>
    </Stack>
  )
}
