import { Modal, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { type CostElement, costElements } from '../../engines/costing/elements.ts'
import { api, orpc } from '../../web/api.ts'
import { formatInstant, formatMoney, formatPercent, formatPrice, formatQuantity } from '../../web/format.ts'
import { t, wordText } from '../../web/i18n.ts'
import { useMay } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { NumberBox } from '../../web/ui/numberBox.tsx'
import { KeyValue, Section } from '../../web/ui/page.tsx'
import { SmallTable } from '../../web/ui/smallTable.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'
import type { CostSheet as Sheet } from '../cost.contract.ts'

type Line = Sheet['lines'][number]

/** A job's costs by element: what was estimated, what is spent, what is to come; every number opens to its facts. */
export function CostSheet({ jobId }: { jobId: number }) {
  const sheet = useRead(orpc.costing.sheet, { id: jobId })
  const mayCharge = useMay('costing.write')
  const [open, setOpen] = useState<'facts' | 'charge'>()
  return (
    <Section
      title={t('costing.sheet')}
      actions={
        <>
          {mayCharge && <ActionButton label={t('costing.charge')} onAct={() => setOpen('charge')} />}
          <ActionButton label={t('costing.facts')} onAct={() => setOpen('facts')} />
        </>
      }
    >
      <Loaded read={sheet}>{(s) => <Shown sheet={s} />}</Loaded>
      <Modal opened={open === 'facts'} onClose={() => setOpen(undefined)} title={t('costing.facts')} size="90%">
        {open === 'facts' && <Facts jobId={jobId} />}
      </Modal>
      <Modal opened={open === 'charge'} onClose={() => setOpen(undefined)} title={t('costing.charge')}>
        {open === 'charge' && <ChargeForm jobId={jobId} close={() => setOpen(undefined)} />}
      </Modal>
    </Section>
  )
}

const amounts = ['estimate', 'actual', 'toGo', 'forecast', 'variance'] as const

function Shown({ sheet }: { sheet: Sheet }) {
  return (
    <>
      <KeyValue
        facts={[
          [t('costing.revenue'), formatMoney(sheet.margin.revenue)],
          [t('costing.spent'), formatMoney(sheet.total.actual)],
          [t('costing.forecast'), formatMoney(sheet.total.forecast)],
          [
            t('costing.margin'),
            `${formatMoney(sheet.margin.margin)}${sheet.margin.percent === null ? '' : ` · ${formatPercent(sheet.margin.percent)}`}`,
          ],
          [t('costing.inProcess'), formatMoney(sheet.inProcess)],
        ]}
      />
      <SmallTable
        rows={sheet.lines}
        keyOf={(l) => l.element}
        caption={t('costing.sheet')}
        empty={t('costing.nothing')}
        columns={[
          {
            name: 'element',
            label: t('costing.element'),
            show: (l: Line) => wordText(l.element),
            foot: t('costing.total'),
          },
          ...amounts.map((name) => ({
            name,
            label: t(`costing.${name}`),
            kind: 'money' as const,
            show: (l: Line) => formatMoney(l[name]),
            foot: formatMoney(sheet.total[name]),
          })),
        ]}
      />
      <SmallTable
        rows={sheet.workOrders}
        keyOf={(w) => w.id}
        caption={t('costing.perWorkOrder')}
        columns={[
          { name: 'number', label: t('fields.workOrder') },
          { name: 'itemName', label: t('fields.item') },
          { name: 'quantity', label: t('fields.quantity'), kind: 'quantity', show: (w) => formatQuantity(w.quantity) },
          { name: 'estimate', label: t('costing.estimate'), kind: 'money', show: (w) => formatMoney(w.total.estimate) },
          { name: 'actual', label: t('costing.actual'), kind: 'money', show: (w) => formatMoney(w.total.actual) },
          {
            name: 'estimatedUnitCost',
            label: t('costing.estimatedUnitCost'),
            kind: 'money',
            show: (w) => formatPrice(w.estimatedUnitCost),
          },
          {
            name: 'unitCost',
            label: t('costing.unitCost'),
            kind: 'money',
            show: (w) => <strong data-testid={`unit-cost-${w.number}`}>{formatPrice(w.unitCost)}</strong>,
          },
        ]}
      />
    </>
  )
}

function Facts({ jobId }: { jobId: number }) {
  const facts = useRead(orpc.costing.facts, { id: jobId })
  return (
    <Loaded read={facts}>
      {(rows) => (
        <SmallTable
          rows={rows}
          keyOf={(_f, i) => i}
          empty={t('costing.nothing')}
          columns={[
            { name: 'at', label: t('fields.at'), show: (f) => formatInstant(f.at) },
            { name: 'workOrder', label: t('fields.workOrder') },
            { name: 'element', label: t('costing.element'), show: (f) => wordText(f.element) },
            { name: 'operation', label: t('fields.operation') },
            { name: 'what', label: t('costing.what') },
            {
              name: 'quantity',
              label: t('fields.quantity'),
              kind: 'quantity',
              show: (f) => formatQuantity(f.quantity),
            },
            { name: 'rate', label: t('costing.rate'), kind: 'money', show: (f) => formatPrice(f.rate) },
            { name: 'amount', label: t('costing.amount'), kind: 'money', show: (f) => formatPrice(f.amount) },
            { name: 'source', label: t('costing.source'), show: (f) => wordText(f.source) },
          ]}
        />
      )}
    </Loaded>
  )
}

function ChargeForm({ jobId, close }: { jobId: number; close: () => void }) {
  const [element, setElement] = useState<CostElement>('tooling')
  const [amount, setAmount] = useState<number | null>(null)
  const [note, setNote] = useState('')
  const charge = useAction(api.costing.charge, { done: t('costing.charged') })
  const lacking = [
    ...(amount ? [] : [{ code: 'charge.amount', message: t('costing.sayAmount') }]),
    ...(note.trim() ? [] : [{ code: 'charge.note', message: t('costing.sayNote') }]),
  ]
  return (
    <Stack gap="sm">
      <NativeSelect
        data-autofocus
        label={t('costing.element')}
        data={costElements.map((value) => ({ value, label: wordText(value) }))}
        value={element}
        onChange={(e) => setElement(e.currentTarget.value as CostElement)}
      />
      <NumberBox label={t('costing.amount')} value={amount} onChange={setAmount} decimals={4} />
      <TextInput label={t('costing.what')} value={note} onChange={(e) => setNote(e.currentTarget.value)} />
      <ActionButton
        kind="primary"
        label={t('costing.charge')}
        whyNot={lacking}
        onAct={async () =>
          (await charge.run({ id: jobId, workOrderId: null, element, amount: amount ?? 0, note })) ? close() : undefined
        }
      />
    </Stack>
  )
}
