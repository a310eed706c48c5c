import { type FormEvent, useRef, useState } from 'react'
import { t } from '../../web/i18n.ts'
import type { Terminal } from '../device.contract.ts'
import { say, sayWhyNot } from './messageBar.tsx'
import { NumberPad } from './numberPad.tsx'
import { floorApi, keepSigned } from './terminal.ts'

/** A badge is one scan; without one, a name and the PIN. */
export function KioskSignIn({ terminal, deviceToken }: { terminal: Terminal; deviceToken: string }) {
  const [badge, setBadge] = useState('')
  const [person, setPerson] = useState<Terminal['people'][number]>()
  const [pin, setPin] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const signIn = async (how: { badge: string } | { employeeId: number; pin: string }) => {
    try {
      keepSigned(await floorApi.terminals.signIn({ deviceToken, ...how }))
      say(undefined)
    } catch (error) {
      sayWhyNot(error)
      setBadge('')
      setPin('')
      field.current?.focus()
    }
  }
  const scanned = (event: FormEvent) => {
    event.preventDefault()
    if (badge.trim() !== '') void signIn({ badge: badge.trim() })
  }
  if (person)
    return (
      <main className="kiosk-center">
        <h1>{person.name}</h1>
        <NumberPad
          label={t('floor.pin')}
          value={pin}
          secret
          onChange={setPin}
          onEnter={() => void signIn({ employeeId: person.id, pin })}
          enter={t('floor.signIn')}
        />
        <button type="button" className="kiosk-button" onClick={() => (setPerson(undefined), setPin(''))}>
          ← {t('floor.otherName')}
        </button>
      </main>
    )
  return (
    <main className="kiosk-center wide">
      <h1>
        {terminal.company} · {terminal.workCenter ?? terminal.name}
      </h1>
      <form onSubmit={scanned} className="kiosk-form row">
        <label>
          {t('floor.badge')}
          <input
            ref={field}
            className="kiosk-input"
            value={badge}
            onChange={(e) => setBadge(e.currentTarget.value)}
            autoComplete="off"
            autoFocus
          />
        </label>
        <button type="submit" className="kiosk-button primary">
          {t('floor.signIn')}
        </button>
      </form>
      <h2>{t('floor.orName')}</h2>
      <ul className="kiosk-tiles" aria-label={t('floor.people')}>
        {terminal.people
          .filter((p) => p.hasPin)
          .map((p) => (
            <li key={p.id}>
              <button
                type="button"
                className="kiosk-button tile"
                data-skilled={p.skilled || undefined}
                onClick={() => setPerson(p)}
              >
                {p.name}
              </button>
            </li>
          ))}
      </ul>
    </main>
  )
}
