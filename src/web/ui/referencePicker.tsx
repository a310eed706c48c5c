import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { type KeyboardEvent, useState } from 'react'
import { orpc } from '../api.ts'
import { t } from '../i18n.ts'
import { useRead } from './useRead.ts'

type Props = {
  id?: string
  /** The master that is pointed to: `items`, `parties`, … */
  to: string
  value: number | null
  onChange: (id: number | null, label: string) => void
  label?: string
  'aria-label'?: string
  required?: boolean
  error?: string | undefined
  disabled?: boolean
  placeholder?: string
  variant?: 'default' | 'unstyled'
  size?: string
}

/** Finds a record of a master by typing parts of its label. */
export function ReferencePicker({ to, value, onChange, required, ...rest }: Props) {
  const [typed, setTyped] = useState<string>()
  const [opened, setOpened] = useState(false)
  const [q] = useDebouncedValue(typed ?? '', 120)
  const chosen = useRead(orpc.records.lookUp, { name: to, id: value ?? 0 }, { enabled: value !== null })
  const label = chosen.data?.[0]?.label ?? ''
  // The chosen record's own label in the box is not a search.
  const found = useRead(
    orpc.records.lookUp,
    { name: to, q: q === label ? '' : q },
    { enabled: typed !== undefined, keep: true },
  )
  const options = new Map([
    ...(value !== null && label ? [[value, label] as const] : []),
    ...(found.data ?? []).map((r) => [r.id, r.label] as const),
  ])
  /** Enter takes what was typed when it names one record, so that nobody has to reach for the arrow keys first. */
  const takeTyped = (event: KeyboardEvent<HTMLInputElement>) => {
    const text = typed?.trim() ?? ''
    if (event.key !== 'Enter' || !opened || text === '' || typed === label) return
    // An option that the arrows have reached is the box's own affair.
    if (event.currentTarget.getAttribute('aria-activedescendant')) return
    // The form must not be sent with an empty box that looks filled.
    event.preventDefault()
    if (q !== typed || found.isFetching) return
    const records = found.data ?? []
    const named = records.filter((r) => r.label.split(' · ')[0]?.toLowerCase() === text.toLowerCase())
    const [record] = named.length === 1 ? named : records
    if (!record || (named.length !== 1 && records.length !== 1)) return
    onChange(record.id, record.label)
    setOpened(false)
  }
  return (
    <Select
      searchable
      clearable={!required}
      required={required ?? false}
      withAsterisk={required ?? false}
      data={[...options].map(([id, text]) => ({ value: String(id), label: text }))}
      value={value === null ? null : String(value)}
      onChange={(id) => onChange(id === null ? null : Number(id), id === null ? '' : (options.get(Number(id)) ?? ''))}
      onSearchChange={setTyped}
      onKeyDown={takeTyped}
      dropdownOpened={opened}
      onDropdownOpen={() => {
        setOpened(true)
        setTyped((now) => now ?? '')
      }}
      onDropdownClose={() => setOpened(false)}
      // The server has already searched; a second filter here would hide what it found by other words.
      filter={({ options: all }) => all}
      nothingFoundMessage={found.isFetching ? t('shell.searching') : t('ui.noneFound')}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      {...rest}
    />
  )
}
