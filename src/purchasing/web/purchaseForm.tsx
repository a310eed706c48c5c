import { NativeSelect, Textarea } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { sum } from '../../core/decimal.ts'
import { type Currency, currencies } from '../../parties/party.model.ts'
import { lineAmounts } from '../../sales/price.rules.ts'
import { DocumentForm } from '../../sales/web/documentForm.tsx'
import { api, orpc } from '../../web/api.ts'
import { formatMoney, formatQuantity } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { usePathId } from '../../web/pageTools.ts'
import { useSession } from '../../web/session.tsx'
import { EditableLines } from '../../web/ui/editableLines.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { NumberBox } from '../../web/ui/numberBox.tsx'
import { Page, Section } from '../../web/ui/page.tsx'
import { ReferencePicker } from '../../web/ui/referencePicker.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'
import type { PurchaseOrder } from '../purchase.contract.ts'

type Peg = { materialId: number; quantity: number } | { workOrderId: number; quantity: number }
type Line = {
  itemId: number | null
  description: string
  quantity: number | null
  unitPrice: number | null
  taxPercent: number | null
  dueOn: string | null
  overPercent: number | null
  pegs: Peg[]
  net?: number
  forWhom?: string
  jobs: string
}
type Values = {
  supplierId: number | null
  currency: Currency | ''
  exchangeRate: number | null
  notes: string
  lines: Line[]
}

const blank = (): Line => ({
  itemId: null,
  description: '',
  quantity: 1,
  unitPrice: null,
  taxPercent: 0,
  dueOn: null,
  overPercent: 5,
  pegs: [],
  jobs: '',
})
const netOf = (l: Line, currency: string): number =>
  lineAmounts({ quantity: l.quantity ?? 0, unitPrice: l.unitPrice ?? 0, oneOffPrice: 0, taxPercent: 0 }, currency).net

/** What a line sends; what is left empty is filled in from the supplier's prices and the item. */
const asInput = (l: Line) => ({
  itemId: l.itemId ?? 0,
  description: l.description,
  quantity: l.quantity ?? 0,
  ...(l.unitPrice === null ? {} : { unitPrice: l.unitPrice }),
  ...(l.taxPercent === null ? {} : { taxPercent: l.taxPercent }),
  ...(l.dueOn === null ? {} : { dueOn: l.dueOn }),
  ...(l.overPercent === null ? {} : { overPercent: l.overPercent }),
  // A service bought for one work order is bought for it whole, however its quantity changed meanwhile.
  pegs: l.pegs.map((p) => ('workOrderId' in p && l.pegs.length === 1 ? { ...p, quantity: l.quantity ?? 0 } : p)),
})
const inputOf = (v: Values) => ({
  ...(v.currency === '' ? {} : { currency: v.currency }),
  ...(v.exchangeRate === null ? {} : { exchangeRate: v.exchangeRate }),
  notes: v.notes,
  lines: v.lines.filter((l) => l.itemId !== null).map(asInput),
})

export function NewPurchaseOrder() {
  const navigate = useNavigate()
  const create = useAction((v: Values) => api.purchasing.create({ supplierId: v.supplierId ?? 0, ...inputOf(v) }))
  const save = async (v: Values) => {
    const made = await create.run(v)
    if (made) void navigate({ to: `/purchase-orders/${made.id}` })
  }
  return (
    <Page title={t('buy.newOrder')} crumbs={[{ label: t('nav.purchaseOrders'), to: '/purchase-orders' }]}>
      <Form
        begin={{ supplierId: null, currency: '', exchangeRate: null, notes: '', lines: [blank()] }}
        busy={create.busy}
        save={save}
        saveLabel={t('buy.draftIt')}
        cancelTo="/purchase-orders"
      />
    </Page>
  )
}

const valuesOf = (o: PurchaseOrder): Values => ({
  supplierId: o.supplierId,
  currency: o.currency,
  exchangeRate: o.exchangeRate,
  notes: o.notes,
  lines: o.lines.map((l) => ({
    itemId: l.itemId,
    description: l.description,
    quantity: l.quantity,
    unitPrice: l.unitPrice,
    taxPercent: l.taxPercent,
    dueOn: l.dueOn,
    overPercent: l.overPercent,
    pegs: l.pegs.map((p) =>
      p.materialId === null
        ? { workOrderId: p.workOrderId, quantity: p.quantity }
        : { materialId: p.materialId, quantity: p.quantity },
    ),
    jobs: l.pegs.map((p) => `${p.job} ${formatQuantity(p.quantity)}`).join(', '),
  })),
})

export function ChangePurchaseOrder() {
  const order = useRead(orpc.purchasing.get, { id: usePathId() })
  return <Loaded read={order}>{(o) => <Change order={o} />}</Loaded>
}

function Change({ order }: { order: PurchaseOrder }) {
  const navigate = useNavigate()
  const update = useAction((v: Values) => api.purchasing.update({ id: order.id, ...inputOf(v) }))
  const save = async (v: Values) => {
    if (await update.run(v)) void navigate({ to: `/purchase-orders/${order.id}` })
  }
  return (
    <Page
      title={order.supplier}
      number={order.number}
      status={order.status}
      crumbs={[{ label: t('nav.purchaseOrders'), to: '/purchase-orders' }]}
    >
      <Form
        begin={valuesOf(order)}
        fixedSupplier
        busy={update.busy}
        save={save}
        saveLabel={t('ui.save')}
        cancelTo={`/purchase-orders/${order.id}`}
      />
    </Page>
  )
}

