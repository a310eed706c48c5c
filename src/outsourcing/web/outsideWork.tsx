import { Group, Modal, Stack, Tabs, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../web/api.ts'
import { t } from '../../web/i18n.ts'
import { useMay } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { ListGrid } from '../../web/ui/listGrid.tsx'
import { Page } from '../../web/ui/page.tsx'
import { ReferencePicker } from '../../web/ui/referencePicker.tsx'
import { StatusChip } from '../../web/ui/statusChip.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import {
  atVendorsList,
  dispatchList,
  readyToSendList,
  vendorReceiptList,
  vendorTurnList,
} from '../dispatchList.model.ts'

type Ready = Awaited<ReturnType<typeof api.outsourcing.ready>>['rows'][number]

/** What can go, what is on its way, what came back, and how vendors keep their word. */
export function OutsideWork() {
  return (
    <Page title={t('nav.outsideWork')}>
      <Tabs defaultValue="ready" keepMounted={false} className="outside-tabs">
        <Tabs.List mb="sm">
          <Tabs.Tab value="ready">{t('outside.ready')}</Tabs.Tab>
          <Tabs.Tab value="dispatches">{t('outside.dispatches')}</Tabs.Tab>
          <Tabs.Tab value="receipts">{t('outside.cameBack')}</Tabs.Tab>
          <Tabs.Tab value="vendors">{t('outside.vendors')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="ready">
          <ReadyToSend />
        </Tabs.Panel>
        <Tabs.Panel value="dispatches">
          <ListGrid
            list={dispatchList}
            read={api.outsourcing.list}
            open={(r) => `/dispatches/${r.id}`}
            inUrl={false}
            empty={{ text: t('outside.noDispatches') }}
          />
        </Tabs.Panel>
        <Tabs.Panel value="receipts">
          <ListGrid
            list={vendorReceiptList}
            read={api.outsourcing.receipts}
            open={(r) => `/dispatches/${r.dispatchId}`}
            inUrl={false}
            empty={{ text: t('outside.noReceipts') }}
          />
        </Tabs.Panel>
        <Tabs.Panel value="vendors">
          <ListGrid
            list={vendorTurnList}
            read={api.outsourcing.vendors}
            open={(r) => `/parties/${r.id}`}
            inUrl={false}
            empty={{ text: t('outside.noTurns') }}
          />
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}

/** Operations of many work orders, chosen together, go to one vendor on one dispatch. */
function ReadyToSend() {
  const mayWrite = useMay('outsourcing.write')
  const [chosen, setChosen] = useState<readonly Ready[]>()
  return (
    <>
      <ListGrid
        list={readyToSendList}
        read={api.outsourcing.ready}
        open={(r) => `/jobs/${r.jobId}`}
        inUrl={false}
        empty={{ text: t('outside.nothingReady') }}
        cells={{
          approved: (r) =>
            r.approved ? <StatusChip word="approved" tone="ready" /> : <StatusChip word="notApproved" tone="blocked" />,
        }}
        {...(mayWrite
          ? {
              bulk: (rows: readonly Ready[]) => (
                <ActionButton
                  kind="primary"
                  shortcut="d"
                  label={t('outside.makeDispatch', { count: rows.length })}
                  onAct={() => setChosen(rows)}
                />
              ),
            }
          : {})}
      />
      <Modal opened={chosen !== undefined} onClose={() => setChosen(undefined)} title={t('outside.newDispatch')}>
        {chosen && <NewDispatch rows={chosen} close={() => setChosen(undefined)} />}
      </Modal>
    </>
  )
}

function NewDispatch({ rows, close }: { rows: readonly Ready[]; close: () => void }) {
  const navigate = useNavigate()
  const vendors = [...new Set(rows.map((r) => r.vendorId).filter((id) => id !== null))]
  const [vendorId, setVendor] = useState<number | null>(vendors.length === 1 ? (vendors[0] ?? null) : null)
  const [dueOn, setDue] = useState('')
  const [carrier, setCarrier] = useState('')
  const create = useAction(api.outsourcing.create)
  const sendable = rows.filter((r) => r.ready > 0)
  const make = async () => {
    const made = await create.run({
      vendorId: vendorId ?? 0,
      carrier,
      ...(dueOn ? { dueOn } : {}),
      lines: sendable.map((r) => ({ operationId: r.id, quantity: r.ready })),
    })
    if (!made) return
    close()
    void navigate({ to: `/dispatches/${made.id}` })
  }
  const whyNot = [
    ...(vendorId === null ? [{ code: 'dispatch.no-vendor', message: t('outside.chooseVendor') }] : []),
    ...(sendable.length === 0 ? [{ code: 'dispatch.in-draft', message: t('outside.allInDraft') }] : []),
  ]
  return (
    <Stack gap="sm">
      {vendors.length > 1 && <p className="fault">{t('outside.severalVendors')}</p>}
      <ReferencePicker label={t('fields.vendor')} required to="parties" value={vendorId} onChange={setVendor} />
      <TextInput
        type="date"
        label={t('outside.backBy')}
        description={t('outside.backByHint')}
        value={dueOn}
        onChange={(e) => setDue(e.currentTarget.value)}
      />
      <TextInput
        label={t('fields.carrier')}
        maxLength={100}
        value={carrier}
        onChange={(e) => setCarrier(e.currentTarget.value)}
      />
      <Group justify="flex-end" gap="xs">
        <ActionButton label={t('ui.cancel')} onAct={close} />
        <ActionButton
          kind="primary"
          label={t('outside.makeDispatch', { count: sendable.length })}
          whyNot={whyNot}
          busy={create.busy}
          onAct={make}
        />
      </Group>
    </Stack>
  )
}

/** What is with vendors now, the latest first, with what it has cost so far. */
export const AtVendors = () => (
  <Page title={t('nav.atVendors')}>
    <ListGrid
      list={atVendorsList}
      read={api.outsourcing.atVendors}
      open={(r) => `/dispatches/${r.dispatchId}`}
      empty={{ text: t('outside.nothingOut') }}
    />
  </Page>
)
