import { api, orpc } from '../../web/api.ts'
import { formatDay, formatMinutes } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { useMay } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { Page, Section, StackOf } from '../../web/ui/page.tsx'
import { SmallTable } from '../../web/ui/smallTable.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'
import './plan.css'

type Plan = Awaited<ReturnType<typeof api.planning.plan>>

/** The plan as load: what each work center is given day by day, and what comes late. */
export function PlanPage() {
  const plan = useRead(orpc.planning.plan, { days: 15 })
  const mayPlan = useMay('planning.write')
  const replan = useAction(api.planning.replan, { done: (r) => t('planning.planned', { operations: r.operations, late: r.lateJobs }) })
  return (
    <Page title={t('nav.plan')} actions={mayPlan && <ActionButton kind="primary" shortcut="p" label={t('planning.replan')} onAct={() => replan.run(undefined)} />}>
      <Loaded read={plan}>
        {(shown) => (
          <StackOf>
            <Section title={t('planning.load')}>
              <LoadTable plan={shown} />
            </Section>
            <LateJobs plan={shown} />
            {shown.unplaced.length > 0 && <Unplaced plan={shown} />}
          </StackOf>
        )}
      </Loaded>
    </Page>
  )
}

/** Free below 70 %, full from 95 %; closed when the calendar is. */
const levelOf = (day: Plan['workCenters'][number]['load'][number]): string => (day.openMinutes === 0 && day.loadMinutes === 0 ? 'closed' : day.percent === 0 ? 'empty' : day.percent < 70 ? 'free' : day.percent < 95 ? 'busy' : 'full')

function LoadTable({ plan }: { plan: Plan }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the page scrolls by keyboard
    <div className="plan-load" role="region" aria-label={t('planning.load')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('fields.workCenter')}</th>
            {plan.days.map((d) => (
              <th key={d} scope="col">
                {formatDay(d)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {plan.workCenters.map((c) => (
            <tr key={c.id}>
              <th scope="row">
                {c.code} <span className="dimmed">{c.name}</span>
              </th>
              {c.load.map((d) => (
                <td key={d.day} data-level={levelOf(d)} title={t('planning.loadOf', { load: formatMinutes(d.loadMinutes), open: formatMinutes(d.openMinutes) })}>
                  {d.openMinutes === 0 && d.loadMinutes === 0 ? '–' : `${d.percent} %`}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function LateJobs({ plan }: { plan: Plan }) {
  return (
    <Section title={t('planning.lateJobs')}>
      <SmallTable
        rows={plan.lateJobs}
        keyOf={(j) => j.id}
        empty={t('planning.noneLate')}
        columns={[
          { name: 'number', label: t('fields.job'), link: (j) => `/jobs/${j.id}` },
          { name: 'title', label: t('fields.title') },
          { name: 'customers', label: t('fields.customers') },
          { name: 'dueOn', label: t('fields.dueOn'), show: (j) => formatDay(j.dueOn) },
          { name: 'projectedOn', label: t('fields.projectedOn'), show: (j) => formatDay(j.projectedOn) },
          { name: 'daysLate', label: t('planning.daysLate'), kind: 'integer' },
          { name: 'reason', label: t('planning.lastWaits') },
        ]}
      />
    </Section>
  )
}

function Unplaced({ plan }: { plan: Plan }) {
  return (
    <Section title={t('planning.unplaced')}>
      <SmallTable
        rows={plan.unplaced}
        keyOf={(u) => u.id}
        columns={[
          { name: 'job', label: t('fields.job'), link: (u) => `/jobs/${u.jobId}` },
          { name: 'operation', label: t('fields.operation') },
          { name: 'name', label: t('fields.name') },
          { name: 'reason', label: t('planning.why') },
        ]}
      />
    </Section>
  )
}
