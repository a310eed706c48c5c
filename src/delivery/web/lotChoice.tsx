import { Checkbox, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import { sum } from '../../core/decimal.ts'
import { formatQuantity } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { NumberBox } from '../../web/ui/numberBox.tsx'
import { SmallTable } from '../../web/ui/smallTable.tsx'
import type { Choice } from '../shipment.model.ts'
import type { DraftLine } from './shipmentLines.tsx'

const keyOf = (c: Pick<Choice, 'lotId' | 'placeId'>): string => `${c.lotId}:${c.placeId}`

/** Which lots, or which serial numbers, go; what is taken from each is the new quantity of the line. */
export function LotChoice({
  choices,
  chosen,
  close,
  choose,
}: {
  choices: readonly Choice[]
  chosen: readonly DraftLine[]
  close: () => void
  choose: (lines: DraftLine[]) => void
}) {
  const wanted = sum(chosen.map((l) => l.quantity ?? 0))
  const [taken, setTaken] = useState(
    () =>
      new Map(
        chosen.flatMap((l) =>
          l.placeId === null ? [] : [[keyOf({ lotId: l.lotId, placeId: l.placeId }), l.quantity ?? 0] as const],
        ),
      ),
  )
  const first = chosen[0]
  const total = sum(choices.map((c) => taken.get(keyOf(c)) ?? 0))
  const tooMuch = choices.filter((c) => (taken.get(keyOf(c)) ?? 0) > c.quantity)
  const put = (c: Choice, quantity: number) => setTaken((now) => new Map(now).set(keyOf(c), quantity))
  const whyNot = [
    ...(total <= 0 ? [{ code: 'shipment.no-lot', message: t('delivery.chooseSome') }] : []),
    ...tooMuch.map((c) => ({
      code: 'shipment.lot-too-small',
      message: t('delivery.lotHolds', { lot: c.lot ?? c.place, quantity: formatQuantity(c.quantity) }),
    })),
  ]
  const use = () =>
    first &&
    choose(
      choices.flatMap((c) => {
        const quantity = taken.get(keyOf(c)) ?? 0
        return quantity <= 0
          ? []
          : [
              {
                ...first,
                key: `${first.salesOrderLineId}:${keyOf(c)}`,
                lot: c.lot ?? '',
                lotId: c.lotId,
                placeId: c.placeId,
                quantity,
              },
            ]
      }),
    )
  return (
    <Stack gap="sm" className="lot-choice">
      <h3>{t('delivery.lotsOf', { item: first?.item ?? '', order: first?.order ?? '' })}</h3>
      <SmallTable
        caption={t('delivery.chooseLots')}
        rows={choices}
        keyOf={keyOf}
        columns={[
          { name: 'lot', label: t('delivery.lot') },
          { name: 'place', label: t('delivery.from') },
          { name: 'madeFor', label: t('delivery.madeFor') },
          { name: 'quantity', label: t('delivery.there'), kind: 'quantity' },
          {
            name: 'take',
            label: t('delivery.toShip'),
            kind: 'quantity',
            width: 130,
            show: (c) =>
              c.serial ? (
                <Checkbox
                  aria-label={`${t('delivery.toShip')} ${c.lot}`}
                  checked={(taken.get(keyOf(c)) ?? 0) > 0}
                  onChange={(e) => put(c, e.currentTarget.checked ? 1 : 0)}
                />
              ) : (
                <NumberBox
                  aria-label={`${t('delivery.toShip')} ${c.lot ?? c.place}`}
                  value={taken.get(keyOf(c)) ?? null}
                  onChange={(quantity) => put(c, quantity ?? 0)}
                />
              ),
          },
        ]}
      />
      <p className="dimmed">
        {t('delivery.chosenOf', { chosen: formatQuantity(total), wanted: formatQuantity(wanted) })}
      </p>
      <Group gap="xs">
        <ActionButton kind="primary" label={t('delivery.useLots')} whyNot={whyNot} onAct={use} />
        <ActionButton label={t('ui.cancel')} onAct={close} />
      </Group>
    </Stack>
  )
}
