import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { List } from '../../core/list.model.ts'

/** What a list is asked: search, filters by column in the list grammar (see core/list.model.ts), sort. */
export type ListState = { q: string; filter: Record<string, string>; sort: string }

/** How its grid is laid out; kept per browser. */
export type Layout = { order?: string[]; hidden?: string[]; widths?: Record<string, number> }
export type SavedView = ListState & { name: string; layout: Layout }

const read = <T>(key: string, otherwise: T): T => {
  try {
    return (JSON.parse(localStorage.getItem(key) ?? 'null') as T | null) ?? otherwise
  } catch {
    return otherwise
  }
}

export const readLayout = (list: string): Layout => read(`fettle.layout.${list}`, {})
export const keepLayout = (list: string, layout: Layout): void =>
  localStorage.setItem(`fettle.layout.${list}`, JSON.stringify(layout))
export const readViews = (list: string): SavedView[] => read<SavedView[]>(`fettle.views.${list}`, [])
export const keepViews = (list: string, views: readonly SavedView[]): void =>
  localStorage.setItem(`fettle.views.${list}`, JSON.stringify(views))

/**
 * The state of a list, kept in the address (`?q=oak&status=open&sort=-dueOn`) so that a view can be linked and
 * Back returns to it, or, where a page holds several lists, in the page alone.
 */
export function useListState(
  list: List,
  inUrl: boolean,
  initial: Partial<ListState> = {},
): [ListState, (next: Partial<ListState>) => void] {
  const search = useSearch({ strict: false }) as Record<string, string | undefined>
  const navigate = useNavigate()
  const [own, setOwn] = useState<ListState>({
    q: initial.q ?? '',
    filter: initial.filter ?? {},
    sort: initial.sort ?? '',
  })
  if (!inUrl) return [own, (next) => setOwn((now) => ({ ...now, ...next }))]
  const inAddress = Object.entries(search).filter(
    (e): e is [string, string] => e[0] in list.columns && e[1] !== undefined,
  )
  const untouched = search.q === undefined && search.sort === undefined && inAddress.length === 0
  const state: ListState = untouched
    ? own
    : { q: search.q ?? '', filter: Object.fromEntries(inAddress), sort: search.sort ?? '' }
  const change = (next: Partial<ListState>) => {
    const { q, filter, sort } = { ...state, ...next }
    // When everything is cleared, the list's own beginning must not come back.
    setOwn({ q: '', filter: {}, sort: '' })
    void navigate({
      to: '.',
      search: { ...(q ? { q } : {}), ...filter, ...(sort ? { sort } : {}) } as never,
      replace: true,
    })
  }
  return [state, change]
}
