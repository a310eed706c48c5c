import { t } from './i18n.ts'
import { sectionsFor, tabsOf } from './pageTools.ts'
import { recentRecords } from './recent.ts'
import { sectionPath } from './sections.ts'
import { useSession } from './session.tsx'
import { PageLink } from './ui/link.tsx'
import { Page } from './ui/page.tsx'

/** Where to go: what was opened last, and every page this user may open. */
export function Home() {
  const { name, may } = useSession()
  const recent = recentRecords()
  return (
    <Page title={t('home.hello', { name })}>
      <div className="card-groups">
        {recent.length > 0 && (
          <section className="card-group">
            <h2>{t('home.recent')}</h2>
            <ul>
              {recent.map((r) => (
                <li key={r.path}>
                  <PageLink to={r.path}>{r.title}</PageLink>
                </li>
              ))}
            </ul>
          </section>
        )}
        {sectionsFor(may)
          .filter((s) => s !== 'today' && s !== 'settings' && tabsOf(s, may).length > 0)
          .map((section) => (
            <section key={section} className="card-group">
              <h2>
                <PageLink to={sectionPath(section)}>{t(`sections.${section}`)}</PageLink>
              </h2>
              <ul>
                {tabsOf(section, may).map((tab) => (
                  <li key={tab.path}>
                    <PageLink to={tab.path}>{t(`nav.${tab.nav}`)}</PageLink>
                  </li>
                ))}
              </ul>
            </section>
          ))}
      </div>
    </Page>
  )
}
