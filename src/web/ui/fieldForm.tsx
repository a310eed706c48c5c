import { Alert, Group, Modal } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { Field, Fields } from '../../core/master.model.ts'
import { faultOf } from '../fault.ts'
import { t } from '../i18n.ts'
import { ActionButton } from './actionButton.tsx'
import { FieldInput } from './fieldInput.tsx'

export type Values = Record<string, unknown>
type Faults = Record<string, string>

/** A new record's values: what the description offers, else empty. */
export const initialValues = (fields: Fields): Values =>
  Object.fromEntries(
    Object.entries(fields).map(([name, f]) => [
      name,
      f.initial ??
        (f.kind === 'flag'
          ? false
          : f.kind === 'words'
            ? []
            : f.kind === 'word' && f.required
              ? (f.words?.[0] ?? null)
              : ['text', 'longText', 'email'].includes(f.kind)
                ? ''
                : null),
    ]),
  )

/** A server's answer as faults by field; refusals named `<list>.<field>-…` belong to that field, all others to the form. */
function faultsOf(error: unknown, fields: Fields): { byField: Faults; general: string[] } {
  const fault = faultOf(error)
  const byField: Faults = {}
  const general: string[] = []
  const put = (name: string, message: string) => {
    if (Object.hasOwn(fields, name)) byField[name] = [byField[name], message].filter(Boolean).join(' ')
    else general.push(message)
  }
  for (const issue of fault.issues) put(issue.path.split('.')[0] ?? '', issue.message)
  for (const refusal of fault.refusals) put(/\.(\w+)-\w+$/.exec(refusal.code)?.[1] ?? '', refusal.message)
  if (fault.issues.length + fault.refusals.length === 0) general.push(fault.message)
  return { byField, general }
}

type InputsProps = {
  list: string
  fields: Fields
  values: Values
  change: (name: string, value: unknown) => void
  faults?: Faults
  disabled?: boolean
}

/** The inputs of a description, grouped; without the form around them. */
export function FieldInputs({ list, fields, values, change, faults = {}, disabled = false }: InputsProps) {
  const groups = Map.groupBy(Object.entries(fields), ([, f]) => f.group ?? '')
  const inputs = (entries: [string, Field][]) => (
    <div className="field-grid">
      {entries.map(([name, field]) => (
        <div key={name} className={field.kind === 'longText' ? 'wide' : undefined}>
          <FieldInput
            list={list}
            name={name}
            field={field}
            value={values[name]}
            onChange={(v) => change(name, v)}
            error={faults[name]}
            disabled={disabled}
          />
        </div>
      ))}
    </div>
  )
  return [...groups].map(([group, entries]) =>
    group === '' ? (
      <div key={group}>{inputs(entries)}</div>
    ) : (
      <fieldset key={group} className="field-group">
        <legend>{t(`fieldGroups.${group}`)}</legend>
        {inputs(entries)}
      </fieldset>
    ),
  )
}

type FormProps = {
  /** Names the texts of the fields: `lists.<list>.<field>`. */
  list: string
  fields: Fields
  initial: Values
  /** Rejects with the server's error; its faults are then shown at their fields. */
  onSave: (values: Values) => Promise<unknown>
  onCancel?: () => void
  saveLabel?: string
  readOnly?: boolean
  /** The first field takes the cursor: for dialogs and new records. */
  focusFirst?: boolean
  children?: ReactNode
}

/** A form made from a description. Ctrl+S or Enter saves; leaving with unsaved changes asks first. */
export function FieldForm({
  list,
  fields,
  initial,
  onSave,
  onCancel,
  saveLabel = t('ui.save'),
  readOnly = false,
  focusFirst = false,
  children,
}: FormProps) {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (!focusFirst) return
    const first = form.current?.querySelector<HTMLElement>('input, textarea, select')
    // The dialog's own focus handling looks for this attribute.
    first?.setAttribute('data-autofocus', '')
    first?.focus()
  }, [focusFirst])
  const [values, setValues] = useState(initial)
  const [changed, setChanged] = useState(false)
  const [faults, setFaults] = useState<{ byField: Faults; general: string[] }>({ byField: {}, general: [] })
  const [busy, setBusy] = useState(false)
  useBlocker({
    shouldBlockFn: () => changed && !window.confirm(t('ui.leaveUnsaved')),
    enableBeforeUnload: () => changed,
  })
  const change = (name: string, value: unknown) => {
    setChanged(true)
    setValues((now) => ({ ...now, [name]: value }))
  }
  const save = async () => {
    setBusy(true)
    setFaults({ byField: {}, general: [] })
    setChanged(false)
    try {
      await onSave(values)
    } catch (error) {
      setChanged(true)
      setFaults(faultsOf(error, fields))
    }
    setBusy(false)
  }
  const pressed = (event: KeyboardEvent<HTMLFormElement>) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return
    event.preventDefault()
    event.currentTarget.requestSubmit()
  }
  return (
    <form
      ref={form}
      onKeyDown={pressed}
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        if (!busy && !readOnly) void save()
      }}
    >
      {faults.general.length > 0 && (
        <Alert color="red" mb="sm" role="alert">
          {faults.general.join(' ')}
        </Alert>
      )}
      <FieldInputs
        list={list}
        fields={fields}
        values={values}
        change={change}
        faults={faults.byField}
        disabled={readOnly}
      />
      {children}
      {!readOnly && (
        <Group mt="md" gap="xs">
          <ActionButton kind="primary" type="submit" label={saveLabel} busy={busy} onAct={() => {}} />
          {onCancel && <ActionButton label={t('ui.cancel')} onAct={onCancel} />}
        </Group>
      )}
    </form>
  )
}

/** The same form in a dialog. */
export function FormDialog({
  open,
  close,
  title,
  ...form
}: Omit<FormProps, 'onCancel'> & { open: boolean; close: () => void; title: string }) {
  return (
    <Modal opened={open} onClose={close} title={title} size="xl">
      {open && (
        <FieldForm
          {...form}
          focusFirst
          onCancel={close}
          onSave={async (values) => {
            await form.onSave(values)
            close()
          }}
        />
      )}
    </Modal>
  )
}
