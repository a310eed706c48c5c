import { useState } from 'react'
import { api, orpc } from '../../web/api.ts'
import { formatInstant, formatQuantity } from '../../web/format.ts'
import { t, wordText } from '../../web/i18n.ts'
import { useSession } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { Page, Section, StackOf } from '../../web/ui/page.tsx'
import { SmallTable } from '../../web/ui/smallTable.tsx'
import { StatusChip } from '../../web/ui/statusChip.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'
import type { PlanChange } from '../board.model.ts'
import { whyMayNot } from '../planRights.rules.ts'
import { type Asked, DowntimeDialog } from './downtimeDialog.tsx'
import './planSettings.css'

export type Stretch = Awaited<ReturnType<typeof api.shopTimes.downtime>>['rows'][number]

/** When machines and work centers are down or work overtime: what is, what comes, what was. */
export function DowntimePage() {
  const open = useRead(orpc.shopTimes.downtime, { filter: { state: 'underWay,coming' }, sort: 'fromAt', limit: 200 })
  const over = useRead(orpc.shopTimes.downtime, { filter: { state: 'over' }, limit: 50 })
  const [asked, ask] = useState<Asked>()
  const whyNot = useWhyNot()
  return (
    <Page
      title={t('nav.downtime')}
      actions={
        <>
          <ActionButton label={t('downtime.overtime')} whyNot={whyNot} onAct={() => ask({ kind: 'overtime' })} />
          <ActionButton kind="primary" label={t('downtime.down')} whyNot={whyNot} onAct={() => ask({ kind: 'down' })} />
        </>
      }
    >
      <StackOf>
        <Section title={t('downtime.open')}>
          <Loaded read={open}>
            {(read) => (
              <Stretches
                rows={read.rows}
                empty={t('downtime.noneOpen')}
                change={(s) => ask({ kind: s.kind, stretch: s })}
              />
            )}
          </Loaded>
        </Section>
        <Section title={t('downtime.over')}>
          <Loaded read={over}>{(read) => <Stretches rows={read.rows} empty={t('downtime.noneOver')} />}</Loaded>
        </Section>
      </StackOf>
      <DowntimeDialog asked={asked} close={() => ask(undefined)} />
    </Page>
  )
}

/** Downtime is a right of its own, beside that to change the plan. */
function useWhyNot() {
  const { may } = useSession()
  if (!may('planning.write')) return [{ code: 'board.may-not', message: t('board.mayNot') }]
  return whyMayNot(may, [{ kind: 'dropTime', centerTimeId: 1 }])
}

function Stretches(props: { rows: readonly Stretch[]; empty: string; change?: (stretch: Stretch) => void }) {
  const { rows, empty, change } = props
  const whyNot = useWhyNot()
  const act = useAction(async (changes: PlanChange[]) =>
    api.board.accept({ changes, version: (await api.board.state()).version }),
  )
  const endNow = (s: Stretch): PlanChange => ({
    kind: 'retime',
    centerTimeId: s.id,
    from: s.fromAt,
    to: new Date().toISOString(),
    reason: s.reason,
  })
  return (
    <SmallTable
      rows={rows}
      keyOf={(s) => s.id}
      empty={empty}
      list="downtime"
      columns={[
        {
          name: 'state',
          label: t('lists.downtime.state'),
          show: (s) => (
            <StatusChip
              word={s.state}
              tone={
                s.state === 'over'
                  ? 'done'
                  : s.state === 'coming'
                    ? 'neutral'
                    : s.kind === 'down'
                      ? 'blocked'
                      : 'running'
              }
              label={wordText(s.state, 'downtime')}
            />
          ),
        },
        { name: 'kind', label: t('lists.downtime.kind'), show: (s) => wordText(s.kind, 'downtime') },
        { name: 'place', label: t('lists.downtime.place') },
        { name: 'fromAt', label: t('lists.downtime.fromAt'), width: 130, show: (s) => formatInstant(s.fromAt) },
        { name: 'toAt', label: t('lists.downtime.toAt'), width: 130, show: (s) => formatInstant(s.toAt) },
        { name: 'hours', label: t('lists.downtime.hours'), kind: 'quantity', show: (s) => formatQuantity(s.hours) },
        { name: 'reason', label: t('lists.downtime.reason') },
        { name: 'by', label: t('lists.downtime.by') },
        ...(change
          ? [
              {
                name: 'id',
                label: '',
                show: (s: Stretch) => (
                  <div className="downtime-acts">
                    <ActionButton
                      size="compact-sm"
                      label={t('downtime.change')}
                      whyNot={whyNot}
                      onAct={() => change(s)}
                    />
                    {s.state === 'underWay' ? (
                      <ActionButton
                        size="compact-sm"
                        label={t('downtime.endNow')}
                        whyNot={whyNot}
                        busy={act.busy}
                        onAct={() => act.run([endNow(s)])}
                      />
                    ) : (
                      <ActionButton
                        size="compact-sm"
                        label={t('downtime.drop')}
                        whyNot={whyNot}
                        busy={act.busy}
                        onAct={() => act.run([{ kind: 'dropTime', centerTimeId: s.id }])}
                      />
                    )}
                  </div>
                ),
              },
            ]
          : []),
      ]}
    />
  )
}
