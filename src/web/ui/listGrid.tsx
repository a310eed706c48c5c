import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import {
  type CellKeyDownEvent,
  CellStyleModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  EventApiModule,
  type GridApi,
  ModuleRegistry,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  ScrollApiModule,
  themeQuartz,
} from 'ag-grid-community'
import { AgGridReact } from 'ag-grid-react'
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { List, ListRequest } from '../../core/list.model.ts'
import { formatInteger } from '../format.ts'
import { t } from '../i18n.ts'
import { icons } from '../shell/icons.tsx'
import { useShortcut } from '../shell/shortcuts.tsx'
import { type CellsOf, type GridRow, gridColumns, hiddenColumns, visibleColumns } from './gridColumns.tsx'
import { exportRows } from './listExport.ts'
import { ListFilters } from './listFilters.tsx'
import { ColumnsMenu, ExportMenu, ViewsMenu } from './listMenus.tsx'
import { keepLayout, type Layout, type ListState, readLayout, useListState } from './listState.ts'
import { Loaded } from './loaded.tsx'
import { Empty } from './page.tsx'
import { sayRefused } from './toast.tsx'

ModuleRegistry.registerModules([
  CellStyleModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  EventApiModule,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  ScrollApiModule,
])

const gridTheme = themeQuartz.withParams({
  backgroundColor: 'var(--surface)',
  foregroundColor: 'var(--mantine-color-text)',
  headerBackgroundColor: 'var(--surface)',
  headerTextColor: 'var(--mantine-color-dimmed)',
  borderColor: 'var(--line)',
  rowHoverColor: 'var(--hover)',
  selectedRowBackgroundColor: 'var(--chosen)',
  accentColor: 'var(--mantine-color-anchor)',
  fontFamily: 'inherit',
  fontSize: 13,
  rowHeight: 30,
  headerHeight: 32,
  wrapperBorderRadius: 8,
})

const pageSize = 100
const exportLimit = 50_000

export type ReadList<R> = (input: ListRequest) => Promise<{ rows: R[]; next: string | null; total: number }>

export type ListGridProps<R extends GridRow> = {
  /** The list's description, from its model or contract. */
  list: List
  /** Its endpoint: `api.salesOrders.list`. */
  read: ReadList<R>
  /** The page of a row; the first column links there, Enter and a double click open it. */
  open?: (row: R) => string
  /** Filters that always hold here and are not shown, e.g. `{ customer: 'true' }`. */
  fixed?: Record<string, string>
  /** Filters, search and sort to begin with. */
  initial?: Partial<ListState>
  /** At the right of the bar. */
  actions?: ReactNode
  /** One sentence, and the one thing to do, for a list without any record. */
  empty?: { text: string; action?: ReactNode }
  /** Shown beside the list for the row under the cursor after Space; Esc closes it. */
  peek?: (row: R) => ReactNode
  /** Acts on chosen rows; its presence adds the check boxes. */
  bulk?: (rows: readonly R[], clear: () => void) => ReactNode
  /** Own rendering of single columns. */
  cells?: CellsOf<R>
  /** Where the server writes the rows of a request as a paper. */
  pdf?: (request: ListRequest) => string
  /** Whether the address carries the state; false where a page holds several lists. */
  inUrl?: boolean
}

