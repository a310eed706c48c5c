import type { KeyboardEvent } from 'react'
import { t } from '../../web/i18n.ts'

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '.', '0', '⌫'] as const

/** Digits for gloves; the same field takes a keyboard. */
export function NumberPad(props: { label: string; value: string; onChange: (value: string) => void; onEnter?: () => void; enter?: string; secret?: boolean }) {
  const { label, value, onChange, onEnter, enter, secret = false } = props
  const press = (key: string) => onChange(key === '⌫' ? value.slice(0, -1) : key === '.' && (secret || value.includes('.')) ? value : `${value}${key}`.slice(0, 12))
  const typed = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    onEnter?.()
  }
  return (
    <fieldset className="kiosk-pad" aria-label={label}>
      <label className="kiosk-pad-field">
        {label}
        <input
          className="kiosk-input"
          type={secret ? 'password' : 'text'}
          inputMode={secret ? 'numeric' : 'decimal'}
          autoComplete="off"
          autoFocus={secret}
          value={value}
          onChange={(e) => onChange(e.currentTarget.value.replace(/[^0-9.]/g, '').slice(0, 12))}
          onKeyDown={typed}
        />
      </label>
      {keys.map((key) => (
        <button key={key} type="button" className="kiosk-button key" disabled={secret && key === '.'} aria-label={key === '⌫' ? t('floor.backspace') : key} onClick={() => press(key)}>
          {key}
        </button>
      ))}
      {onEnter && (
        <button type="button" className="kiosk-button primary enter" disabled={value === ''} onClick={onEnter}>
          {enter}
        </button>
      )}
    </fieldset>
  )
}
