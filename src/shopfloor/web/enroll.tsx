import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api, orpc } from '../../web/api.ts'
import { t } from '../../web/i18n.ts'
import { sayWhyNot } from './messageBar.tsx'
import { keepDevice } from './terminal.ts'

/** A device that is no terminal yet takes the code of the office; an office user with the right may enroll it on the spot. */
export function Enroll() {
  const [code, setCode] = useState('')
  const me = useQuery({ ...orpc.company.me.queryOptions(), retry: false })
  const enroll = async (given: string) => {
    try {
      keepDevice((await api.terminals.enroll({ code: given })).token)
    } catch (error) {
      sayWhyNot(error)
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void enroll(code)
  }
  return (
    <main className="kiosk-center">
      <h1>{t('floor.notEnrolled')}</h1>
      <p>{t('floor.enrollText')}</p>
      <form onSubmit={submit} className="kiosk-form">
        <label>
          {t('floor.code')}
          <input
            className="kiosk-input"
            value={code}
            onChange={(e) => setCode(e.currentTarget.value)}
            autoComplete="off"
            autoCapitalize="characters"
            autoFocus
            required
          />
        </label>
        <button type="submit" className="kiosk-button primary">
          {t('floor.enroll')}
        </button>
      </form>
      {me.data?.permissions.includes('plant.write') && <EnrollHere enroll={enroll} />}
    </main>
  )
}

function EnrollHere({ enroll }: { enroll: (code: string) => Promise<void> }) {
  const centers = useQuery(orpc.workCenters.list.queryOptions({ input: { limit: 200 } }))
  const [name, setName] = useState('')
  const [workCenterId, setWorkCenterId] = useState('')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    try {
      await enroll(
        (await api.terminals.addDevice({ name, workCenterId: workCenterId === '' ? null : Number(workCenterId) })).code,
      )
    } catch (error) {
      sayWhyNot(error)
    }
  }
  return (
    <form onSubmit={(e) => void submit(e)} className="kiosk-form" aria-label={t('floor.enrollHere')}>
      <h2>{t('floor.enrollHere')}</h2>
      <label>
        {t('floor.terminalName')}
        <input className="kiosk-input" value={name} onChange={(e) => setName(e.currentTarget.value)} required />
      </label>
      <label>
        {t('floor.standsAt')}
        <select className="kiosk-input" value={workCenterId} onChange={(e) => setWorkCenterId(e.currentTarget.value)}>
          <option value="">{t('floor.allCenters')}</option>
          {centers.data?.rows.map((c) => (
            <option key={Number(c.id)} value={Number(c.id)}>
              {String(c.name)}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" className="kiosk-button primary">
        {t('floor.enrollThis')}
      </button>
    </form>
  )
}
