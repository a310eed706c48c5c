import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type Master, referenceColumn } from '../../core/master.model.ts'
import { formatClock } from '../format.ts'
import { fieldText, t } from '../i18n.ts'
import { useSession } from '../session.tsx'
import { icons } from '../shell/icons.tsx'
import type { GridRow } from '../ui/gridColumns.tsx'
import { LinkButton } from '../ui/linkButton.tsx'
import { Section } from '../ui/page.tsx'
import { SmallTable } from '../ui/smallTable.tsx'
import { isClock } from '../ui/values.tsx'
import { listOf, masterByName, masterClient } from './masters.ts'

/** The records that belong to another one, by the field that points to it. */
const belongings: Record<string, readonly { name: string; field: string }[]> = {
  parties: [
    { name: 'contacts', field: 'partyId' },
    { name: 'deliveryPlaces', field: 'partyId' },
    { name: 'customerPartNumbers', field: 'partyId' },
  ],
  items: [
    { name: 'customerPartNumbers', field: 'itemId' },
    { name: 'itemUnits', field: 'itemId' },
  ],
  calendars: [
    { name: 'shifts', field: 'calendarId' },
    { name: 'calendarExceptions', field: 'calendarId' },
  ],
  workCenters: [{ name: 'machines', field: 'workCenterId' }],
  employees: [{ name: 'employeeSkills', field: 'employeeId' }],
  skills: [{ name: 'employeeSkills', field: 'skillId' }],
}

export const BelongingTables = ({ master, id }: { master: Master; id: number }) =>
  (belongings[master.name] ?? []).map(({ name, field }) => (
    <Belonging key={name} owner={master} ownerId={id} name={name} field={field} />
  ))

/** Short lists, so the first 200 are read at once. */
const atMost = 200

/** Records of another master that point to one record, e.g. a customer's contacts, with a way to add one. */
export function Belonging({
  owner,
  ownerId,
  name,
  field,
}: {
  owner: Master
  ownerId: number
  name: string
  field: string
}) {
  const { may } = useSession()
  const master = masterByName(name)
  const read = useQuery({
    queryKey: ['belonging', owner.name, ownerId, name],
    queryFn: async () =>
      (await masterClient(master!).list({ filter: { [referenceColumn(field)]: String(ownerId) }, limit: atMost })).rows,
    enabled: master !== undefined,
    placeholderData: keepPreviousData,
  })
  if (!master || !may(master.needs.read)) return null
  const columns = Object.entries(listOf(master).columns).filter(([column, c]) => column !== field && !c.hidden)
  return (
    <Section
      title={t(`nav.${name}`)}
      actions={
        may(master.needs.write) && (
          <LinkButton to={`${master.path}/new?${field}=${ownerId}`} label={t('ui.add')} icon={icons.plus} />
        )
      }
    >
      <SmallTable<GridRow>
        list={name}
        caption={t(`nav.${name}`)}
        rows={read.data ?? []}
        keyOf={(row) => Number(row.id)}
        empty={t(`empty.${name}`)}
        columns={columns.map(([column, c], i) => ({
          name: column,
          label: fieldText(name, column),
          kind: c.kind,
          ...(c.words ? { words: c.words } : {}),
          ...(isClock(c.kind, column) ? { show: (row) => formatClock(row[column] as number) } : {}),
          ...(i === 0 ? { link: (row) => `${master.path}/${row.id}` } : {}),
        }))}
      />
    </Section>
  )
}
