import {
  createRootRoute,
  createRoute,
  createRouter,
  Navigate,
  Outlet,
  useLocation,
  useParams,
} from '@tanstack/react-router'
import { t } from './i18n.ts'
import { pageAt, tabsOf } from './pageTools.ts'
import { type PageEntry, pages } from './routes.tsx'
import { type Section, sectionPath, sections } from './sections.ts'
import { SignedIn, useSession } from './session.tsx'
import { Goto } from './shell/goto.tsx'
import { SettingsLanding } from './shell/settingsLanding.tsx'
import { Shell } from './shell/shell.tsx'
import { SignIn } from './signIn.tsx'
import { Notice } from './ui/notice.tsx'

/** Everything but bare pages (terminals of the floor) is behind the sign-in and inside the shell. */
function Root() {
  const { pathname } = useLocation()
  if (pageAt(pathname)?.bare) return <Outlet />
  return (
    <SignedIn otherwise={<SignIn />}>
      <Shell />
    </SignedIn>
  )
}

const root = createRootRoute({
  component: Root,
  notFoundComponent: () => <Notice title={t('shell.notFound')} text={t('shell.notFoundText')} />,
  errorComponent: ({ error }) => (
    <Notice title={t('shell.broken')} text={error instanceof Error ? error.message : String(error)} />
  ),
})

/** An id in an address is a number; anything else names no record. */
const isNoRecord = (id: string | undefined): boolean => id !== undefined && !/^[1-9]\d{0,14}$/.test(id)

function Guarded({ entry }: { entry: PageEntry }) {
  const { may } = useSession()
  const { id } = useParams({ strict: false }) as { id?: string }
  const Component = entry.component
  if (entry.needs && !may(entry.needs))
    return <Notice title={t('shell.notAllowed')} text={t('shell.notAllowedText', { permission: entry.needs })} />
  if (isNoRecord(id)) return <Notice title={t('shell.notFound')} text={t('shell.notFoundText')} />
  return <Component />
}

/** A section's address opens its first page. */
function SectionLanding({ section }: { section: Section }) {
  const { may } = useSession()
  const here = useLocation()
  const [first] = tabsOf(section, may)
  if (section === 'settings') return <SettingsLanding />
  if (!first || first.path === here.pathname)
    return <Notice title={t(`sections.${section}`)} text={t('shell.nothingHere')} />
  return <Navigate to={first.path} replace />
}

/** Keeps the page's own preloading, so that pointing at a link already loads its code. */
const guarded = (entry: PageEntry) => {
  const load = 'preload' in entry.component ? { preload: entry.component.preload } : {}
  return Object.assign(() => <Guarded entry={entry} />, load)
}
const pageRoutes = pages.map((entry) =>
  createRoute({
    getParentRoute: () => root,
    path: entry.path,
    component: entry.bare ? entry.component : guarded(entry),
  }),
)
const taken = new Set(pages.map((p) => p.path))
const sectionRoutes = sections
  .filter((s) => !taken.has(sectionPath(s)))
  .map((section) =>
    createRoute({
      getParentRoute: () => root,
      path: sectionPath(section),
      component: () => <SectionLanding section={section} />,
    }),
  )
const goRoute = createRoute({ getParentRoute: () => root, path: '/go/$number', component: Goto })

const readSearch = (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text))
const writeSearch = (search: Record<string, unknown>): string => {
  const text = new URLSearchParams(
    Object.entries(search).flatMap(([k, v]) => (v === undefined || v === '' ? [] : [[k, String(v)]])),
  ).toString()
  return text && `?${text}`
}

export const router = createRouter({
  routeTree: root.addChildren([...pageRoutes, ...sectionRoutes, goRoute]),
  defaultPreload: 'intent',
  scrollRestoration: true,
  parseSearch: readSearch,
  stringifySearch: writeSearch,
})
