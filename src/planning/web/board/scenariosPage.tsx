import { Button, Menu } from '@mantine/core'
import { useState } from 'react'
import { api, orpc } from '../../../web/api.ts'
import { formatDay, formatInteger, formatMoney } from '../../../web/format.ts'
import { t } from '../../../web/i18n.ts'
import { useMay, useSession } from '../../../web/session.tsx'
import { ActionButton } from '../../../web/ui/actionButton.tsx'
import { PageLink } from '../../../web/ui/link.tsx'
import { Loaded } from '../../../web/ui/loaded.tsx'
import { Empty, Page, Section, StackOf } from '../../../web/ui/page.tsx'
import { TableScroll } from '../../../web/ui/tableScroll.tsx'
import { useAction } from '../../../web/ui/useAction.ts'
import { useRead } from '../../../web/ui/useRead.ts'
import type { PlanChange, ShownTotals } from '../../board.model.ts'
import { whyMayNot } from '../../planRights.rules.ts'
import { ScenarioDialog, type ScenarioKind, scenarioKinds } from './scenarioDialog.tsx'
import { useChangeText } from './scenarioWords.ts'
import { daysText, shortInstant, signedDays, signedMoney } from './words.ts'
import './board.css'
import './whatIf.css'

type Compared = Awaited<ReturnType<typeof api.scenarios.compare>>
type Column = Compared['columns'][number]

