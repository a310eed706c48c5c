import { Checkbox, MultiSelect, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Field } from '../../core/master.model.ts'
import { currentFormats, formatClock, parseClock } from '../format.ts'
import { fieldText, t, wordText } from '../i18n.ts'
import { NumberBox } from './numberBox.tsx'
import { ReferencePicker } from './referencePicker.tsx'
import { isClock } from './values.tsx'

type Props = {
  list: string
  name: string
  field: Field
  value: unknown
  onChange: (value: unknown) => void
  error?: string | undefined
  disabled?: boolean
}

const decimalsOf = { quantity: 6, money: 4, minutes: 4, percent: 4, integer: 0 } as const
const suffixOf = (kind: keyof typeof decimalsOf): string =>
  kind === 'minutes' ? ' min' : kind === 'percent' ? ' %' : kind === 'money' ? ` ${currentFormats().currency}` : ''

/** Nobody looks over the shoulder at a password, and the browser does not fill in the administrator's own. */
const textKind = (field: Field, name: string) =>
  /password$/i.test(name)
    ? { type: 'password', autoComplete: 'new-password' }
    : { type: field.kind === 'email' ? 'email' : 'text' }

/** One described field as an input with its label, unit and fault. */
export function FieldInput({ list, name, field, value, onChange, error, disabled = false }: Props) {
  const required = field.required === true
  const common = { label: fieldText(list, name), error, disabled }
  switch (field.kind) {
    case 'flag':
      return (
        <Checkbox {...common} mt={24} checked={value === true} onChange={(e) => onChange(e.currentTarget.checked)} />
      )
    case 'longText':
      return (
        <Textarea
          {...common}
          required={required}
          autosize
          minRows={2}
          maxRows={12}
          value={String(value ?? '')}
          onChange={(e) => onChange(e.currentTarget.value)}
        />
      )
    case 'word': {
      const words = (field.words ?? []).map((word) => ({ value: word, label: wordText(word, `${list}.${name}`) }))
      const data = required && value ? words : [{ value: '', label: '' }, ...words]
      return (
        <NativeSelect
          {...common}
          required={required}
          data={data}
          value={String(value ?? '')}
          onChange={(e) => onChange(e.currentTarget.value || null)}
        />
      )
    }
    case 'words':
      return (
        <MultiSelect
          {...common}
          searchable
          data={(field.words ?? []).map((word) => ({ value: word, label: wordText(word, `${list}.${name}`) }))}
          value={(value as string[] | null) ?? []}
          onChange={onChange}
        />
      )
    case 'reference':
      return (
        <ReferencePicker
          {...common}
          required={required}
          to={field.to ?? ''}
          value={(value as number | null) ?? null}
          onChange={(id) => onChange(id)}
        />
      )
    case 'day':
      return (
        <TextInput
          {...common}
          required={required}
          type="date"
          value={String(value ?? '')}
          onChange={(e) => onChange(e.currentTarget.value || null)}
        />
      )
    case 'quantity':
    case 'money':
    case 'minutes':
    case 'percent':
    case 'integer':
      if (isClock(field.kind, name))
        return <ClockBox {...common} required={required} value={value as number | null} onChange={onChange} />
      return (
        <NumberBox
          {...common}
          required={required}
          decimals={decimalsOf[field.kind]}
          suffix={suffixOf(field.kind)}
          value={(value as number | null) ?? null}
          onChange={onChange}
        />
      )
    default:
      return (
        <TextInput
          {...common}
          required={required}
          {...textKind(field, name)}
          maxLength={field.max ?? 200}
          value={String(value ?? '')}
          onChange={(e) => onChange(e.currentTarget.value)}
        />
      )
  }
}

/** A minute of the day, typed as 06:30. */
export function ClockBox({
  value,
  onChange,
  error,
  ...rest
}: {
  label: string
  value: number | null
  onChange: (minute: number | null) => void
  error?: string | undefined
  required?: boolean
  disabled?: boolean
}) {
  const [text, setText] = useState<string>()
  const shown = text ?? formatClock(value)
  const wrong = text !== undefined && text !== '' && parseClock(text) === undefined
  return (
    <TextInput
      {...rest}
      value={shown}
      placeholder="06:30"
      inputMode="numeric"
      error={wrong ? t('ui.notAClock') : error}
      onChange={(e) => {
        setText(e.currentTarget.value)
        onChange(parseClock(e.currentTarget.value) ?? null)
      }}
      onBlur={() => {
        if (!wrong) setText(undefined)
      }}
    />
  )
}
