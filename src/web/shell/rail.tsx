import { UnstyledButton } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import { t } from '../i18n.ts'
import { pageAt, sectionAt, sectionsFor, tabsOf } from '../pageTools.ts'
import { type Section, sectionPath } from '../sections.ts'
import { useSession } from '../session.tsx'
import { PageLink } from '../ui/link.tsx'
import { icons, sectionIcons } from './icons.tsx'

const collapsedKey = 'fettle.rail'
const lower: readonly Section[] = ['settings', 'help']

export function Rail() {
  const { may } = useSession()
  const { pathname } = useLocation()
  const narrow = useMediaQuery('(max-width: 1100px)') ?? false
  const [chosen, setChosen] = useState(() => localStorage.getItem(collapsedKey))
  const collapsed = chosen === null ? narrow : chosen === 'collapsed'
  const toggle = () => {
    const next = collapsed ? 'open' : 'collapsed'
    localStorage.setItem(collapsedKey, next)
    setChosen(next)
  }
  const lit = sectionAt(pathname)
  const visible = sectionsFor(may)
  // Straight to the section's first tab: a redirect on the way would overtake a quick click on another tab. A bare page is a terminal's.
  const opening = (section: Section) => {
    const own = pageAt(sectionPath(section))
    if (section === 'settings') return sectionPath(section)
    return tabsOf(section, may)[0]?.path ?? (own && !own.bare ? own.path : sectionPath(section))
  }
  const entry = (section: Section) => (
    <li key={section}>
      <PageLink to={opening(section)} className="rail-link" aria-current={section === lit ? 'page' : undefined}>
        {sectionIcons[section]}
        <span>{t(`sections.${section}`)}</span>
      </PageLink>
    </li>
  )
  return (
    <nav className="rail" data-collapsed={collapsed || undefined} aria-label={t('shell.mainMenu')}>
      <PageLink to="/" className="rail-brand" aria-label={t('shell.home')}>
        <img src="/icon.svg" alt="" width={24} height={24} />
        <span>Fettle</span>
      </PageLink>
      <ul>{visible.filter((s) => !lower.includes(s)).map(entry)}</ul>
      <ul className="rail-lower">{visible.filter((s) => lower.includes(s)).map(entry)}</ul>
      <UnstyledButton className="rail-link rail-toggle" onClick={toggle} aria-expanded={!collapsed}>
        {collapsed ? icons.expand : icons.collapse}
        <span>{t(collapsed ? 'shell.expand' : 'shell.collapse')}</span>
      </UnstyledButton>
    </nav>
  )
}
