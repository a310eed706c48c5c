import { Modal, Stack } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../web/api.ts'
import { formatQuantity } from '../../web/format.ts'
import { t, wordText } from '../../web/i18n.ts'
import { useMay } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { PageLink } from '../../web/ui/link.tsx'
import { NumberBox } from '../../web/ui/numberBox.tsx'
import { SmallTable } from '../../web/ui/smallTable.tsx'
import { StatusChip } from '../../web/ui/statusChip.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import type { WorkOrder } from './operationStrip.tsx'

type Material = WorkOrder['materials'][number]

const open = (m: Material): number => Math.max(0, Math.round((m.required - m.issued) * 1e6) / 1e6)

/** Ready when it is issued or can be, otherwise missing; a made line follows its work order. */
export const materialState = (m: Material): 'done' | 'ready' | 'missing' | 'waiting' =>
  open(m) === 0 ? 'done' : m.supply === 'make' ? 'waiting' : m.reserved + m.free >= open(m) ? 'ready' : 'missing'

/** A work order's materials with what is there for them, and the act of issuing. */
export function JobMaterials({ workOrder }: { workOrder: WorkOrder }) {
  const mayIssue = useMay('shopfloor.report')
  const [asked, setAsked] = useState<Material>()
  const running = workOrder.status === 'released' || workOrder.status === 'started'
  const notOpen = running
    ? []
    : [
        {
          code: 'workOrder.not-open',
          message: t('jobs.notOpen', { number: workOrder.number, status: wordText(workOrder.status).toLowerCase() }),
        },
      ]
  return (
    <>
      <SmallTable
        rows={workOrder.materials}
        keyOf={(m) => m.id}
        caption={t('jobs.materialsOf', { number: workOrder.number })}
        empty={t('jobs.noMaterials')}
        columns={[
          { name: 'itemNumber', label: t('fields.item'), link: (m) => `/items/${m.itemId}` },
          { name: 'itemName', label: t('fields.name') },
          { name: 'supply', label: t('fields.supply'), show: (m) => wordText(m.supply) },
          {
            name: 'operationSequence',
            label: t('jobs.forOperation'),
            kind: 'integer',
            show: (m) => m.operationSequence ?? '',
          },
          {
            name: 'required',
            label: t('jobs.required'),
            kind: 'quantity',
            show: (m) => formatQuantity(m.required, m.unit),
          },
          { name: 'issued', label: t('jobs.issued'), kind: 'quantity', show: (m) => formatQuantity(m.issued) },
          {
            name: 'free',
            label: t('jobs.available'),
            kind: 'quantity',
            show: (m) =>
              m.childWorkOrderId !== null ? (
                <PageLink className="record-link" to={`/work-orders/${m.childWorkOrderId}`}>
                  {m.childWorkOrder}
                </PageLink>
              ) : m.supply === 'make' ? (
                ''
              ) : (
                formatQuantity(m.reserved + m.free)
              ),
          },
          { name: 'state', label: t('fields.state'), show: (m) => <StatusChip word={materialState(m)} /> },
          {
            name: 'act',
            label: '',
            show: (m) =>
              mayIssue && open(m) > 0 && (m.supply !== 'make' || m.reserved + m.free > 0) ? (
                <ActionButton
                  size="compact-sm"
                  label={t('jobs.issue')}
                  whyNot={[
                    ...notOpen,
                    ...(m.reserved + m.free > 0
                      ? []
                      : [{ code: 'material.none', message: t('jobs.noneThere', { item: m.itemNumber }) }]),
                  ]}
                  onAct={() => setAsked(m)}
                />
              ) : null,
          },
        ]}
      />
      <Modal
        opened={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title={t('jobs.issueTo', { item: asked?.itemNumber ?? '', number: workOrder.number })}
      >
        {asked && <IssueForm material={asked} close={() => setAsked(undefined)} />}
      </Modal>
    </>
  )
}

function IssueForm({ material, close }: { material: Material; close: () => void }) {
  const [quantity, setQuantity] = useState<number | null>(
    // In place of what is made below no more than there is: the rest is still to come.
    material.supply === 'make' ? Math.min(open(material), material.reserved + material.free) : open(material),
  )
  const issue = useAction(api.floor.issue, { done: t('jobs.issuedDone', { item: material.itemNumber }) })
  const lacking = quantity && quantity > 0 ? [] : [{ code: 'quantity.missing', message: t('jobs.sayQuantity') }]
  return (
    <Stack gap="sm">
      <NumberBox
        data-autofocus
        label={`${t('fields.quantity')} (${material.unit})`}
        value={quantity}
        onChange={setQuantity}
      />
      <p className="dimmed">
        {t('jobs.thereIs', { quantity: formatQuantity(material.reserved + material.free, material.unit) })}
      </p>
      <ActionButton
        kind="primary"
        label={t('jobs.issue')}
        whyNot={lacking}
        onAct={async () => {
          if (await issue.run({ materialId: material.id, quantity: quantity ?? 0 })) close()
        }}
      />
    </Stack>
  )
}
