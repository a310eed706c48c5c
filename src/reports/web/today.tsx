import { orpc } from '../../web/api.ts'
import { formatDay } from '../../web/format.ts'
import { Home } from '../../web/home.tsx'
import { t } from '../../web/i18n.ts'
import { useMay } from '../../web/session.tsx'
import type { Tone } from '../../web/theme.ts'
import { PageLink } from '../../web/ui/link.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { Page } from '../../web/ui/page.tsx'
import { Shape } from '../../web/ui/statusChip.tsx'
import { useRead } from '../../web/ui/useRead.ts'
import './reports.css'

/** Today for whoever may read reports; to the others (people at the machines) the pages that they may open. */
export function Today() {
  return useMay('reports.read') ? <TodayBlocks /> : <Home />
}

/** What next, where is it, when will it be done: exceptions before lists, the worst first. */
function TodayBlocks() {
  const blocks = useRead(orpc.reports.today, undefined)
  return (
    <Page title={t('nav.today')}>
      <Loaded read={blocks}>
        {(found) => (
          <div className="today">
            {found.map((b) => (
              <section key={b.kind} className="section today-block" aria-label={t(`today.${b.kind}`)}>
                <div className="section-head">
                  <h2>
                    {t(`today.${b.kind}`)} <span className="today-count">{b.count}</span>
                  </h2>
                  {b.count > b.rows.length && (
                    <PageLink className="record-link" to={`/reports/${b.report}`}>
                      {t('today.all')}
                    </PageLink>
                  )}
                </div>
                {b.rows.length === 0 ? (
                  <p className="dimmed">{t(`today.none.${b.kind}`)}</p>
                ) : (
                  <ul className="today-rows">
                    {b.rows.map((r) => (
                      <li key={r.key}>
                        <span style={{ color: `var(--tone-${r.tone})` }}>
                          <Shape tone={r.tone as Tone} />
                        </span>
                        <PageLink className="record-link" to={r.link}>
                          {r.text}
                        </PageLink>
                        <span className="dimmed">{r.detail.replace(/\b\d{4}-\d{2}-\d{2}\b/g, formatDay)}</span>
                      </li>
                    ))}
                  </ul>
                )}
              </section>
            ))}
          </div>
        )}
      </Loaded>
    </Page>
  )
}
