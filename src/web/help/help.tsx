import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { UserRole } from '../../core/permissions.model.ts'
import { t } from '../i18n.ts'
import { useSession } from '../session.tsx'
import { openShortcuts } from '../shell/shortcuts.tsx'
import { tones } from '../theme.ts'
import { ActionButton } from '../ui/actionButton.tsx'
import { PageLink } from '../ui/link.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page, Section } from '../ui/page.tsx'
import { StatusChip } from '../ui/statusChip.tsx'
import { Markdown } from './markdown.tsx'

/** The users' guide and the glossary, each page loaded when it is opened. What else docs/ holds is for engineers. */
const guide = import.meta.glob<string>(['../../../docs/guide/*.md', '../../../docs/glossary.md'], {
  query: '?raw',
  import: 'default',
})
const pathOf = (name: string) => Object.keys(guide).find((path) => path.endsWith(`/${name}.md`)) ?? ''
const titleOf = (name: string) => t(`help.pages.${name.replaceAll('-', '_')}`)

const pageOfRole: Record<UserRole, string> = {
  owner: 'for-the-owner',
  admin: 'set-up',
  sales: 'for-sales',
  planner: 'for-the-planner',
  supervisor: 'for-the-supervisor',
  operator: 'for-people-at-the-machines',
  buyer: 'for-the-buyer',
  storekeeper: 'for-the-storekeeper',
  inspector: 'for-the-inspector',
  accountant: 'for-accounts',
  viewer: 'signs',
}
const areas = [
  'sell',
  'jobs-and-work-orders',
  'plan',
  'the-floor',
  'buy',
  'stock',
  'quality',
  'money',
  'reports',
  'set-up',
] as const

/** What to do first in one's own role, then the other roles, a page for each area, and what the signs mean. */
export function Help() {
  const { roles } = useSession()
  const own = [...new Set(roles.map((role) => pageOfRole[role]))]
  const others = [...new Set(Object.values(pageOfRole))].filter((n) => n.startsWith('for-') && !own.includes(n))
  return (
    <Page
      title={t('sections.help')}
      actions={<ActionButton label={t('shell.shortcuts.title')} shortcut="?" onAct={openShortcuts} />}
    >
      <div className="card-groups">
        <Guides title={t('help.begin')} names={[...own.filter((n) => n !== 'signs'), 'signs']} />
        <Guides title={t('help.areas')} names={areas.filter((n) => !own.includes(n))} />
        <Guides title={t('help.others')} names={others} />
        <section className="card-group">
          <h2>{t('help.shapes')}</h2>
          <ul>
            {tones.map((tone) => (
              <li key={tone}>
                <StatusChip word={tone} tone={tone} label={t(`help.tones.${tone}`)} />
              </li>
            ))}
          </ul>
        </section>
        <Guides title={t('help.more')} names={['glossary', 'scheduling']}>
          <li>
            <a href="/api/docs">{t('help.api')}</a>
          </li>
        </Guides>
      </div>
    </Page>
  )
}

const Guides = ({ title, names, children }: { title: string; names: readonly string[]; children?: ReactNode }) => (
  <section className="card-group">
    <h2>{title}</h2>
    <ul>
      {names.map((name) => (
        <li key={name}>
          <PageLink to={`/help/${name}`}>{titleOf(name)}</PageLink>
        </li>
      ))}
      {children}
    </ul>
  </section>
)

/** One page of the guide. */
export function GuidePage() {
  const { name = '' } = useParams({ strict: false }) as { name?: string }
  const load = guide[pathOf(name)]
  const text = useQuery({
    queryKey: ['guide', name],
    queryFn: async () => (load ? await load() : t('shell.notFoundText')),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <Page title={load ? titleOf(name) : t('shell.notFound')} crumbs={[{ label: t('sections.help'), to: '/help' }]}>
      <Section>
        <Loaded read={text}>{(markdown) => <Markdown text={markdown} />}</Loaded>
      </Section>
    </Page>
  )
}
