import { Menu, UnstyledButton } from '@mantine/core'
import { Outlet, useLocation } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { t } from '../i18n.ts'
import { useLiveChanges } from '../live.ts'
import { pageAt, sectionAt, tabsOf } from '../pageTools.ts'
import { useSession } from '../session.tsx'
import { PageLink } from '../ui/link.tsx'
import { Palette } from './palette.tsx'
import { Rail } from './rail.tsx'
import { Shortcuts } from './shortcuts.tsx'
import { TopBar } from './topBar.tsx'

/** Around every signed-in page: rail, top bar, the section's tabs, the palette. */
export function Shell() {
  const [paletteOpen, setPaletteOpen] = useState(false)
  const { pathname } = useLocation()
  useLiveChanges()
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        setPaletteOpen((open) => !open)
      }
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [])
  return (
    <div className="shell">
      <a className="skip-link" href="#content">
        {t('shell.skip')}
      </a>
      <Rail />
      <div className="shell-body">
        <TopBar openPalette={() => setPaletteOpen(true)} />
        <SectionTabs pathname={pathname} />
        <main id="content" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <Palette open={paletteOpen} close={() => setPaletteOpen(false)} />
      <Shortcuts />
    </div>
  )
}

/** More than these do not fit beside each other; the rest stands in a menu. */
const mostTabs = 10

/** The sub-pages of the section; a page that is no tab (one record) leaves its list's tab lit. */
function SectionTabs({ pathname }: { pathname: string }) {
  const { may } = useSession()
  const section = sectionAt(pathname)
  if (!section || section === 'settings') return null
  const tabs = tabsOf(section, may)
  if (tabs.length < 2) return null
  const here = pageAt(pathname)
  const lit = here?.nav ? here.path : (here?.under ?? tabs.findLast((tab) => pathname.startsWith(`${tab.path}/`))?.path)
  const fitting = tabs.length > mostTabs ? mostTabs - 1 : tabs.length
  const shown = tabs.filter((tab, i) => i < fitting || tab.path === lit)
  const more = tabs.filter((tab) => !shown.includes(tab))
  return (
    <nav className="section-tabs" aria-label={t(`sections.${section}`)}>
      {shown.map((tab) => (
        <PageLink
          key={tab.path}
          to={tab.path}
          className="section-tab"
          aria-current={tab.path === lit ? 'page' : undefined}
        >
          {t(`nav.${tab.nav}`)}
        </PageLink>
      ))}
      {more.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <UnstyledButton className="section-tab">{t('shell.more')} ▾</UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown>
            {more.map((tab) => (
              <Menu.Item key={tab.path} component={PageLink} to={tab.path}>
                {t(`nav.${tab.nav}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </nav>
  )
}
