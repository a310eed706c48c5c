import { Select } from '@mantine/core'
import { orpc } from '../../web/api.ts'
import { t } from '../../web/i18n.ts'
import { useRead } from '../../web/ui/useRead.ts'
import type { PlaceKind } from '../stock.model.ts'

type Props = {
  label?: string
  'aria-label'?: string
  value: number | null
  onChange: (id: number | null) => void
  kinds?: readonly PlaceKind[]
  required?: boolean
  clearable?: boolean
  size?: string
  placeholder?: string
  disabled?: boolean
}

/** A place of ours by code or name: bins and the reject store unless other kinds are asked for. */
export function PlacePicker({
  value,
  onChange,
  kinds = ['bin', 'reject'],
  required = false,
  clearable = !required,
  ...rest
}: Props) {
  const places = useRead(orpc.places.list, { limit: 1000, filter: { kind: kinds.join(',') } })
  return (
    <Select
      searchable
      clearable={clearable}
      required={required}
      withAsterisk={required}
      data={(places.data?.rows ?? []).map((p) => ({
        value: String(p.id),
        label: p.code === p.name ? String(p.code) : `${p.code} · ${p.name}`,
      }))}
      value={value === null ? null : String(value)}
      onChange={(id) => onChange(id === null ? null : Number(id))}
      nothingFoundMessage={t('ui.noneFound')}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      {...rest}
    />
  )
}
