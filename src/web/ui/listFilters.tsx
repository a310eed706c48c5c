import { Button, Checkbox, Group, Menu, NativeSelect, Popover, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Column, List } from '../../core/list.model.ts'
import { fieldText, t, wordText } from '../i18n.ts'
import { icons } from '../shell/icons.tsx'
import { valueText } from './values.tsx'

type Filters = Record<string, string>
const ranged = new Set<Column['kind']>(['quantity', 'money', 'minutes', 'percent', 'integer', 'day', 'instant'])

/** One filter in words: "Status: open or sent", "Due on from 1 Mar 2026". */
function filterWords(list: string, name: string, column: Column, filter: string): string {
  const one = (v: string): string => {
    if (column.kind === 'word' || column.kind === 'words') return wordText(v, `${list}.${name}`)
    if (column.kind === 'flag') return t(v === 'true' ? 'ui.yes' : 'ui.no')
    return valueText(
      list,
      name,
      column,
      ranged.has(column.kind) && column.kind !== 'day' && column.kind !== 'instant' ? Number(v) : v,
    )
  }
  const values = (text: string) =>
    text
      .split(',')
      .map(one)
      .join(` ${t('ui.list.or')} `)
  if (filter === '-') return t('ui.list.isEmpty')
  if (filter === '*') return t('ui.list.isNotEmpty')
  if (filter.startsWith('~')) return t('ui.list.contains', { text: filter.slice(1) })
  if (filter.startsWith('!')) return t('ui.list.isNot', { text: values(filter.slice(1)) })
  const range = /^(.+)\.\.(.+)$/.exec(filter)
  if (range) return `${one(range[1] ?? '')} – ${one(range[2] ?? '')}`
  if (filter.startsWith('>=')) return t('ui.list.from', { text: one(filter.slice(2)) })
  if (filter.startsWith('<=')) return t('ui.list.to', { text: one(filter.slice(2)) })
  return values(filter)
}

type Props = { list: List; filter: Filters; onChange: (filter: Filters) => void }

/** The filters of a list as chips that open to be changed, and a menu of columns to add one. */
export function ListFilters({ list, filter, onChange }: Props) {
  const [open, setOpen] = useState<string>()
  const shown = [...new Set([...Object.keys(filter), ...(open ? [open] : [])])].filter((name) => list.columns[name])
  const set = (name: string, value: string) => {
    const { [name]: _, ...rest } = filter
    onChange(value === '' ? rest : { ...rest, [name]: value })
  }
  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="default" leftSection={icons.filter}>
            {t('ui.list.filter')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={420} style={{ overflow: 'auto' }}>
          {Object.entries(list.columns)
            .filter(([name, c]) => c.kind !== 'id' && !(name in filter))
            .map(([name]) => (
              <Menu.Item key={name} onClick={() => setOpen(name)}>
                {fieldText(list.name, name)}
              </Menu.Item>
            ))}
        </Menu.Dropdown>
      </Menu>
      {shown.map((name) => (
        <FilterChip
          key={name}
          list={list}
          name={name}
          filter={filter[name] ?? ''}
          open={open === name}
          setOpen={(yes) => setOpen(yes ? name : undefined)}
          set={(value) => set(name, value)}
        />
      ))}
    </>
  )
}

function FilterChip({
  list,
  name,
  filter,
  open,
  setOpen,
  set,
}: {
  list: List
  name: string
  filter: string
  open: boolean
  setOpen: (open: boolean) => void
  set: (filter: string) => void
}) {
  const column = list.columns[name]
  if (!column) return null
  const title = fieldText(list.name, name)
  return (
    <span className="filter-chip">
      <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus withinPortal>
        <Popover.Target>
          <button type="button" onClick={() => setOpen(!open)}>
            <span className="dimmed">{title}</span> {filter && filterWords(list.name, name, column, filter)}
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          {open && (
            <FilterEditor
              list={list.name}
              name={name}
              column={column}
              filter={filter}
              set={(value) => {
                set(value)
                setOpen(false)
              }}
            />
          )}
        </Popover.Dropdown>
      </Popover>
      <button
        type="button"
        aria-label={t('ui.list.removeFilter', { name: title })}
        onClick={() => {
          set('')
          setOpen(false)
        }}
      >
        ✕
      </button>
    </span>
  )
}

