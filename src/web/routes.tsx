import { lazyRouteComponent, type RouteComponent } from '@tanstack/react-router'
import type { Permission } from '../core/permissions.model.ts'
import type { Section } from './sections.ts'

/**
 * Every page of the application, one line each. To add a page, write `<area>/web/<thing>.tsx` with a named
 * export and add a line here:
 *
 *   { path: '/quotations', section: 'sell', needs: 'sales.read', nav: 'quotations', component: page(() => import('../sales/web/quotationList.tsx'), 'QuotationList') },
 *
 * - `path`: `$id` is a parameter, read in the page by `usePathId()` or `useParams({ strict: false })`. A record's page is `/<plural>/$id`,
 *   so that search, links and the palette find it; its list is `/<plural>`, its form for a new one `/<plural>/new`.
 * - `section`: the rail entry that is lit.
 * - `nav`: shows the page as a tab of its section; the text is `nav.<word>` in the strings. `group` gathers pages of the settings.
 * - `create`: puts the page into the "+ New" menu; the text is `new.<word>`.
 * - `needs`: whoever lacks the permission neither sees nor opens it.
 *
 * Pages load on demand. Nothing here may import a page, a model with shapes, the grid or the charts directly.
 */
export type PageEntry = {
  path: string
  section: Section
  component: RouteComponent
  needs?: Permission
  nav?: string
  group?: string
  create?: string
}

// biome-ignore lint/suspicious/noExplicitAny: a page may declare any props; the router passes none.
type Loaded = Record<string, any>
const page = <M extends Loaded>(load: () => Promise<M>, name: keyof M & string) => lazyRouteComponent(load, name) as RouteComponent

export const pages: readonly PageEntry[] = [
  { path: '/', section: 'today', component: page(() => import('./home.tsx'), 'Home') },
]
