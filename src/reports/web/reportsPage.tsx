import { TextInput } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { ListRequest } from '../../core/list.model.ts'
import { api, orpc } from '../../web/api.ts'
import { formatMinutes, formatMoney, formatPercent, formatQuantity } from '../../web/format.ts'
import { fieldText, t } from '../../web/i18n.ts'
import { PageLink } from '../../web/ui/link.tsx'
import { ListGrid } from '../../web/ui/listGrid.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { Empty, KeyValue, Page, Section, StackOf } from '../../web/ui/page.tsx'
import { useRead } from '../../web/ui/useRead.ts'
import { type Report, reportGroups, reportList, reportNamed } from '../report.model.ts'
import './reports.css'

/** Every report this user may read, by group, each with the question it answers. */
export function ReportIndex() {
  const found = useRead(orpc.reports.list, undefined)
  const [q, setQ] = useState('')
  return (
    <Page title={t('reports.title')}>
      <TextInput
        data-autofocus
        aria-label={t('reports.search')}
        placeholder={t('reports.search')}
        value={q}
        onChange={(e) => setQ(e.currentTarget.value)}
        maw={420}
      />
      <Loaded read={found}>
        {(rows) => {
          const match = rows.filter((r) => `${r.title} ${r.question}`.toLowerCase().includes(q.trim().toLowerCase()))
          if (match.length === 0) return <Empty text={t('reports.noneFound')} />
          return (
            <div className="report-groups">
              {reportGroups
                .map((group) => ({ group, own: match.filter((r) => r.group === group) }))
                .filter(({ own }) => own.length > 0)
                .map(({ group, own }) => (
                  <Section key={group} title={t(`reports.groups.${group}`)}>
                    <ul className="report-list">
                      {own.map((r) => (
                        <li key={r.name}>
                          <PageLink className="record-link" to={`/reports/${r.name}`}>
                            {r.title}
                          </PageLink>
                          <span className="dimmed">{r.question}</span>
                        </li>
                      ))}
                    </ul>
                  </Section>
                ))}
            </div>
          )
        }}
      </Loaded>
    </Page>
  )
}

export function ReportPage() {
  const { name = '' } = useParams({ strict: false }) as { name?: string }
  const report = reportNamed(name)
  if (!report)
    return (
      <Page title={t('reports.title')}>
        <Empty text={t('reports.noneFound')} />
      </Page>
    )
  return <Shown key={name} report={report} />
}

type Row = Record<string, unknown>
type Totals = Record<string, number>

function Shown({ report }: { report: Report }) {
  const [totals, setTotals] = useState<Totals>({})
  const list = useMemo(() => reportList(report), [report])
  const read = useMemo(
    () => async (input: Parameters<typeof api.reports.run>[0] extends infer I ? Omit<I & object, 'name'> : never) => {
      const answer = await api.reports.run({ ...input, name: report.name } as Parameters<typeof api.reports.run>[0])
      setTotals(answer.totals)
      return answer
    },
    [report.name],
  )
  const open = report.drill
    ? { open: (r: Row) => (report.drill ?? '').replace(/\{(\w+)\}/g, (_m, n: string) => String(r[n])) }
    : {}
  const facts = Object.entries(totals).map(
    ([name, value]) => [fieldText(list.name, name), formatTotal(report, name, value)] as const,
  )
  return (
    <Page
      title={report.title}
      crumbs={[{ label: t('reports.title'), to: '/reports' }]}
      aside={<span className="dimmed">{report.question}</span>}
    >
      <StackOf>
        {report.chart && <Chart report={report} />}
        {facts.length > 0 && <KeyValue facts={facts} />}
        <ListGrid
          list={list}
          read={read as never}
          {...(open as object)}
          empty={{ text: t('reports.empty') }}
          pdf={(request) => `/api/export/reports/${report.name}.pdf${asked(request)}`}
        />
        {report.measures && (
          <Section title={t('reports.measures')}>
            <div className="report-measures">
              <KeyValue
                facts={Object.entries(report.measures).map(
                  ([name, text]) => [fieldText(list.name, name), text] as const,
                )}
              />
            </div>
          </Section>
        )}
      </StackOf>
    </Page>
  )
}

/** What a list is asked, as the export's address takes it. */
const asked = ({ q, filter = {}, sort }: ListRequest): string => {
  const query = new URLSearchParams({
    ...(q ? { q } : {}),
    ...Object.fromEntries(Object.entries(filter).map(([name, value]) => [`filter[${name}]`, value])),
    ...(sort ? { sort } : {}),
  }).toString()
  return query === '' ? '' : `?${query}`
}

const formatTotal = (report: Report, name: string, value: number): string => {
  const kind = report.columns[name]?.kind
  return kind === 'money' ? formatMoney(value) : kind === 'minutes' ? formatMinutes(value) : formatQuantity(value)
}

/** Bars for the first rows: as long as their value, outlined when it is negative. */
function Chart({ report }: { report: Report }) {
  const rows = useRead(orpc.reports.run, { name: report.name, limit: 8 } as Parameters<typeof api.reports.run>[0])
  const chart = report.chart
  if (!chart || !rows.data || rows.data.rows.length === 0) return null
  const values = rows.data.rows.map((r) => ({ label: String(r[chart.label]), value: Number(r[chart.value]) }))
  const most = Math.max(...values.map((v) => Math.abs(v.value)), chart.unit === 'percent' ? 100 : 0.0001)
  const shown = (v: number) =>
    chart.unit === 'money'
      ? formatMoney(v)
      : chart.unit === 'percent'
        ? formatPercent(v)
        : chart.unit === 'minutes'
          ? formatMinutes(v)
          : formatQuantity(v)
  return (
    <Section title={fieldText(reportList(report).name, chart.value)}>
      <ul className="report-bars">
        {values.map((v) => (
          <li key={v.label}>
            <span className="report-bar-label">{v.label}</span>
            <span
              className="report-bar"
              data-negative={v.value < 0 || undefined}
              style={{ width: `${(Math.abs(v.value) / most) * 100}%` }}
            />
            <span className="number">{shown(v.value)}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
