import { t } from '../i18n.ts'
import { tabsOf } from '../pageTools.ts'
import { useSession } from '../session.tsx'
import { PageLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'

/** Settings are many, so they are gathered in groups instead of tabs. */
export function SettingsLanding() {
  const { may } = useSession()
  const entries = tabsOf('settings', may)
  const groups = [...new Set(entries.map((e) => e.group ?? 'other'))]
  return (
    <Page title={t('sections.settings')}>
      <div className="card-groups">
        {groups.map((group) => (
          <section key={group} className="card-group">
            <h2>{t(`groups.${group}`)}</h2>
            <ul>
              {entries
                .filter((e) => (e.group ?? 'other') === group)
                .map((e) => (
                  <li key={e.path}>
                    <PageLink to={e.path}>{t(`nav.${e.nav}`)}</PageLink>
                    <p>{t(`about.${e.nav}`)}</p>
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </div>
    </Page>
  )
}
