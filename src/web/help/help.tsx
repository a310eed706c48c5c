import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { readable, t } from '../i18n.ts'
import { openShortcuts } from '../shell/shortcuts.tsx'
import { tones } from '../theme.ts'
import { ActionButton } from '../ui/actionButton.tsx'
import { PageLink } from '../ui/link.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page, Section } from '../ui/page.tsx'
import { StatusChip } from '../ui/statusChip.tsx'
import { Markdown } from './markdown.tsx'

/** The user guide: the pages in docs/, each loaded when it is opened. Decision records are for developers. */
const guide = import.meta.glob<string>('../../../docs/*.md', { query: '?raw', import: 'default' })
const nameOf = (path: string) => /([\w-]+)\.md$/.exec(path)?.[1] ?? ''
const order = ['tour', 'glossary']
const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length)
const titleOf = (name: string) => readable(name.replaceAll('-', '_'))
const names = Object.keys(guide)
  .map(nameOf)
  .sort((a, b) => rank(a) - rank(b) || a.localeCompare(b))

/** What the shapes mean, the keys, and the guide. */
export function Help() {
  return (
    <Page
      title={t('sections.help')}
      actions={<ActionButton label={t('shell.shortcuts.title')} shortcut="?" onAct={openShortcuts} />}
    >
      <div className="card-groups">
        <section className="card-group">
          <h2>{t('help.guide')}</h2>
          <ul>
            {names.map((name) => (
              <li key={name}>
                <PageLink to={`/help/${name}`}>{titleOf(name)}</PageLink>
              </li>
            ))}
            <li>
              <a href="/api/docs">{t('help.api')}</a>
            </li>
          </ul>
        </section>
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
      </div>
    </Page>
  )
}

/** One page of the guide. */
export function GuidePage() {
  const { name = '' } = useParams({ strict: false }) as { name?: string }
  const load = guide[`../../../docs/${name}.md`]
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