/** Any list of the API as a dense grid: searched, filtered, sorted and paged by the server, driven by the keyboard. */
export function ListGrid<R extends GridRow>(props: ListGridProps<R>) {
  const { list, read, fixed = {}, initial, actions, empty, bulk, peek, pdf, inUrl = true } = props
  const [state, setState] = useListState(list, inUrl, initial)
  const [layout, setLayoutState] = useState<Layout>(() => readLayout(list.name))
  const [chosen, setChosen] = useState<readonly R[]>([])
  const [peeked, setPeeked] = useState<R>()
  const [exporting, setExporting] = useState(false)
  const grid = useRef<GridApi<R>>(undefined)
  const setLayout = (next: Layout) => {
    keepLayout(list.name, next)
    setLayoutState(next)
  }
  const filter = { ...state.filter, ...fixed }
  const request = {
    ...(state.q ? { q: state.q } : {}),
    ...(Object.keys(filter).length > 0 ? { filter } : {}),
    ...(state.sort ? { sort: state.sort } : {}),
  }
  const query = useInfiniteQuery({
    queryKey: ['list', list.name, request],
    queryFn: ({ pageParam }) => read({ ...request, limit: pageSize, ...(pageParam ? { cursor: pageParam } : {}) }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  })
  const rows = useMemo(() => query.data?.pages.flatMap((p) => p.rows) ?? [], [query.data])
  const total = query.data?.pages[0]?.total ?? 0
  const asked = state.q !== '' || Object.keys(state.filter).length > 0
  const runExport = async (kind: 'csv' | 'xlsx') => {
    setExporting(true)
    try {
      await exportRows(list, visibleColumns(list, layout), await readAll(read, request), kind)
    } catch (error) {
      sayRefused(error)
    }
    setExporting(false)
  }
  const clear = () => grid.current?.deselectAll()
  if (query.isError)
    return <Loaded read={{ data: undefined, error: query.error, refetch: query.refetch as never }}>{() => null}</Loaded>
  return (
    <div className="list">
      <div className="list-bar">
        <SearchBox value={state.q} onChange={(q) => setState({ q })} />
        <ListFilters list={list} filter={state.filter} onChange={(next) => setState({ filter: next })} />
        <span className="list-count" role="status">
          {query.isSuccess && t('ui.list.count', { shown: formatInteger(rows.length), total: formatInteger(total) })}
        </span>
        {bulk && chosen.length > 0 && bulk(chosen, clear)}
        <ViewsMenu
          list={list}
          state={state}
          layout={layout}
          take={({ q, filter: f, sort, layout: l }) => {
            setState({ q, filter: f, sort })
            setLayout(l)
          }}
        />
        <ColumnsMenu
          list={list}
          hidden={hiddenColumns(list, layout)}
          setHidden={(hidden) => setLayout({ ...layout, hidden })}
        />
        <ExportMenu run={(kind) => void runExport(kind)} busy={exporting} {...(pdf ? { pdf: pdf(request) } : {})} />
        {actions}
      </div>
      <div className="list-main">
        <div className="list-grid">
          {query.isSuccess && rows.length === 0 ? (
            <Empty text={asked || !empty ? t('ui.list.noneMatch') : empty.text}>{!asked && empty?.action}</Empty>
          ) : (
            <Grid
              {...props}
              rows={rows}
              loading={query.isPending}
              state={state}
              setState={setState}
              layout={layout}
              setLayout={setLayout}
              more={() => query.hasNextPage && !query.isFetchingNextPage && void query.fetchNextPage()}
              choose={setChosen}
              setPeeked={setPeeked}
              peeking={peeked !== undefined}
              ready={(api) => (grid.current = api)}
            />
          )}
        </div>
        {peek && peeked && <aside className="list-peek">{peek(peeked)}</aside>}
      </div>
    </div>
  )
}

async function readAll<R>(read: ReadList<R>, request: ListRequest): Promise<R[]> {
  const rows: R[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<ReadList<R>>> = await read({
      ...request,
      limit: 1000,
      ...(cursor ? { cursor } : {}),
    })
    rows.push(...page.rows)
    cursor = page.next
  } while (cursor && rows.length < exportLimit)
  return rows
}

function SearchBox({ value, onChange }: { value: string; onChange: (q: string) => void }) {
  const box = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(value)
  // A list that is being left must not write its search into the address of the page that comes.
  const later = useDebouncedCallback((q: string, asked: string) => {
    if (window.location.pathname === asked) onChange(q)
  }, 200)
  const focus = useCallback(() => box.current?.focus(), [])
  useShortcut('/', t('shell.shortcuts.search'), focus)
  useEffect(() => setText(value), [value])
  return (
    <TextInput
      ref={box}
      size="xs"
      className="list-search"
      type="search"
      leftSection={icons.search}
      aria-label={t('ui.list.search')}
      placeholder={t('ui.list.search')}
      value={text}
      onChange={(e) => {
        setText(e.currentTarget.value)
        later(e.currentTarget.value, window.location.pathname)
      }}
    />
  )
}

type GridProps<R extends GridRow> = ListGridProps<R> & {
  rows: R[]
  loading: boolean
  state: ListState
  setState: (next: Partial<ListState>) => void
  layout: Layout
  setLayout: (layout: Layout) => void
  more: () => void
  choose: (rows: readonly R[]) => void
  setPeeked: (row: R | undefined) => void
  peeking: boolean
  ready: (api: GridApi<R>) => void
}

function Grid<R extends GridRow>(props: GridProps<R>) {
  const {
    list,
    rows,
    loading,
    state,
    setState,
    layout,
    setLayout,
    more,
    choose,
    open,
    peek,
    setPeeked,
    peeking,
    bulk,
    cells,
    ready,
  } = props
  const navigate = useNavigate()
  const go = (row: R | undefined) => {
    if (row && open) void navigate({ to: open(row) })
  }
  // Pages write these inline, so they are new at every turn; the columns must not be.
  const latest = useRef({ open, cells })
  latest.current = { open, cells }
  const names = Object.keys(cells ?? {}).join()
  const opens = open !== undefined
  const columns = useMemo(() => {
    const stable: CellsOf<R> = Object.fromEntries(
      names
        .split(',')
        .filter(Boolean)
        .map((name) => [name, (row: R) => latest.current.cells?.[name]?.(row)]),
    )
    return gridColumns(
      list,
      layout,
      state.sort,
      stable,
      opens ? (row: R) => latest.current.open?.(row) ?? '' : undefined,
    )
  }, [list, layout, state.sort, names, opens])
  const asked = JSON.stringify(state)
  const gridApi = useRef<GridApi<R>>(undefined)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was asked is the trigger, not a value
  useEffect(() => {
    if (gridApi.current && gridApi.current.getDisplayedRowCount() > 0) gridApi.current.ensureIndexVisible(0, 'top')
  }, [asked])
  const pressed = ({ event, data, api }: { event?: Event | null; data?: R | undefined; api: GridApi<R> }) => {
    if (!(event instanceof KeyboardEvent)) return
    if (event.key === 'Enter') go(data)
    if (event.key === ' ' && peek) setPeeked(peeking ? undefined : data)
    if (event.key === 'Escape' && peeking) setPeeked(undefined)
    if (event.key === 'End' && event.ctrlKey) api.ensureIndexVisible(api.getDisplayedRowCount() - 1)
  }
  const nearEnd = (api: GridApi<R>) => {
    if (api.getLastDisplayedRowIndex() >= rows.length - 20) more()
  }
  const keepWidths = (api: GridApi<R>) =>
    setLayout({
      ...layout,
      order: api
        .getColumnState()
        .map((c) => c.colId)
        .filter((id) => id in list.columns),
      widths: Object.fromEntries(api.getColumnState().map((c) => [c.colId, c.width ?? 100])),
    })
  return (
    <AgGridReact<R>
      theme={gridTheme}
      rowData={rows}
      columnDefs={columns}
      maintainColumnOrder={false}
      getRowId={({ data }) => String(data.id ?? JSON.stringify(data))}
      loading={loading}
      suppressCellFocus={false}
      animateRows={false}
      enableCellTextSelection
      multiSortKey="ctrl"
      {...(bulk
        ? {
            rowSelection: {
              mode: 'multiRow' as const,
              headerCheckbox: true,
              checkboxes: true,
              enableClickSelection: false,
            },
          }
        : {})}
      onGridReady={({ api }) => {
        gridApi.current = api
        ready(api)
      }}
      onSelectionChanged={({ api }) => choose(api.getSelectedRows())}
      onSortChanged={({ api, source }) => {
        if (source !== 'uiColumnSorted') return
        const sorted = api
          .getColumnState()
          .filter((c) => c.sort)
          .sort((a, b) => (a.sortIndex ?? 0) - (b.sortIndex ?? 0))
        setState({ sort: sorted.map((c) => (c.sort === 'desc' ? `-${c.colId}` : c.colId)).join(',') })
      }}
      onColumnMoved={({ api, finished }) => finished && keepWidths(api)}
      onColumnResized={({ api, finished, source }) => finished && source === 'uiColumnResized' && keepWidths(api)}
      onBodyScrollEnd={({ api }) => nearEnd(api)}
      onCellKeyDown={(event) => pressed(event as CellKeyDownEvent<R>)}
      onRowDoubleClicked={({ data }) => go(data)}
      onCellFocused={({ api, rowIndex }) => {
        if (peeking && rowIndex !== null) setPeeked(api.getDisplayedRowAtIndex(rowIndex)?.data)
      }}
    />
  )
}
