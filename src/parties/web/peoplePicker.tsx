import { NativeSelect } from '@mantine/core'
import { orpc } from '../../web/api.ts'
import { useRead } from '../../web/ui/useRead.ts'

type Props = {
  partyId: number | null
  kind: 'contacts' | 'deliveryPlaces'
  value: number | null
  onChange: (id: number | null) => void
  label: string
  disabled?: boolean
  size?: string
}

/** Chooses among the contacts or delivery places of one party. */
export function PeoplePicker({ partyId, kind, value, onChange, ...rest }: Props) {
  const people = useRead(orpc.people.get, { id: partyId ?? 0 }, { enabled: partyId !== null })
  const options = people.data?.[kind] ?? []
  return (
    <NativeSelect
      {...rest}
      data={[{ value: '', label: '' }, ...options.map((o) => ({ value: String(o.id), label: o.name }))]}
      value={value === null ? '' : String(value)}
      onChange={(e) => onChange(e.currentTarget.value === '' ? null : Number(e.currentTarget.value))}
    />
  )
}