/** What-ifs side by side with the plan, in days and money: to be done, or thrown away. */
export function ScenariosPage() {
  const compared = useRead(orpc.scenarios.compare, undefined)
  const mayPlan = useMay('planning.write')
  const [kind, setKind] = useState<ScenarioKind>()
  return (
    <Page
      title={t('nav.whatIf')}
      actions={
        mayPlan ? (
          <Menu position="bottom-end">
            <Menu.Target>
              <Button>{t('whatIf.new')}</Button>
            </Menu.Target>
            <Menu.Dropdown>
              {scenarioKinds.map((k) => (
                <Menu.Item key={k} onClick={() => setKind(k)}>
                  {t(`whatIf.kinds.${k}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        ) : (
          <ActionButton
            label={t('whatIf.new')}
            whyNot={[{ code: 'board.may-not', message: t('board.mayNot') }]}
            onAct={() => undefined}
          />
        )
      }
    >
      <Loaded read={compared}>
        {(shown) =>
          shown.columns.length < 2 ? (
            <Section>
              <Empty text={t('whatIf.none')} />
            </Section>
          ) : (
            <StackOf>
              <Section title={t('whatIf.plans')}>
                <Totals compared={shown} mayPlan={mayPlan} />
              </Section>
              <Section title={t('whatIf.jobs')}>
                <Jobs compared={shown} />
              </Section>
            </StackOf>
          )
        }
      </Loaded>
      <ScenarioDialog kind={kind} close={() => setKind(undefined)} />
    </Page>
  )
}

type Line = {
  name: string
  of: (x: ShownTotals) => number | null
  show: (v: number) => string
  by: (v: number) => string
}
const count = (name: 'lateJobs' | 'unplaced'): Line => ({
  name,
  of: (x) => x[name],
  show: formatInteger,
  by: (v) => (v > 0 ? `+${v}` : `−${Math.abs(v)}`),
})
const money = (name: 'lateMoney' | 'overtimeMoney' | 'outsideMoney' | 'money'): Line => ({
  name,
  of: (x) => x[name],
  show: formatMoney,
  by: signedMoney,
})
const lines: readonly Line[] = [
  count('lateJobs'),
  { name: 'lateDays', of: (x) => x.lateDays, show: daysText, by: signedDays },
  money('lateMoney'),
  money('overtimeMoney'),
  money('outsideMoney'),
  money('money'),
  {
    name: 'setupHours',
    of: (x) => x.setupHours,
    show: (v) => `${v} h`,
    by: (v) => `${v > 0 ? '+' : '−'}${Math.abs(Number(v.toFixed(2)))} h`,
  },
  count('unplaced'),
]

function Totals({ compared, mayPlan }: { compared: Compared; mayPlan: boolean }) {
  const [plan] = compared.columns
  if (!plan) return null
  const shown = lines.filter((line) => line.of(plan.totals) !== null)
  return (
    <TableScroll>
      <table className="lines what-if-compare">
        <thead>
          <tr>
            <td />
            {compared.columns.map((c) => (
              <th key={c.id ?? 0} scope="col">
                <ColumnHead column={c} mayPlan={mayPlan} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((line) => (
            <tr key={line.name}>
              <th scope="row">{t(`whatIf.totals.${line.name}`)}</th>
              {compared.columns.map((c) => (
                <Compare key={c.id ?? 0} line={line} is={line.of(c.totals) ?? 0} was={line.of(plan.totals) ?? 0} />
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">{t('whatIf.totals.endAt')}</th>
            {compared.columns.map((c) => (
              <td key={c.id ?? 0}>{shortInstant(c.totals.endAt)}</td>
            ))}
          </tr>
        </tbody>
      </table>
    </TableScroll>
  )
}

function Compare({ line, is, was }: { line: Line; is: number; was: number }) {
  const by = Math.round((is - was) * 100) / 100
  return (
    <td data-sense={by > 0 ? 'worse' : by < 0 ? 'better' : undefined}>
      {line.show(is)}
      {by !== 0 && <small>{line.by(by)}</small>}
    </td>
  )
}

function ColumnHead({ column, mayPlan }: { column: Column; mayPlan: boolean }) {
  const text = useChangeText()
  const { may } = useSession()
  const commit = useAction(api.scenarios.commit, { done: t('whatIf.committed', { name: column.name }) })
  const discard = useAction(api.scenarios.discard, { done: t('whatIf.discarded', { name: column.name }) })
  const id = column.id
  if (id === null) return t('whatIf.asIs')
  const barred = mayPlan ? [] : [{ code: 'board.may-not', message: t('board.mayNot') }]
  const own = whyMayNot(may, column.changes as PlanChange[])
  const fresh = column.broken.filter((r) => !r.before)
  return (
    <>
      <div>{column.name}</div>
      <ul className="what-if-changes">
        {column.changes.map((c) => (
          <li key={JSON.stringify(c)}>{text(c)}</li>
        ))}
        {fresh.map((r) => (
          <li key={r.message} className="fault">
            {r.message}
          </li>
        ))}
        {column.fault && <li className="fault">{column.fault}</li>}
      </ul>
      <div className="what-if-buttons">
        <ActionButton
          size="compact-xs"
          kind="primary"
          label={t('whatIf.commit')}
          whyNot={[
            ...(barred.length > 0 ? barred : own),
            ...(column.fault ? [{ code: 'board.fault', message: column.fault }] : []),
            ...column.whyNot,
          ]}
          onAct={() => commit.run({ id })}
        />
        <ActionButton size="compact-xs" label={t('whatIf.discard')} whyNot={barred} onAct={() => discard.run({ id })} />
      </div>
    </>
  )
}

/** Jobs that some what-if makes earlier or later. */
function Jobs({ compared }: { compared: Compared }) {
  if (compared.jobs.length === 0) return <Empty text={t('whatIf.noJobs')} />
  return (
    <TableScroll>
      <table className="lines what-if-compare">
        <thead>
          <tr>
            <td />
            {compared.columns.map((c) => (
              <th key={c.id ?? 0} scope="col">
                {c.id === null ? t('whatIf.asIs') : c.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {compared.jobs.map((j) => (
            <tr key={j.job}>
              <th scope="row">
                {j.jobId === null ? (
                  j.job
                ) : (
                  <PageLink className="record-link" to={`/jobs/${j.jobId}`}>
                    {j.job}
                  </PageLink>
                )}
                <div className="dimmed">
                  {j.customers}
                  {j.customers && ' · '}
                  {t('board.dueShort', { day: formatDay(j.dueOn) })}
                </div>
              </th>
              {compared.columns.map((c, i) => (
                <JobCell key={c.id ?? 0} job={j} column={i} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

function JobCell({ job, column }: { job: Compared['jobs'][number]; column: number }) {
  const [date, first] = [job.dates[column] ?? null, job.dates[0] ?? null]
  const days = date && first ? (Date.parse(date) - Date.parse(first)) / 86_400_000 : 0
  const cost = Math.round(((job.money[column] ?? 0) - (job.money[0] ?? 0)) * 100) / 100
  const late = date !== null && date > job.dueOn
  return (
    <td data-sense={days > 0 ? 'worse' : days < 0 ? 'better' : undefined}>
      {date ? formatDay(date) : '–'} {late && <span className="fault">{t('words.late')}</span>}
      {days !== 0 && (
        <small>
          {signedDays(days)}
          {cost !== 0 && ` · ${signedMoney(cost)}`}
        </small>
      )}
    </td>
  )
}
