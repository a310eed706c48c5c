import { Checkbox } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, orpc } from '../../web/api.ts'
import { formatDay, formatQuantity } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { useMay } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { LinkButton } from '../../web/ui/linkButton.tsx'
import { ListGrid } from '../../web/ui/listGrid.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { Page, Section } from '../../web/ui/page.tsx'
import { ProgressBar } from '../../web/ui/progressBar.tsx'
import { SmallTable } from '../../web/ui/smallTable.tsx'
import { StatusChip } from '../../web/ui/statusChip.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'
import { jobList, workOrderList } from '../job.contract.ts'

const makeJobs = () => <LinkButton to="/jobs/new" label={t('jobs.makeJobs')} primary />

export function JobList() {
  const mayWrite = useMay('jobs.write')
  type Row = Awaited<ReturnType<typeof api.jobs.list>>['rows'][number]
  return (
    <Page title={t('nav.jobs')} actions={mayWrite && makeJobs()}>
      <ListGrid
        list={jobList}
        read={api.jobs.list}
        open={(r: Row) => `/jobs/${r.id}`}
        initial={{ filter: { status: 'planned,released,started,completed' } }}
        empty={{ text: t('jobs.none'), action: mayWrite && makeJobs() }}
        cells={{
          status: (r: Row) => (r.onHold ? <StatusChip word="onHold" /> : <StatusChip word={r.status} />),
          donePercent: (r: Row) => <ProgressBar done={r.donePercent} of={100} late={isLate(r)} />,
        }}
      />
    </Page>
  )
}

const isLate = (r: { dueOn: string; projectedOn: string | null; status: string }): boolean =>
  r.status !== 'closed' && (r.projectedOn ?? new Date().toISOString().slice(0, 10)) > r.dueOn

export function WorkOrderList() {
  type Row = Awaited<ReturnType<typeof api.jobs.workOrders>>['rows'][number]
  return (
    <Page title={t('nav.workOrders')}>
      <ListGrid
        list={workOrderList}
        read={api.jobs.workOrders}
        open={(r: Row) => `/jobs/${r.jobId}`}
        initial={{ filter: { status: 'planned,released,started' } }}
        empty={{ text: t('jobs.none') }}
      />
    </Page>
  )
}

/** Order lines that nobody makes yet: each becomes a job, or the chosen ones become one job together. */
export function NewJob() {
  const lines = useRead(orpc.jobs.openOrderLines, undefined)
  return (
    <Page title={t('jobs.makeJobs')} crumbs={[{ label: t('nav.jobs'), to: '/jobs' }]}>
      <Loaded read={lines}>{(rows) => <Choose rows={rows} />}</Loaded>
    </Page>
  )
}

type Line = Awaited<ReturnType<typeof api.jobs.openOrderLines>>[number]

function Choose({ rows }: { rows: readonly Line[] }) {
  const navigate = useNavigate()
  const [chosen, setChosen] = useState<readonly number[]>([])
  const create = useAction(api.jobs.create, { done: (job) => t('jobs.made', { number: job.number }) })
  const pick = (id: number, on: boolean) => setChosen((c) => (on ? [...c, id] : c.filter((x) => x !== id)))
  const lacking = chosen.length === 0 ? [{ code: 'jobs.nothing-chosen', message: t('jobs.chooseLines') }] : []
  const one = async () => {
    const job = await create.run({ salesOrderLineIds: [...chosen] })
    if (job) void navigate({ to: `/jobs/${job.id}` })
  }
  const each = async () => {
    for (const id of chosen) if (!(await create.run({ salesOrderLineIds: [id] }))) return
    void navigate({ to: '/jobs' })
  }
  return (
    <Section
      title={t('jobs.openLines')}
      actions={
        <>
          <ActionButton shortcut="e" label={t('jobs.oneEach')} whyNot={lacking} onAct={each} />
          <ActionButton
            kind="primary"
            shortcut="g"
            label={chosen.length > 1 ? t('jobs.asGroup', { count: chosen.length }) : t('jobs.asJob')}
            whyNot={lacking}
            onAct={one}
          />
        </>
      }
    >
      <SmallTable
        rows={rows}
        keyOf={(r) => r.salesOrderLineId}
        empty={t('jobs.allMade')}
        columns={[
          {
            name: 'chosen',
            label: '',
            width: 40,
            show: (r) => (
              <Checkbox
                aria-label={`${r.order}/${r.line}`}
                checked={chosen.includes(r.salesOrderLineId)}
                onChange={(e) => pick(r.salesOrderLineId, e.currentTarget.checked)}
              />
            ),
          },
          { name: 'order', label: t('fields.order'), show: (r) => `${r.order} / ${r.line}` },
          { name: 'customer', label: t('fields.customer') },
          { name: 'itemNumber', label: t('fields.item') },
          { name: 'description', label: t('fields.description') },
          { name: 'quantity', label: t('fields.quantity'), kind: 'quantity', show: (r) => formatQuantity(r.quantity) },
          { name: 'promiseOn', label: t('jobs.promise'), show: (r) => formatDay(r.promiseOn) },
        ]}
      />
    </Section>
  )
}