type EditorProps = { list: string; name: string; column: Column; filter: string; set: (filter: string) => void }

function FilterEditor(props: EditorProps) {
  const { column } = props
  if (column.words || column.kind === 'flag') return <WordsEditor {...props} />
  if (ranged.has(column.kind)) return <RangeEditor {...props} />
  return <TextEditor {...props} />
}

function WordsEditor({ list, name, column, filter, set }: EditorProps) {
  const [chosen, setChosen] = useState<string[]>(filter && !/^[!*~-]/.test(filter) ? filter.split(',') : [])
  const words = column.kind === 'flag' ? ['true', 'false'] : (column.words ?? [])
  const text = (word: string) =>
    column.kind === 'flag' ? t(word === 'true' ? 'ui.yes' : 'ui.no') : wordText(word, `${list}.${name}`)
  return (
    <Stack gap={6}>
      <Checkbox.Group value={chosen} onChange={setChosen} aria-label={fieldText(list, name)}>
        <Stack gap={6}>
          {words.map((word) => (
            <Checkbox key={word} size="xs" value={word} label={text(word)} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Button onClick={() => set(chosen.length === 0 ? '' : chosen.join(','))}>{t('ui.list.apply')}</Button>
    </Stack>
  )
}

function TextEditor({ list, name, column, filter, set }: EditorProps) {
  const [text, setText] = useState(
    filter.startsWith('~') ? filter.slice(1) : filter === '-' || filter === '*' ? '' : filter,
  )
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        set(text.trim() ? `~${text.trim()}` : '')
      }}
    >
      <Stack gap={6}>
        <TextInput
          data-autofocus
          size="xs"
          label={t('ui.list.containing', { name: fieldText(list, name) })}
          value={text}
          onChange={(e) => setText(e.currentTarget.value)}
        />
        <Group gap={6}>
          <Button type="submit">{t('ui.list.apply')}</Button>
          <EmptyChoice column={column} set={set} />
        </Group>
      </Stack>
    </form>
  )
}

function RangeEditor({ list, name, column, filter, set }: EditorProps) {
  const range = /^(.+)\.\.(.+)$/.exec(filter)
  const [from, setFrom] = useState(
    range?.[1] ?? (filter.startsWith('>=') ? filter.slice(2) : /^[\d.-]+$/.test(filter) ? filter : ''),
  )
  const [to, setTo] = useState(
    range?.[2] ?? (filter.startsWith('<=') ? filter.slice(2) : /^[\d.-]+$/.test(filter) ? filter : ''),
  )
  const type = column.kind === 'day' || column.kind === 'instant' ? 'date' : 'number'
  const apply = () => {
    if (from && to) set(from === to && column.kind !== 'instant' ? from : `${from}..${to}`)
    else set(from ? `>=${from}` : to ? `<=${to}` : '')
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        apply()
      }}
    >
      <Stack gap={6}>
        <Group gap={6} wrap="nowrap">
          <TextInput
            data-autofocus
            size="xs"
            type={type}
            step="any"
            label={`${fieldText(list, name)}, ${t('ui.list.fromLabel')}`}
            value={from}
            onChange={(e) => setFrom(e.currentTarget.value)}
          />
          <TextInput
            size="xs"
            type={type}
            step="any"
            label={t('ui.list.toLabel')}
            value={to}
            onChange={(e) => setTo(e.currentTarget.value)}
          />
        </Group>
        <Group gap={6}>
          <Button type="submit">{t('ui.list.apply')}</Button>
          <EmptyChoice column={column} set={set} />
        </Group>
      </Stack>
    </form>
  )
}

function EmptyChoice({ column, set }: { column: Column; set: (filter: string) => void }) {
  if (!column.optional) return null
  return (
    <NativeSelect
      size="xs"
      aria-label={t('ui.list.orEmpty')}
      data={[
        { value: '', label: t('ui.list.orEmpty') },
        { value: '-', label: t('ui.list.isEmpty') },
        { value: '*', label: t('ui.list.isNotEmpty') },
      ]}
      value=""
      onChange={(e) => set(e.currentTarget.value)}
    />
  )
}
