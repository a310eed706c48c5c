import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { orpc } from '../../web/api.ts'
import { t } from '../../web/i18n.ts'
import { useRead } from '../../web/ui/useRead.ts'
import type { FoundItem } from '../itemPage.model.ts'

type Props = {
  label?: string
  'aria-label'?: string
  /** Its number, while an item is chosen. */
  value?: { itemId: number; number: string } | null
  onChoose: (item: FoundItem) => void
  customerId?: number
  autoFocus?: boolean
  size?: string
  variant?: 'default' | 'unstyled'
}

const shown = (item: FoundItem) =>
  [`${item.number} · ${item.name}`, item.customerPartNumber && `${item.customer}: ${item.customerPartNumber}`]
    .filter(Boolean)
    .join('  ·  ')

/** Finds an item by our number, name or drawing, or by what a customer calls it. */
export function ItemPicker({ value, onChoose, customerId, ...rest }: Props) {
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed === value?.number ? '' : typed, 120)
  const found = useRead(orpc.methods.find, { q, ...(customerId === undefined ? {} : { customerId }) }, { keep: true })
  const options = found.data ?? []
  const data = options.map((item) => ({ value: String(item.itemId), label: shown(item) }))
  const chosen =
    value && !options.some((o) => o.itemId === value.itemId)
      ? [{ value: String(value.itemId), label: value.number }]
      : []
  return (
    <Select
      searchable
      data={[...chosen, ...data]}
      value={value ? String(value.itemId) : null}
      onChange={(id) => {
        const item = options.find((o) => String(o.itemId) === id)
        if (item) onChoose(item)
      }}
      onSearchChange={setTyped}
      // The server has already searched; a second filter here would hide what it found by other words.
      filter={({ options: all }) => all}
      nothingFoundMessage={found.isFetching ? t('shell.searching') : t('ui.noneFound')}
      placeholder={t('methodGrid.findItem')}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      {...(rest.autoFocus ? { defaultDropdownOpened: true } : {})}
      {...rest}
    />
  )
}
