import { Group, Modal, Stack, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { PlacePicker } from '../../inventory/web/placePicker.tsx'
import { api } from '../../web/api.ts'
import { formatQuantity, plantToday } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { NumberBox } from '../../web/ui/numberBox.tsx'
import { SmallTable } from '../../web/ui/smallTable.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { whyNotReturn } from '../delivery.rules.ts'
import type { Shipment } from '../shipment.model.ts'

type Props = { shipment: Shipment; open: boolean; close: () => void }

/** Some of what left came back: how many of each line, where they are put, and why. */
export function ReturnDialog(props: Props) {
  return (
    <Modal opened={props.open} onClose={props.close} title={t('delivery.cameBack')} size="xl">
      {props.open && <ReturnForm {...props} />}
    </Modal>
  )
}

function ReturnForm({ shipment, close }: Props) {
  const navigate = useNavigate()
  const [back, setBack] = useState<Record<number, number | null>>({})
  const [placeId, setPlace] = useState<number | null>(null)
  const [receivedOn, setDay] = useState(plantToday())
  const [reason, setReason] = useState('')
  const returning = useAction(api.shipments.returnGoods, { done: (r) => t('delivery.returned', { number: r.number }) })
  const there = shipment.lines.filter((l) => !l.service && l.returned < l.quantity)
  const filled = there.flatMap((l) => {
    const quantity = back[l.id] ?? 0
    return quantity > 0 ? [{ ...l, back: quantity }] : []
  })
  const whyNot = [
    ...whyNotReturn({ ...shipment, isReturn: shipment.returnOf !== null, lines: filled }),
    ...(reason.trim() === '' ? [{ code: 'return.no-reason', message: t('ui.reasonMissing') }] : []),
  ]
  const save = async () => {
    const made = await returning.run({
      shipmentId: shipment.id,
      receivedOn,
      reason,
      lines: filled.map((l) => ({ shipmentLineId: l.id, quantity: l.back, placeId })),
    })
    if (made) void navigate({ to: `/shipments/${made.id}` })
  }
  return (
    <Stack gap="md">
      <SmallTable
        caption={t('delivery.cameBack')}
        rows={there}
        keyOf={(l) => l.id}
        columns={[
          { name: 'orderNumber', label: t('delivery.orderLine'), show: (l) => `${l.orderNumber} / ${l.orderLine}` },
          { name: 'itemNumber', label: t('delivery.item') },
          { name: 'lot', label: t('delivery.lot') },
          {
            name: 'quantity',
            label: t('delivery.atCustomer'),
            kind: 'quantity',
            show: (l) => formatQuantity(l.quantity - l.returned, l.unit),
          },
          {
            name: 'back',
            label: t('delivery.back'),
            kind: 'quantity',
            width: 130,
            show: (l, i) => (
              <NumberBox
                data-autofocus={i === 0 || undefined}
                aria-label={`${t('delivery.back')} ${l.itemNumber} ${l.lot ?? ''}`}
                value={back[l.id] ?? null}
                onChange={(quantity) => setBack((now) => ({ ...now, [l.id]: quantity }))}
              />
            ),
          },
        ]}
      />
      <div className="field-grid">
        <PlacePicker label={t('delivery.putInto')} placeholder="REJECT" value={placeId} onChange={setPlace} />
        <TextInput
          type="date"
          label={t('delivery.cameBackOn')}
          required
          value={receivedOn}
          onChange={(e) => setDay(e.currentTarget.value)}
        />
        <TextInput
          label={t('ui.reason')}
          required
          maxLength={1000}
          value={reason}
          onChange={(e) => setReason(e.currentTarget.value)}
        />
      </div>
      <p className="dimmed">{t('delivery.returnText')}</p>
      <Group justify="flex-end" gap="xs">
        <ActionButton label={t('ui.cancel')} onAct={close} />
        <ActionButton kind="primary" label={t('delivery.takeIn')} whyNot={whyNot} busy={returning.busy} onAct={save} />
      </Group>
    </Stack>
  )
}
