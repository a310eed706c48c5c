import { orpc } from '../../web/api.ts'
import { formatDay, formatMoney, formatPercent, formatQuantity } from '../../web/format.ts'
import { t, wordText } from '../../web/i18n.ts'
import { useMay } from '../../web/session.tsx'
import { PageLink } from '../../web/ui/link.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { Empty, Section } from '../../web/ui/page.tsx'
import { StatusChip } from '../../web/ui/statusChip.tsx'
import { useRead } from '../../web/ui/useRead.ts'
import type { PastJob } from '../pastJobs.contract.ts'
import './pastJobs.css'

const shownAtFirst = 3

/** What an item really cost before, per piece, beside what it was estimated at and what is being quoted. */
export function PastJobs({ itemId, now }: { itemId: number; now?: { cost: number; quantity: number } | undefined }) {
  const may = useMay('costing.read')
  const read = useRead(orpc.pastJobs.list, { id: itemId }, { enabled: may })
  if (!may) return null
  return (
    <Section title={t('costing.pastJobs')}>
      {now && (
        <p className="past-now">
          {t('costing.quotedNow', {
            cost: formatMoney(now.cost / now.quantity),
            quantity: formatQuantity(now.quantity),
          })}
        </p>
      )}
      <Loaded read={read}>
        {(jobs) =>
          jobs.length === 0 ? (
            <Empty text={t('costing.noPastJobs')} />
          ) : (
            <>
              <ul className="past-jobs">
                {(jobs as PastJob[]).slice(0, shownAtFirst).map((job) => (
                  <Past key={job.workOrderId} job={job} />
                ))}
              </ul>
              {jobs.length > shownAtFirst && (
                <details className="past-more">
                  <summary>{t('costing.morePastJobs', { count: jobs.length - shownAtFirst })}</summary>
                  <ul className="past-jobs">
                    {(jobs as PastJob[]).slice(shownAtFirst).map((job) => (
                      <Past key={job.workOrderId} job={job} />
                    ))}
                  </ul>
                </details>
              )}
            </>
          )
        }
      </Loaded>
    </Section>
  )
}

function Past({ job }: { job: PastJob }) {
  const over = job.estimated === 0 ? null : ((job.actual - job.estimated) / job.estimated) * 100
  return (
    <li>
      <div className="past-head">
        <PageLink className="record-link" to={`/jobs/${job.jobId}`}>
          {job.job}
        </PageLink>
        <StatusChip word={job.status} />
        <span className="dimmed">{formatDay(job.on)}</span>
      </div>
      <div className="dimmed">
        {formatQuantity(job.quantity)} × {job.itemName}
        {job.customer && ` · ${job.customer}`}
      </div>
      <dl className="past-costs">
        <div>
          <dt>{t('costing.estimate')}</dt>
          <dd>{formatMoney(job.estimated)}</dd>
        </div>
        <div>
          <dt>{t(job.status === 'started' ? 'costing.forecast' : 'costing.actual')}</dt>
          <dd>
            <strong>{formatMoney(job.actual)}</strong>
          </dd>
        </div>
        {over !== null && (
          <div data-over={over > 0 || undefined}>
            <dt>{t('costing.variance')}</dt>
            <dd>
              {over > 0 ? '+' : ''}
              {formatPercent(Math.round(over * 10) / 10)}
            </dd>
          </div>
        )}
        {job.unitPrice !== null && (
          <div>
            <dt>{t('costing.soldAt')}</dt>
            <dd>{formatMoney(job.unitPrice)}</dd>
          </div>
        )}
      </dl>
      <details>
        <summary>{t('costing.byElement')}</summary>
        <table className="lines">
          <thead>
            <tr>
              <th scope="col">{t('costing.element')}</th>
              <th scope="col" className="number">
                {t('costing.estimate')}
              </th>
              <th scope="col" className="number">
                {t('costing.actual')}
              </th>
            </tr>
          </thead>
          <tbody>
            {job.elements.map((e) => (
              <tr key={e.element}>
                <td>{wordText(e.element)}</td>
                <td className="number">{formatMoney(e.estimated)}</td>
                <td className="number">{formatMoney(e.actual)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </li>
  )
}
