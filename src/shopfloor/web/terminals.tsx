import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api, orpc } from '../../web/api.ts'
import { formatInstant } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { Loaded } from '../../web/ui/loaded.tsx'
import { Page, Section } from '../../web/ui/page.tsx'
import { SmallTable } from '../../web/ui/smallTable.tsx'
import { useAction } from '../../web/ui/useAction.ts'

/** The devices on which people of the floor sign in. */
export function Terminals() {
  const read = useQuery(orpc.terminals.devices.queryOptions({ input: {} }))
  const remove = useAction(api.terminals.removeDevice, { done: t('floor.removed') })
  return (
    <Page title={t('nav.terminals')}>
      <AddTerminal />
      <Section title={t('floor.enrolled')}>
        <Loaded read={read}>
          {(rows) => (
            <SmallTable
              rows={rows}
              keyOf={(r) => r.id}
              empty={t('floor.noTerminals')}
              columns={[
                { name: 'name', label: t('floor.terminalName') },
                { name: 'workCenter', label: t('floor.workCenter') },
                {
                  name: 'enrolledAt',
                  label: t('floor.enrolledAt'),
                  show: (r) => formatInstant(r.enrolledAt) || t('floor.codeWaits'),
                },
                { name: 'lastSeenAt', label: t('floor.lastSeen'), show: (r) => formatInstant(r.lastSeenAt) },
                {
                  name: 'id',
                  label: '',
                  show: (r) => (
                    <Button variant="default" onClick={() => void remove.run({ id: r.id })}>
                      {t('floor.remove')}
                    </Button>
                  ),
                },
              ]}
            />
          )}
        </Loaded>
      </Section>
    </Page>
  )
}

function AddTerminal() {
  const centers = useQuery(orpc.workCenters.list.queryOptions({ input: { limit: 200 } }))
  const [name, setName] = useState('')
  const [center, setCenter] = useState('')
  const [code, setCode] = useState<string>()
  const add = useAction(api.terminals.addDevice)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const added = await add.run({ name, workCenterId: center === '' ? null : Number(center) })
    setCode(added?.code)
    if (added) setName('')
  }
  return (
    <Section title={t('floor.addTerminal')}>
      <form onSubmit={(e) => void submit(e)} style={{ display: 'flex', gap: 12, alignItems: 'end', flexWrap: 'wrap' }}>
        <TextInput
          label={t('floor.terminalName')}
          value={name}
          onChange={(e) => setName(e.currentTarget.value)}
          required
        />
        <NativeSelect
          label={t('floor.standsAt')}
          value={center}
          onChange={(e) => setCenter(e.currentTarget.value)}
          data={[
            { value: '', label: t('floor.allCenters') },
            ...(centers.data?.rows ?? []).map((c) => ({ value: String(c.id), label: String(c.name) })),
          ]}
        />
        <Button type="submit" loading={add.busy}>
          {t('floor.getCode')}
        </Button>
      </form>
      {code && (
        <p role="status">
          {t('floor.typeCode')} <strong style={{ fontSize: '1.5rem', letterSpacing: 2 }}>{code}</strong>
        </p>
      )}
    </Section>
  )
}
