import { Modal } from '@mantine/core'
import { orpc } from '../../web/api.ts'
import { formatDay, formatQuantity } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { SmallTable } from '../../web/ui/smallTable.tsx'
import { StatusChip } from '../../web/ui/statusChip.tsx'
import { useRead } from '../../web/ui/useRead.ts'

export type Ready = {
  id: number
  job: string
  workOrder: string
  item: string
  itemName: string
  unit: string
  process: string
  vendorId: number | null
  vendor: string | null
  ready: number
  inDraft: number
  dueOn: string
  unitPrice: number | null
  minimumCharge: number | null
  approved: boolean
}

/** Outside operations whose pieces can go and that are not on this draft yet; those meant for this vendor stand first. */
export function AddReady({
  vendorId,
  taken,
  close,
  add,
}: {
  vendorId: number
  taken: readonly number[]
  close: () => void
  add: (ready: Ready) => void
}) {
  const read = useRead(orpc.outsourcing.ready, { limit: 500 })
  return (
    <Modal opened onClose={close} size="70rem" title={t('outside.addReadyTitle')}>
      <Loaded read={read}>
        {({ rows }) => {
          const offered = (rows as readonly Ready[])
            .filter((r) => !taken.includes(r.id))
            .sort((a, b) => Number(b.vendorId === vendorId) - Number(a.vendorId === vendorId))
          return (
            <SmallTable
              caption={t('outside.addReadyTitle')}
              rows={offered}
              keyOf={(r) => r.id}
              empty={t('outside.nothingReady')}
              columns={[
                { name: 'workOrder', label: t('fields.workOrder'), show: (r) => `${r.job} · ${r.workOrder}` },
                { name: 'item', label: t('fields.item'), show: (r) => `${r.item} · ${r.itemName}` },
                { name: 'process', label: t('fields.process') },
                {
                  name: 'vendor',
                  label: t('fields.vendor'),
                  show: (r) =>
                    r.vendorId === vendorId ? r.vendor : <StatusChip word="waiting" label={r.vendor ?? ''} />,
                },
                {
                  name: 'ready',
                  label: t('fields.ready'),
                  kind: 'quantity',
                  show: (r) =>
                    r.inDraft > 0
                      ? t('outside.readyInDraft', {
                          ready: formatQuantity(r.ready, r.unit),
                          inDraft: formatQuantity(r.inDraft),
                        })
                      : formatQuantity(r.ready, r.unit),
                },
                { name: 'dueOn', label: t('fields.dueOn'), show: (r) => formatDay(r.dueOn) },
                {
                  name: 'id',
                  label: '',
                  show: (r) => (
                    <ActionButton label={t('outside.addThis', { workOrder: r.workOrder })} onAct={() => add(r)} />
                  ),
                },
              ]}
            />
          )
        }}
      </Loaded>
    </Modal>
  )
}
