import { Checkbox, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { orpc } from '../../web/api.ts'
import { formatDay, formatInstant, formatMinutes, formatQuantity } from '../../web/format.ts'
import { t, wordText } from '../../web/i18n.ts'
import { LinkButton } from '../../web/ui/linkButton.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { Page, Section } from '../../web/ui/page.tsx'
import { SmallTable } from '../../web/ui/smallTable.tsx'
import { StatusChip } from '../../web/ui/statusChip.tsx'
import type { DispatchEntry } from '../floor.contract.ts'
import { useNow } from './useNow.ts'

/** Who runs what now, and where somebody waits for help: the whiteboard by the door. */
export function LiveFloor() {
  const clocks = useQuery({ ...orpc.floor.clocks.queryOptions({ input: {} }), refetchInterval: 60_000 })
  const queue = useQuery({ ...orpc.floor.dispatch.queryOptions({ input: {} }), refetchInterval: 60_000 })
  const now = useNow()
  const elapsed = (from: string) => (now - Date.parse(from)) / 60_000
  return (
    <Page title={t('nav.liveFloor')} actions={<LinkButton to="/floor" label={t('floor.openTerminal')} />}>
      <Section title={t('floor.runsNow')}>
        <Loaded read={clocks}>
          {(rows) => (
            <SmallTable
              rows={rows}
              keyOf={(r) => r.id}
              empty={t('floor.nobodyRuns')}
              columns={[
                { name: 'workCenter', label: t('floor.workCenter') },
                { name: 'employee', label: t('floor.who') },
                { name: 'workOrder', label: t('floor.workOrder'), link: (r) => `/jobs/${r.jobId}` },
                { name: 'operation', label: t('floor.operation'), show: (r) => `${r.sequence} ${r.operation}` },
                { name: 'item', label: t('floor.item') },
                { name: 'activity', label: t('floor.activity'), show: (r) => wordText(r.activity, 'activity') },
                { name: 'startedAt', label: t('floor.since'), show: (r) => formatInstant(r.startedAt) },
                {
                  name: 'spentMinutes',
                  label: t('floor.pace'),
                  kind: 'minutes',
                  show: (r) =>
                    `${formatMinutes(r.spentMinutes + elapsed(r.startedAt))}${r.plannedMinutes > 0 ? ` ${t('floor.ofPlanned', { minutes: formatMinutes(r.plannedMinutes) })}` : ''}`,
                },
                {
                  name: 'good',
                  label: t('floor.goodShort'),
                  kind: 'quantity',
                  show: (r) => `${formatQuantity(r.good)} / ${formatQuantity(r.quantity)}`,
                },
              ]}
            />
          )}
        </Loaded>
      </Section>
      <Section title={t('floor.needsHelp')}>
        <Loaded read={queue}>
          {(rows) => <Dispatch rows={rows.filter((r) => r.status === 'blocked')} empty={t('floor.nobodyWaits')} />}
        </Loaded>
      </Section>
      <Section title={t('floor.byCenter')}>
        <Loaded read={queue}>{(rows) => <ByCenter rows={rows} />}</Loaded>
      </Section>
    </Page>
  )
}

function ByCenter({ rows }: { rows: readonly DispatchEntry[] }) {
  const centers = [...new Map(rows.map((r) => [r.workCenterId, r.workCenter])).entries()].sort(([, a], [, b]) =>
    a.localeCompare(b),
  )
  const counted = centers.map(([id, name]) => {
    const here = rows.filter((r) => r.workCenterId === id)
    const [next] = here.filter((r) => r.status === 'ready')
    return {
      id,
      name,
      running: here.filter((r) => r.status === 'running').length,
      ready: here.filter((r) => r.status === 'ready').length,
      next: next ? `${next.workOrder} · ${next.sequence} ${next.operation}` : '',
    }
  })
  return (
    <SmallTable
      rows={counted}
      keyOf={(r) => r.id}
      columns={[
        { name: 'name', label: t('floor.workCenter'), link: (r) => `/dispatch?workCenterId=${r.id}` },
        { name: 'running', label: t('words.running'), kind: 'integer' },
        { name: 'ready', label: t('words.ready'), kind: 'integer' },
        { name: 'next', label: t('floor.next') },
      ]}
    />
  )
}

function Dispatch({ rows, empty }: { rows: readonly DispatchEntry[]; empty: string }) {
  return (
    <SmallTable
      rows={rows}
      keyOf={(r) => r.operationId}
      empty={empty}
      columns={[
        { name: 'status', label: t('floor.state'), show: (r) => <StatusChip word={r.status} /> },
        { name: 'workCenter', label: t('floor.workCenter') },
        { name: 'workOrder', label: t('floor.workOrder'), link: (r) => `/jobs/${r.jobId}` },
        { name: 'operation', label: t('floor.operation'), show: (r) => `${r.sequence} ${r.operation}` },
        { name: 'item', label: t('floor.item'), show: (r) => `${r.item} · ${r.itemName}` },
        { name: 'customer', label: t('floor.customer') },
        {
          name: 'good',
          label: t('floor.goodShort'),
          kind: 'quantity',
          show: (r) => `${formatQuantity(r.good)} / ${formatQuantity(r.quantity)}`,
        },
        {
          name: 'runMinutes',
          label: t('floor.planned'),
          kind: 'minutes',
          show: (r) => formatMinutes(r.setupMinutes + r.runMinutes * r.quantity),
        },
        { name: 'plannedStartAt', label: t('floor.plannedStart'), show: (r) => formatInstant(r.plannedStartAt) },
        { name: 'dueOn', label: t('floor.dueOn'), width: 110, show: (r) => formatDay(r.dueOn) },
        { name: 'waitsFor', label: t('floor.why'), show: (r) => r.waitsFor || r.running.join(', ') },
      ]}
    />
  )
}

/** What each work center does next, in the order that the terminals show. */
export function DispatchPage() {
  const [center, setCenter] = useState(() => new URLSearchParams(window.location.search).get('workCenterId') ?? '')
  const [all, setAll] = useState(false)
  const centers = useQuery(orpc.workCenters.list.queryOptions({ input: { limit: 200 } }))
  const queue = useQuery({
    ...orpc.floor.dispatch.queryOptions({
      input: { ...(center === '' ? {} : { workCenterId: Number(center) }), all: String(all) },
    }),
    refetchInterval: 60_000,
  })
  return (
    <Page
      title={t('nav.dispatch')}
      actions={
        <>
          <NativeSelect
            aria-label={t('floor.workCenter')}
            value={center}
            onChange={(e) => setCenter(e.currentTarget.value)}
            data={[
              { value: '', label: t('floor.allCenters') },
              ...(centers.data?.rows ?? []).map((c) => ({ value: String(c.id), label: String(c.name) })),
            ]}
          />
          <Checkbox label={t('floor.alsoWaiting')} checked={all} onChange={(e) => setAll(e.currentTarget.checked)} />
        </>
      }
    >
      <Loaded read={queue}>
        {(rows) => (
          <Section>
            <Dispatch rows={rows} empty={t('floor.nothingNext')} />
          </Section>
        )}
      </Loaded>
    </Page>
  )
}
