import { useParams } from '@tanstack/react-router'
import type { Permission } from '../core/permissions.model.ts'
import { type PageEntry, pages } from './routes.tsx'
import { type Section, sections } from './sections.ts'

type May = (needs: Permission) => boolean
const allowed = (entry: PageEntry, may: May): boolean => entry.needs === undefined || may(entry.needs)

/** The tabs of a section that this user may open. */
export const tabsOf = (section: Section, may: May): PageEntry[] =>
  pages.filter((p) => p.section === section && p.nav !== undefined && allowed(p, may))

/** What the "+ New" menu offers this user. */
export const creatable = (may: May): PageEntry[] => pages.filter((p) => p.create !== undefined && allowed(p, may))

/** Sections in which this user may open something; Today, Settings and Help are for everybody. */
export const sectionsFor = (may: May): Section[] =>
  sections.filter(
    (s) => s === 'today' || s === 'settings' || s === 'help' || pages.some((p) => p.section === s && allowed(p, may)),
  )

const pattern = (path: string): RegExp => new RegExp(`^${path.replace(/\$[A-Za-z]+/g, '[^/]+')}$`)
const fixedFirst = (a: PageEntry, b: PageEntry) => Number(a.path.includes('$')) - Number(b.path.includes('$'))

/** The page at an address. */
export const pageAt = (pathname: string): PageEntry | undefined =>
  [...pages].sort(fixedFirst).find((p) => pattern(p.path).test(pathname))

export const sectionAt = (pathname: string): Section | undefined =>
  pageAt(pathname)?.section ?? sections.find((s) => pathname === `/${s}`)

/** The `$id` of the address as a record id; NaN when it is none (the server then answers that there is no such record). */
export const usePathId = (name = 'id'): number =>
  Number((useParams({ strict: false }) as Record<string, string | undefined>)[name])
