import { wordText } from '../i18n.ts'
import type { LineColumn } from './editableLines.tsx'
import { NumberBox } from './numberBox.tsx'
import { ReferencePicker } from './referencePicker.tsx'
import { asValue } from './typedValue.ts'

type Props<L extends object> = {
  id: string
  column: LineColumn<L>
  line: L
  set: (change: Partial<L>) => void
  label: string
  disabled: boolean
}

/** One cell of editable lines. */
export function LineCell<L extends object>({ id, column, line, set, label, disabled }: Props<L>) {
  const value = line[column.name] as unknown
  const put = (next: unknown, text = '') => {
    const change = { [column.name]: next } as Partial<L>
    set({ ...change, ...column.follows?.({ ...line, ...change }, text) })
  }
  const common = { id, 'aria-label': label, disabled, className: 'cell' }
  if (column.kind === 'reference')
    return (
      <ReferencePicker
        id={id}
        aria-label={label}
        to={column.to ?? ''}
        value={(value as number | null) ?? null}
        onChange={put}
        variant="unstyled"
        disabled={disabled}
        size="xs"
      />
    )
  if (column.kind === 'word')
    return (
      <select {...common} value={String(value ?? '')} onChange={(e) => put(e.currentTarget.value)}>
        {(column.words ?? []).map((w) => (
          <option key={w} value={w}>
            {wordText(w)}
          </option>
        ))}
      </select>
    )
  if (column.kind === 'flag')
    return (
      <input
        {...common}
        className=""
        type="checkbox"
        checked={value === true}
        onChange={(e) => put(e.currentTarget.checked)}
      />
    )
  if (column.kind === 'text' || column.kind === 'day')
    return (
      <input
        {...common}
        type={column.kind === 'text' ? 'text' : 'date'}
        value={String(value ?? '')}
        onChange={(e) => put(asValue(column.kind, e.currentTarget.value))}
      />
    )
  return (
    <NumberBox
      id={id}
      aria-label={label}
      disabled={disabled}
      variant="unstyled"
      classNames={{ input: 'cell' }}
      // The arrow keys move between lines.
      withKeyboardEvents={false}
      decimals={column.kind === 'integer' ? 0 : 6}
      value={(value as number | null | undefined) ?? null}
      onChange={put}
    />
  )
}
