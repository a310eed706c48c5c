import { useLocation } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { t } from '../i18n.ts'
import { rememberRecord } from '../recent.ts'
import { PageLink } from './link.tsx'
import { StatusChip } from './statusChip.tsx'

let firstPage = true

/**
 * The button that opened this page went with the last one: the keys then go on in the page, not at the top of the
 * menu. The first page of a visit begins at the top, where the link that skips the menu is.
 */
function takeLostFocus() {
  if (!firstPage && document.activeElement === document.body)
    document.getElementById('content')?.focus({ preventScroll: true })
  firstPage = false
}

type Crumb = { label: string; to: string }

/**
 * The frame of every page: title, number and status of a record, its actions, where it stands; the head stays
 * in sight while the page scrolls. `remember` puts a record among the recently opened ones.
 */
export function Page(props: {
  title: string
  number?: string | undefined
  status?: string | undefined
  /** Beside the title: lights, dates, a mark. */
  aside?: ReactNode
  actions?: ReactNode
  crumbs?: readonly Crumb[]
  remember?: boolean
  children?: ReactNode
}) {
  const { title, number, status, aside, actions, crumbs, remember, children } = props
  const { pathname } = useLocation()
  const name = number ? `${number} · ${title}` : title
  useEffect(takeLostFocus, [])
  useEffect(() => {
    document.title = `${name} · Fettle`
    if (remember && title) rememberRecord({ path: pathname, title: name })
  }, [name, title, remember, pathname])
  return (
    <div className="page">
      <div className="page-head">
        {crumbs && <Breadcrumbs crumbs={crumbs} />}
        <div className="page-title">
          <h1>
            {number && <span className="page-number">{number}</span>} {title}
          </h1>
          {status && <StatusChip word={status} />}
          {aside}
          {actions && <div className="page-actions">{actions}</div>}
        </div>
      </div>
      <div className="page-body">{children}</div>
    </div>
  )
}

function Breadcrumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav className="breadcrumbs" aria-label={t('ui.breadcrumbs')}>
      <ol>
        {crumbs.map((c) => (
          <li key={c.to}>
            <PageLink to={c.to}>{c.label}</PageLink>
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** A titled block of a page. */
export function Section({
  title,
  actions,
  children,
  id,
}: {
  title?: string
  actions?: ReactNode
  children: ReactNode
  id?: string
}) {
  return (
    <section className="section" id={id} aria-label={title}>
      {(title || actions) && (
        <div className="section-head">
          {title && <h2>{title}</h2>}
          {actions && <div className="section-actions">{actions}</div>}
        </div>
      )}
      {children}
    </section>
  )
}

/** Facts as a grid of name and value; empty values are shown as a dash, so that their absence is seen. */
export function KeyValue({ facts }: { facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="key-values">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value === null || value === undefined || value === '' ? <span className="dimmed">–</span> : value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Main content on the left, what hangs on it on the right; below each other on a tablet. */
export const Columns = ({ children }: { children: ReactNode }) => <div className="columns">{children}</div>
export const StackOf = ({ children }: { children: ReactNode }) => <div className="stack">{children}</div>

/** Says that there is nothing, in one sentence with one thing to do about it. */
export function Empty({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <p>{text}</p>
      {children}
    </div>
  )
}
