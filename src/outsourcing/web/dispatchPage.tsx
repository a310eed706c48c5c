import { Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { refuse } from '../../core/refusal.ts'
import { api, orpc } from '../../web/api.ts'
import { formatMoney, formatQuantity, plantToday } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { usePathId } from '../../web/pageTools.ts'
import { useMay } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { PageLink } from '../../web/ui/link.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { KeyValue, Page, Section } from '../../web/ui/page.tsx'
import { PrintLink } from '../../web/ui/printLink.tsx'
import { ConfirmReason } from '../../web/ui/reasonDialog.tsx'
import { RecordPanels } from '../../web/ui/recordPanels.tsx'
import { SmallTable } from '../../web/ui/smallTable.tsx'
import { StatusChip } from '../../web/ui/statusChip.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'
import { DateText, InstantText } from '../../web/ui/values.tsx'
import type { Dispatch } from '../dispatch.contract.ts'
import { whyNotMove, whyNotSend } from '../dispatch.rules.ts'
import { DispatchLines, DraftLines } from './dispatchLines.tsx'
import { ReceiveForm } from './receiveForm.tsx'

export function DispatchPage() {
  const dispatch = useRead(orpc.outsourcing.get, { id: usePathId() })
  return <Loaded read={dispatch}>{(d) => <Shown dispatch={d} />}</Loaded>
}

function Shown({ dispatch }: { dispatch: Dispatch }) {
  const mayWrite = useMay('outsourcing.write')
  const late = dispatch.status === 'sent' && dispatch.dueOn < plantToday()
  const [unsaved, setUnsaved] = useState(false)
  return (
    <Page
      title={dispatch.vendor}
      number={dispatch.number}
      status={dispatch.status}
      remember
      aside={late && <StatusChip word="late" />}
      crumbs={[{ label: t('nav.outsideWork'), to: '/outside-work' }]}
      actions={<Acts dispatch={dispatch} unsaved={unsaved} />}
    >
      {dispatch.canceledReason && (
        <p className="fault">{t('buy.canceledBecause', { reason: dispatch.canceledReason })}</p>
      )}
      <Section>
        <KeyValue
          facts={[
            [
              t('fields.vendor'),
              <PageLink key="v" className="record-link" to={`/parties/${dispatch.vendorId}`}>
                {dispatch.vendor}
              </PageLink>,
            ],
            [
              t('outside.backBy'),
              <span key="d">
                <DateText day={dispatch.dueOn} />
                {dispatch.firstDueOn !== dispatch.dueOn && (
                  <span className="fault">
                    {' '}
                    {t('outside.first')} <DateText day={dispatch.firstDueOn} />
                  </span>
                )}
              </span>,
            ],
            [t('fields.slips'), dispatch.slips > 0 ? `${dispatch.slips} · ${dispatch.slipReason}` : ''],
            [
              t('buy.sentAt'),
              dispatch.sentAt && (
                <span key="s">
                  <InstantText at={dispatch.sentAt} /> {dispatch.sentBy}
                </span>
              ),
            ],
            [t('fields.carrier'), dispatch.carrier],
            [t('outside.stillThere'), formatQuantity(dispatch.atVendor)],
            ...(dispatch.charged === null ? [] : ([[t('outside.charged'), formatMoney(dispatch.charged)]] as const)),
            [t('outside.approvals'), dispatch.approvedProcesses || t('outside.noApprovals')],
          ]}
        />
        {dispatch.notes && <p style={{ marginTop: 10, whiteSpace: 'pre-wrap' }}>{dispatch.notes}</p>}
      </Section>
      {dispatch.status === 'draft' && mayWrite ? (
        <DraftLines key={dispatch.lines.map((l) => l.id).join()} dispatch={dispatch} onUnsaved={setUnsaved} />
      ) : (
        <DispatchLines dispatch={dispatch} />
      )}
      <Receipts dispatch={dispatch} />
      <RecordPanels tableName="dispatches" recordId={dispatch.id} />
    </Page>
  )
}

function Acts({ dispatch, unsaved }: { dispatch: Dispatch; unsaved: boolean }) {
  const mayWrite = useMay('outsourcing.write')
  const [dialog, setDialog] = useState<'cancel' | 'redate' | 'receive'>()
  const hide = () => setDialog(undefined)
  const send = useAction(api.outsourcing.send, { done: t('outside.sent', { number: dispatch.number }) })
  const cancel = useAction(api.outsourcing.cancel)
  return (
    <>
      <PrintLink to={`/api/print/dispatch/${dispatch.id}`} label={t('outside.challan')} />
      {mayWrite && dispatch.status === 'draft' && (
        <>
          <ActionButton
            label={t('outside.cancel')}
            whyNot={whyNotMove(dispatch, 'cancel')}
            onAct={() => setDialog('cancel')}
          />
          <ActionButton
            kind="primary"
            shortcut="s"
            label={t('outside.send')}
            whyNot={[...whyNotSend(dispatch), ...refuse(unsaved, 'dispatch.unsaved', t('outside.unsaved'))]}
            busy={send.busy}
            onAct={() => send.run({ id: dispatch.id })}
          />
        </>
      )}
      {mayWrite && dispatch.status === 'sent' && (
        <>
          <ActionButton label={t('outside.redate')} onAct={() => setDialog('redate')} />
          <ActionButton kind="primary" shortcut="r" label={t('outside.receive')} onAct={() => setDialog('receive')} />
        </>
      )}
      <ConfirmReason
        open={dialog === 'cancel'}
        close={hide}
        title={t('outside.cancel')}
        label={t('outside.cancel')}
        onConfirm={({ text }) => cancel.run({ id: dispatch.id, reason: text })}
      />
      <Modal opened={dialog === 'redate'} onClose={hide} title={t('outside.redate')}>
        {dialog === 'redate' && <RedateForm dispatch={dispatch} close={hide} />}
      </Modal>
      <Modal
        opened={dialog === 'receive'}
        onClose={hide}
        size="80rem"
        title={t('outside.receiveTitle', { vendor: dispatch.vendor })}
      >
        {dialog === 'receive' && <ReceiveForm dispatch={dispatch} close={hide} />}
      </Modal>
    </>
  )
}

function RedateForm({ dispatch, close }: { dispatch: Dispatch; close: () => void }) {
  const [dueOn, setDue] = useState(dispatch.dueOn)
  const [reason, setReason] = useState('')
  const redate = useAction(api.outsourcing.redate)
  return (
    <Stack gap="sm">
      <TextInput
        type="date"
        data-autofocus
        label={t('outside.backBy')}
        required
        value={dueOn}
        onChange={(e) => setDue(e.currentTarget.value)}
      />
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
          label={t('outside.redate')}
          busy={redate.busy}
          whyNot={reason.trim() === '' ? [{ code: 'dispatch.no-reason', message: t('ui.reasonMissing') }] : []}
          onAct={async () => {
            if (await redate.run({ id: dispatch.id, dueOn, reason })) close()
          }}
        />
      </Group>
    </Stack>
  )
}

/** What came back; a wrong receipt is taken back by a counter-receipt, and both stay to be seen. */
function Receipts({ dispatch }: { dispatch: Dispatch }) {
  const mayWrite = useMay('outsourcing.write')
  const [wrong, setWrong] = useState<Dispatch['receipts'][number]>()
  const reverse = useAction(api.outsourcing.reverseReceipt, { done: t('outside.receiptReversed') })
  if (dispatch.receipts.length === 0) return null
  const lineOf = (id: number) => dispatch.lines.find((l) => l.id === id)
  const counterOf = (id: number) => dispatch.receipts.find((r) => r.reversesId === id)
  return (
    <Section title={t('outside.cameBack')}>
      <SmallTable
        caption={t('outside.cameBack')}
        rows={dispatch.receipts}
        keyOf={(r) => r.id}
        columns={[
          { name: 'number', label: t('fields.receipt') },
          { name: 'receivedOn', label: t('fields.receivedOn'), show: (r) => <DateText day={r.receivedOn} /> },
          { name: 'workOrder', label: t('fields.workOrder'), show: (r) => lineOf(r.dispatchLineId)?.workOrder },
          { name: 'goodQuantity', label: t('outside.good'), kind: 'quantity' },
          {
            name: 'rejectedQuantity',
            label: t('outside.rejected'),
            kind: 'quantity',
            show: (r) =>
              r.rejectedQuantity !== 0
                ? `${formatQuantity(r.rejectedQuantity)} ${t(`outside.to.${r.rejectedTo}`)}`
                : '',
          },
          {
            name: 'lostQuantity',
            label: t('outside.lost'),
            kind: 'quantity',
            show: (r) => (r.lostQuantity !== 0 ? formatQuantity(r.lostQuantity) : ''),
          },
          { name: 'reason', label: t('fields.reason') },
          { name: 'deliveryNote', label: t('fields.deliveryNote') },
          { name: 'amount', label: t('outside.charged'), kind: 'money', show: (r) => formatMoney(r.amount) },
          { name: 'by', label: t('fields.by') },
          {
            name: 'id',
            label: t('outside.remarks'),
            show: (r) => {
              const counter = counterOf(r.id)
              const original = dispatch.receipts.find((o) => o.id === r.reversesId)
              if (original) return t('outside.takesBack', { number: original.number })
              if (counter) return t('outside.takenBackBy', { number: counter.number })
              return mayWrite && <ActionButton label={t('outside.takeBack')} onAct={() => setWrong(r)} />
            },
          },
        ]}
      />
      <ConfirmReason
        open={wrong !== undefined}
        close={() => setWrong(undefined)}
        title={t('outside.takeBackTitle', { number: wrong?.number ?? '' })}
        text={t('outside.takeBackText')}
        label={t('outside.takeBack')}
        onConfirm={({ text }) => reverse.run({ id: wrong?.id ?? 0, reason: text })}
      />
    </Section>
  )
}
