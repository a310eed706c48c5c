import { useEffect, useState } from 'react'
import { api } from '../../web/api.ts'
import { formatMoney, formatPrice, formatQuantity } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { EditableLines } from '../../web/ui/editableLines.tsx'
import { PageLink } from '../../web/ui/link.tsx'
import { Section } from '../../web/ui/page.tsx'
import { SmallTable } from '../../web/ui/smallTable.tsx'
import { StatusChip } from '../../web/ui/statusChip.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import type { Dispatch } from '../dispatch.contract.ts'
import { AddReady, type Ready } from './addReady.tsx'

type Line = Dispatch['lines'][number]

const Work = ({ line }: { line: Line }) => (
  <PageLink className="record-link" to={`/jobs/${line.jobId}`}>
    {line.job} · {line.workOrder}
  </PageLink>
)

export function DispatchLines({ dispatch }: { dispatch: Dispatch }) {
  return (
    <Section title={t('outside.lines')}>
      <SmallTable
        caption={t('outside.lines')}
        rows={dispatch.lines}
        keyOf={(l) => l.id}
        columns={[
          { name: 'line', label: '#', width: 30 },
          { name: 'workOrder', label: t('fields.workOrder'), show: (l) => <Work line={l} /> },
          {
            name: 'item',
            label: t('fields.item'),
            show: (l) => `${l.item} · ${l.itemName}${l.revision ? ` (${l.revision})` : ''}`,
          },
          {
            name: 'process',
            label: t('fields.process'),
            show: (l) => (
              <>
                {l.sequence} {l.process}{' '}
                {l.approvalNote && <div className="dimmed">{t('outside.because', { note: l.approvalNote })}</div>}
              </>
            ),
          },
          {
            name: 'quantity',
            label: t('outside.sentQuantity'),
            kind: 'quantity',
            show: (l) => formatQuantity(l.quantity, l.unit),
          },
          { name: 'goodQuantity', label: t('outside.good'), kind: 'quantity' },
          { name: 'rejectedQuantity', label: t('outside.rejected'), kind: 'quantity' },
          { name: 'lostQuantity', label: t('outside.lost'), kind: 'quantity' },
          {
            name: 'atVendor',
            label: t('outside.stillThere'),
            kind: 'quantity',
            show: (l) =>
              l.atVendor > 0 ? (
                <StatusChip word="atVendor" label={formatQuantity(l.atVendor, l.unit)} />
              ) : (
                formatQuantity(0)
              ),
          },
          { name: 'unitPrice', label: t('fields.unitPrice'), kind: 'money', show: (l) => formatPrice(l.unitPrice) },
          {
            name: 'minimumCharge',
            label: t('fields.minimumCharge'),
            kind: 'money',
            show: (l) => formatMoney(l.minimumCharge),
          },
          {
            name: 'charged',
            label: t('outside.charged'),
            kind: 'money',
            show: (l) => formatMoney(l.charged),
            foot: formatMoney(dispatch.charged),
          },
        ]}
      />
    </Section>
  )
}

type Draft = {
  operationId: number
  workOrder: string
  item: string
  process: string
  ready: string
  quantity: number | null
  unitPrice: number | null
  minimumCharge: number | null
  approvalNote: string
  approved: boolean
}
const draftOf = (l: Line): Draft => ({
  operationId: l.operationId,
  workOrder: `${l.job} · ${l.workOrder}`,
  item: `${l.item} · ${l.itemName}`,
  process: l.process,
  ready: formatQuantity(l.sendable, l.unit),
  quantity: l.quantity,
  unitPrice: l.unitPrice,
  minimumCharge: l.minimumCharge,
  approvalNote: l.approvalNote,
  approved: l.approved,
})

/** What is ready goes whole, at the operation's terms. */
const lineOf = (r: Ready): Draft => ({
  operationId: r.id,
  workOrder: `${r.job} · ${r.workOrder}`,
  item: `${r.item} · ${r.itemName}`,
  process: r.process,
  ready: formatQuantity(r.ready, r.unit),
  quantity: r.ready,
  unitPrice: r.unitPrice,
  minimumCharge: r.minimumCharge,
  approvalNote: '',
  approved: r.approved,
})

/** The lines of a draft, changed in place; the unsaved ones are kept by one button. */
export function DraftLines({ dispatch, onUnsaved }: { dispatch: Dispatch; onUnsaved: (unsaved: boolean) => void }) {
  const [lines, setLines] = useState(dispatch.lines.map(draftOf))
  const [adding, setAdding] = useState(false)
  const update = useAction(api.outsourcing.update, { done: t('outside.kept') })
  const changed = JSON.stringify(lines) !== JSON.stringify(dispatch.lines.map(draftOf))
  // What is being typed would not go along: sending waits until it is kept.
  useEffect(() => {
    onUnsaved(changed)
    return () => onUnsaved(false)
  }, [changed, onUnsaved])
  const save = () =>
    update.run({
      id: dispatch.id,
      lines: lines.map((l) => ({
        operationId: l.operationId,
        quantity: l.quantity ?? 0,
        approvalNote: l.approvalNote,
        ...(l.unitPrice === null ? {} : { unitPrice: l.unitPrice }),
        ...(l.minimumCharge === null ? {} : { minimumCharge: l.minimumCharge }),
      })),
    })
  return (
    <Section
      title={t('outside.lines')}
      actions={
        <ActionButton
          label={t('ui.save')}
          busy={update.busy}
          whyNot={changed ? [] : [{ code: 'dispatch.same', message: t('stock.nothingChanged') }]}
          onAct={save}
        />
      }
    >
      <EditableLines
        label={t('outside.lines')}
        columns={[
          { name: 'workOrder', label: t('fields.workOrder'), kind: 'text', show: (l) => l.workOrder },
          { name: 'item', label: t('fields.item'), kind: 'text', show: (l) => l.item },
          {
            name: 'process',
            label: t('fields.process'),
            kind: 'text',
            show: (l) => (
              <>
                {l.process} {!l.approved && <StatusChip word="notApproved" tone="blocked" />}
              </>
            ),
          },
          { name: 'ready', label: t('fields.ready'), kind: 'quantity', width: 90, show: (l) => l.ready },
          { name: 'quantity', label: t('outside.goes'), kind: 'quantity', width: 90 },
          { name: 'unitPrice', label: t('fields.unitPrice'), kind: 'money', width: 100 },
          { name: 'minimumCharge', label: t('fields.minimumCharge'), kind: 'money', width: 110 },
          { name: 'approvalNote', label: t('outside.whyThere'), kind: 'text', width: 180 },
        ]}
        lines={lines}
        onChange={(next) => {
          // A line is an operation that can go, never an empty row: asking for one asks which.
          if (next.some((l) => l.operationId === 0)) setAdding(true)
          setLines(next.filter((l) => l.operationId > 0))
        }}
        newLine={() => ({
          operationId: 0,
          workOrder: '',
          item: '',
          process: '',
          ready: '',
          quantity: null,
          unitPrice: null,
          minimumCharge: null,
          approvalNote: '',
          approved: true,
        })}
        keyOf={(l) => l.operationId}
        addLabel={t('outside.addFromReady')}
      />
      {adding && (
        <AddReady
          vendorId={dispatch.vendorId}
          taken={lines.map((l) => l.operationId)}
          close={() => setAdding(false)}
          add={(ready) => {
            setLines([...lines, lineOf(ready)])
            setAdding(false)
          }}
        />
      )}
    </Section>
  )
}
