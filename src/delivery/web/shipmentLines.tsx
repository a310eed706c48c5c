import { ActionIcon, Group, Modal, Stack } from '@mantine/core'
import { useState } from 'react'
import { api, orpc } from '../../web/api.ts'
import { formatQuantity } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { icons } from '../../web/shell/icons.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { NumberBox } from '../../web/ui/numberBox.tsx'
import { SmallTable } from '../../web/ui/smallTable.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'
import type { Shipment, ShipmentChange } from '../shipment.model.ts'
import { LotChoice } from './lotChoice.tsx'

type Line = {
  key: string
  salesOrderLineId: number
  order: string
  item: string
  lot: string
  lotId: number | null
  placeId: number | null
  quantity: number | null
}
export type DraftLine = Line
type Props = { shipment: Shipment; head: Omit<ShipmentChange, 'lines'>; open: boolean; close: () => void }

/** Quantities of a draft and what else could go with it to the same customer. */
export function LinesDialog(props: Props) {
  return (
    <Modal opened={props.open} onClose={props.close} title={t('delivery.changeLines')} size="xl">
      {props.open && <LinesForm {...props} />}
    </Modal>
  )
}

const linesOf = (shipment: Shipment): Line[] =>
  shipment.lines.map((l) => ({
    key: String(l.id),
    salesOrderLineId: l.salesOrderLineId,
    order: `${l.orderNumber} / ${l.orderLine}`,
    item: l.itemNumber,
    lot: l.lot ?? '',
    lotId: l.lotId,
    placeId: l.placeId,
    quantity: l.quantity,
  }))

function LinesForm({ shipment, head, close }: Props) {
  const [lines, setLines] = useState(() => linesOf(shipment))
  const [choosing, setChoosing] = useState<number>()
  const choices = useRead(orpc.shipments.choices, { id: shipment.id })
  const hasLots = (salesOrderLineId: number) =>
    (choices.data ?? []).some((c) => c.salesOrderLineId === salesOrderLineId && c.lotId !== null)
  const ready = useRead(orpc.shipments.ready, { filter: { customerId: String(shipment.customerId) } })
  const store = useAction(api.shipments.update)
  const others = (ready.data?.rows ?? []).filter((r) => r.ready > 0 && !lines.some((l) => l.salesOrderLineId === r.id))
  const wrong = lines.some((l) => (l.quantity ?? 0) <= 0) || lines.length === 0
  const save = async () => {
    const wanted = lines.map((l) => ({
      salesOrderLineId: l.salesOrderLineId,
      lotId: l.lotId,
      placeId: l.placeId,
      quantity: l.quantity ?? 0,
    }))
    if (await store.run({ ...head, id: shipment.id, lines: wanted })) close()
  }
  return (
    <Stack gap="md">
      <SmallTable
        caption={t('delivery.lines')}
        rows={lines}
        keyOf={(l) => l.key}
        columns={[
          { name: 'order', label: t('delivery.orderLine') },
          { name: 'item', label: t('delivery.item') },
          {
            name: 'lot',
            label: t('delivery.lot'),
            show: (l) => (
              <>
                {l.lot}{' '}
                {hasLots(l.salesOrderLineId) && (
                  <ActionButton
                    kind="quiet"
                    size="compact-sm"
                    label={t('delivery.chooseLots')}
                    onAct={() => setChoosing(l.salesOrderLineId)}
                  />
                )}
              </>
            ),
          },
          {
            name: 'quantity',
            label: t('delivery.toShip'),
            kind: 'quantity',
            width: 130,
            show: (l, i) => (
              <NumberBox
                data-autofocus={i === 0 || undefined}
                aria-label={`${t('delivery.toShip')}, ${l.order} ${l.item} ${l.lot}`}
                value={l.quantity}
                onChange={(quantity) => setLines((now) => now.map((o) => (o.key === l.key ? { ...o, quantity } : o)))}
              />
            ),
          },
          {
            name: 'remove',
            label: '',
            width: 44,
            show: (l, i) => (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('ui.removeLine', { line: i + 1 })}
                onClick={() => setLines((now) => now.filter((o) => o.key !== l.key))}
              >
                {icons.close}
              </ActionIcon>
            ),
          },
        ]}
      />
      {choosing !== undefined && (
        <LotChoice
          key={choosing}
          choices={(choices.data ?? []).filter((c) => c.salesOrderLineId === choosing)}
          chosen={lines.filter((l) => l.salesOrderLineId === choosing)}
          close={() => setChoosing(undefined)}
          choose={(next) => {
            setLines((now) => {
              const at = now.findIndex((l) => l.salesOrderLineId === choosing)
              const rest = now.filter((l) => l.salesOrderLineId !== choosing)
              return [...rest.slice(0, at), ...next, ...rest.slice(at)]
            })
            setChoosing(undefined)
          }}
        />
      )}
      {others.length > 0 && (
        <>
          <h3>{t('delivery.addLines')}</h3>
          <SmallTable
            rows={others}
            keyOf={(r) => r.id}
            columns={[
              { name: 'order', label: t('delivery.orderLine'), show: (r) => `${r.order} / ${r.line}` },
              { name: 'item', label: t('delivery.item') },
              { name: 'ready', label: t('fields.ready'), kind: 'quantity', show: (r) => formatQuantity(r.ready) },
              { name: 'promisedOn', label: t('delivery.promised'), kind: 'day' },
              {
                name: 'add',
                label: '',
                width: 90,
                show: (r) => (
                  <ActionButton
                    label={t('ui.add')}
                    onAct={() =>
                      setLines((now) => [
                        ...now,
                        {
                          key: `new-${r.id}`,
                          salesOrderLineId: r.id,
                          order: `${r.order} / ${r.line}`,
                          item: r.item,
                          lot: '',
                          lotId: null,
                          placeId: null,
                          quantity: r.ready,
                        },
                      ])
                    }
                  />
                ),
              },
            ]}
          />
        </>
      )}
      <Group justify="flex-end" gap="xs">
        <ActionButton label={t('ui.cancel')} onAct={close} />
        <ActionButton
          kind="primary"
          label={t('ui.save')}
          whyNot={wrong ? [{ code: 'shipment.quantity', message: t('delivery.quantityMissing') }] : []}
          onAct={save}
        />
      </Group>
    </Stack>
  )
}
