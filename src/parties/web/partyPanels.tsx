import { useState } from 'react'
import type { Fields } from '../../core/master.model.ts'
import { api, orpc } from '../../web/api.ts'
import { t } from '../../web/i18n.ts'
import { useMay } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { FormDialog, initialValues, type Values } from '../../web/ui/fieldForm.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { KeyValue, Section } from '../../web/ui/page.tsx'
import { SmallTable } from '../../web/ui/smallTable.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'
import { contactMaster, deliveryPlaceMaster, partyMaster } from '../party.model.ts'

type Person = 'contacts' | 'deliveryPlaces'
const described = {
  contacts: { fields: contactMaster.fields as Fields, columns: ['name', 'position', 'email'] },
  deliveryPlaces: { fields: deliveryPlaceMaster.fields as Fields, columns: ['name', 'address', 'transitDays'] },
}

/** The facts of a party, changed in a dialog. */
export function PartyFacts({ id }: { id: number }) {
  const party = useRead(orpc.parties.get, { id })
  const [open, setOpen] = useState(false)
  const mayWrite = useMay('parties.write')
  const change = useAction(api.parties.update)
  const archive = useAction(api.parties.archive, {
    done: t('parties.archived'),
    undo: (p) => api.parties.archive({ id, archived: !p.archived }),
  })
  return (
    <Loaded read={party}>
      {(p) => (
        <Section
          title={t('parties.facts')}
          actions={
            mayWrite && (
              <>
                <ActionButton
                  kind="quiet"
                  label={t(p.archived ? 'parties.restore' : 'parties.archive')}
                  onAct={() => archive.run({ id, archived: !p.archived })}
                />
                <ActionButton label={t('ui.change')} shortcut="e" onAct={() => setOpen(true)} />
              </>
            )
          }
        >
          <KeyValue
            facts={[
              [t('lists.parties.city'), [p.address, p.city, p.country].filter(Boolean).join(', ')],
              [t('lists.parties.phone'), p.phone],
              [
                t('lists.parties.email'),
                p.email && (
                  <a className="record-link" href={`mailto:${p.email}`}>
                    {p.email}
                  </a>
                ),
              ],
              [t('lists.parties.currency'), p.currency],
              [t('lists.parties.paymentDays'), t('parties.days', { count: p.paymentDays })],
              [t('lists.parties.taxPercent'), `${p.taxPercent} %`],
              [t('lists.parties.taxNumber'), p.taxNumber],
              ...(p.supplier
                ? [
                    [t('lists.parties.approvedProcesses'), p.approvedProcesses] as const,
                    [t('lists.parties.leadDays'), t('parties.days', { count: p.leadDays })] as const,
                  ]
                : []),
              ...(p.notes ? [[t('lists.parties.notes'), p.notes] as const] : []),
            ]}
          />
          <FormDialog
            open={open}
            close={() => setOpen(false)}
            title={p.name}
            list="parties"
            fields={partyMaster.fields as Fields}
            initial={p as Values}
            onSave={(values) => change.run({ ...values, id } as never)}
          />
        </Section>
      )}
    </Loaded>
  )
}

/** How a person is reached: e-mail above, telephone below, as the panel is narrow. */
const Reach = ({ email, phone }: Values) => (
  <>
    {email ? (
      <a className="record-link" href={`mailto:${email}`}>
        {String(email)}
      </a>
    ) : null}
    {phone ? <div>{String(phone)}</div> : null}
  </>
)

/** The contacts or delivery places of a party. */
export function PeoplePanel({ id, kind }: { id: number; kind: Person }) {
  const people = useRead(orpc.people.get, { id })
  const [edited, setEdited] = useState<Values>()
  const mayWrite = useMay('parties.write')
  const { fields, columns } = described[kind]
  const { partyId: _, ...shown } = fields
  const store = useAction(async (values: Values) => {
    const record = { ...values, partyId: id }
    if (kind === 'contacts')
      await ('id' in values ? api.contacts.update(record as never) : api.contacts.create(record as never))
    else
      await ('id' in values ? api.deliveryPlaces.update(record as never) : api.deliveryPlaces.create(record as never))
  })
  return (
    <Section
      title={t(`parties.${kind}`)}
      actions={mayWrite && <ActionButton label={t('parties.add')} onAct={() => setEdited(initialValues(shown))} />}
    >
      <Loaded read={people} rows={2}>
        {(both) => (
          <SmallTable
            caption={t(`parties.${kind}`)}
            empty={t(`parties.no.${kind}`)}
            keyOf={(r) => r.id as number}
            rows={both[kind] as unknown as Values[]}
            columns={columns.map((name) => ({
              name,
              label: t([`lists.${kind}.${name}`, `fields.${name}`]),
              ...(name === 'email' ? { show: Reach } : {}),
              ...(name === 'name' && mayWrite
                ? {
                    show: (row: Values) => (
                      <button type="button" className="link-button" onClick={() => setEdited(row)}>
                        {String(row.name)}
                      </button>
                    ),
                  }
                : {}),
            }))}
          />
        )}
      </Loaded>
      <FormDialog
        open={edited !== undefined}
        close={() => setEdited(undefined)}
        title={t(`parties.${kind}`)}
        list={kind}
        fields={shown}
        initial={edited ?? {}}
        onSave={(values) => store.run(values)}
      />
    </Section>
  )
}