/** What a service is bought for is chosen here, a whole line for one work order; goods are pegged by their shortage. */
function ForWhom({ line, put }: { line: Line; put: (change: Partial<Line>) => void }) {
  const services = useRead(orpc.items.list, { limit: 500, filter: { kind: 'service' } })
  const isService = services.data?.rows.some((r) => r['id'] === line.itemId) ?? false
  const open = useRead(
    orpc.jobs.workOrders,
    { limit: 500, filter: { status: 'planned,released,started' } },
    { enabled: isService },
  )
  if (!isService || line.pegs.some((p) => 'materialId' in p)) return line.jobs || t('buy.stock')
  const chosen = line.pegs[0]
  return (
    <NativeSelect
      size="xs"
      aria-label={t('buy.forWorkOrder')}
      value={chosen && 'workOrderId' in chosen ? String(chosen.workOrderId) : ''}
      onChange={(e) => {
        const workOrderId = Number(e.currentTarget.value)
        put({ pegs: workOrderId > 0 ? [{ workOrderId, quantity: line.quantity ?? 0 }] : [] })
      }}
      data={[
        { value: '', label: t('buy.chooseWorkOrder') },
        ...(open.data?.rows ?? []).map((w) => ({
          value: String(w['id']),
          label: `${w['number']} · ${w['item']}`,
        })),
      ]}
    />
  )
}

type FormProps = {
  begin: Values
  fixedSupplier?: boolean
  busy: boolean
  save: (values: Values) => Promise<void>
  saveLabel: string
  cancelTo: string
}

function Form({ begin, fixedSupplier = false, busy, save, saveLabel, cancelTo }: FormProps) {
  const { company } = useSession()
  const [values, setValues] = useState(begin)
  const put = (change: Partial<Values>) => setValues((now) => ({ ...now, ...change }))
  const supplier = useRead(orpc.parties.get, { id: values.supplierId ?? 0 }, { enabled: values.supplierId !== null })
  const currency = values.currency || supplier.data?.currency || company.currency
  return (
    <DocumentForm onSave={() => save(values)} saveLabel={saveLabel} busy={busy} cancelTo={cancelTo}>
      <Section>
        <div className="field-grid">
          <ReferencePicker
            label={t('fields.supplier')}
            required
            disabled={fixedSupplier}
            to="parties"
            value={values.supplierId}
            onChange={(supplierId) => put({ supplierId })}
          />
          <NativeSelect
            label={t('fields.currency')}
            data={[{ value: '', label: t('buy.suppliersOwn') }, ...currencies.map((c) => ({ value: c, label: c }))]}
            value={values.currency}
            onChange={(e) => put({ currency: e.currentTarget.value as Currency | '' })}
          />
          {currency !== company.currency && (
            <NumberBox
              label={t('fields.exchangeRate')}
              description={t('buy.rateHint', { own: company.currency })}
              value={values.exchangeRate}
              onChange={(exchangeRate) => put({ exchangeRate })}
            />
          )}
        </div>
      </Section>
      <Section title={t('buy.lines')}>
        <p className="dimmed">{t('buy.linesHint')}</p>
        <EditableLines
          label={t('buy.lines')}
          columns={[
            {
              name: 'itemId',
              label: t('fields.item'),
              kind: 'reference',
              to: 'items',
              width: 240,
              follows: (line, label) =>
                line.description === '' ? { description: label.split(' · ').slice(1).join(' · ') } : {},
            },
            { name: 'description', label: t('fields.description'), kind: 'text' },
            { name: 'quantity', label: t('fields.quantity'), kind: 'quantity', width: 90 },
            { name: 'unitPrice', label: t('fields.unitPrice'), kind: 'money', width: 100 },
            { name: 'dueOn', label: t('fields.dueOn'), kind: 'day', width: 140 },
            { name: 'taxPercent', label: t('fields.taxPercent'), kind: 'percent', width: 70 },
            { name: 'overPercent', label: t('fields.overPercent'), kind: 'percent', width: 80 },
            {
              name: 'forWhom',
              label: t('buy.for'),
              kind: 'text',
              width: 200,
              show: (l, i) => (
                <ForWhom
                  line={l}
                  put={(change) => put({ lines: values.lines.map((o, n) => (n === i ? { ...o, ...change } : o)) })}
                />
              ),
            },
            {
              name: 'net',
              label: t('fields.net'),
              kind: 'money',
              width: 110,
              show: (l) => (l.unitPrice === null ? '' : formatMoney(netOf(l, currency), currency)),
            },
          ]}
          lines={values.lines}
          onChange={(lines) => put({ lines })}
          newLine={() => ({ ...blank(), dueOn: values.lines.at(-1)?.dueOn ?? null })}
          keyOf={(_, i) => i}
          footer={
            <tr>
              <td colSpan={8}>{t('sales.total')}</td>
              <td className="number">{formatMoney(sum(values.lines.map((l) => netOf(l, currency))), currency)}</td>
              <td />
            </tr>
          }
        />
      </Section>
      <Section>
        <Textarea
          label={t('fields.notes')}
          autosize
          minRows={2}
          value={values.notes}
          onChange={(e) => put({ notes: e.currentTarget.value })}
        />
      </Section>
    </DocumentForm>
  )
}
