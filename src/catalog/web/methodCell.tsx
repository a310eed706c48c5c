import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { ReferencePicker } from '../../web/ui/referencePicker.tsx'
import { ItemPicker } from './itemPicker.tsx'
import type { Cell, RowChange } from './methodColumns.ts'
import type { Finish } from './methodRow.tsx'

type Props = { cell: Cell; begin: string | undefined; onDone: (change: RowChange | undefined, how: Finish) => void }

/** The input over a cell. Enter takes it and goes down, Tab takes it and goes on, Esc leaves it as it was. */
export function CellEditor(props: Props) {
  switch (props.cell.editor) {
    case 'text':
    case 'number':
      return <TypedEditor {...props} />
    case 'choice':
      return <ChoiceEditor {...props} />
    default:
      return <PickEditor {...props} />
  }
}

function TypedEditor({ cell, begin, onDone }: Props) {
  const [text, setText] = useState(begin ?? cell.typed)
  const done = useRef(false)
  const change = cell.read(text)
  const take = (how: Finish) => {
    if (done.current) return
    done.current = true
    onDone(text === cell.typed ? undefined : change, how)
  }
  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      done.current = true
      onDone(undefined, 'stay')
    } else if (event.key === 'Enter' && change) take('down')
    else if (event.key === 'Tab' && change) take(event.shiftKey ? 'left' : 'right')
    else if (event.key !== 'Enter') return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: the user has just asked to type here
      autoFocus
      className={cell.editor === 'number' ? 'method-input number' : 'method-input'}
      aria-label={cell.label}
      aria-invalid={change === undefined}
      inputMode={cell.editor === 'number' ? 'decimal' : 'text'}
      value={text}
      onFocus={(e) => begin === undefined && e.currentTarget.select()}
      onChange={(e) => setText(e.currentTarget.value)}
      onKeyDown={pressed}
      onBlur={() => (change ? take('stay') : onDone(undefined, 'stay'))}
    />
  )
}

function ChoiceEditor({ cell, begin, onDone }: Props) {
  const begun =
    begin === undefined ? undefined : cell.choices?.find((c) => c.label.toLowerCase().startsWith(begin.toLowerCase()))
  const [value, setValue] = useState(begun?.value ?? cell.typed)
  const done = useRef(false)
  const take = (how: Finish) => {
    if (done.current) return
    done.current = true
    onDone(value === cell.typed ? undefined : cell.read(value), how)
  }
  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      done.current = true
      onDone(undefined, 'stay')
    } else if (event.key === 'Enter') take('down')
    else if (event.key === 'Tab') take(event.shiftKey ? 'left' : 'right')
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <select
      // biome-ignore lint/a11y/noAutofocus: the user has just asked to choose here
      autoFocus
      className="method-input"
      aria-label={cell.label}
      value={value}
      onChange={(e) => setValue(e.currentTarget.value)}
      onKeyDown={pressed}
      onBlur={() => take('stay')}
    >
      {cell.choices?.map((c) => (
        <option key={c.value} value={c.value}>
          {c.label}
        </option>
      ))}
    </select>
  )
}

function PickEditor({ cell, onDone }: Props) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const input = box.current?.querySelector('input')
    input?.focus()
    input?.select()
  }, [])
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' && event.key !== 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    onDone(undefined, event.key === 'Escape' ? 'stay' : event.shiftKey ? 'left' : 'right')
  }
  const left = (to: EventTarget | null) => {
    // A click into the opened list is not leaving the cell.
    if (!(to instanceof Node) || !box.current?.contains(to))
      setTimeout(
        () => document.activeElement?.closest('.method-pick, [role="listbox"]') || onDone(undefined, 'stay'),
        150,
      )
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the keys of the input inside
    <div ref={box} className="method-pick" onKeyDownCapture={pressed} onBlur={(e) => left(e.relatedTarget)}>
      {cell.editor === 'item' ? (
        <ItemPicker
          aria-label={cell.label}
          size="xs"
          value={cell.id ? { itemId: cell.id, number: cell.text } : null}
          onChoose={(item) => onDone(item.itemId === cell.id ? undefined : cell.read(String(item.itemId)), 'stay')}
        />
      ) : (
        <ReferencePicker
          aria-label={cell.label}
          size="xs"
          to={cell.editor ?? ''}
          value={cell.id ?? null}
          onChange={(id) => onDone(id === cell.id ? undefined : cell.read(id === null ? '' : String(id)), 'right')}
        />
      )}
    </div>
  )
}
