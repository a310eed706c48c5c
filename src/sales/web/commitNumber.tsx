import { type ComponentProps, type KeyboardEvent, useState } from 'react'
import { NumberBox } from '../../web/ui/numberBox.tsx'

/** `value` is always the stored one, never what is being typed. */
type Props = Omit<ComponentProps<typeof NumberBox>, 'onChange' | 'onBlur'> & {
  /** While it is typed, so that what depends on it can follow; undefined when the typing is given up. */
  onLive?: (value: number | undefined) => void
  /** When Enter is pressed or the box is left, and the number is another one. */
  onCommit: (value: number | null) => void
  /** As a cell of a table, without a frame of its own. */
  cell?: boolean
}

/** A number that is shown live and stored once it is settled; Escape gives the typing up. */
export function CommitNumber({ value, onLive, onCommit, cell = false, ...rest }: Props) {
  const [typed, setTyped] = useState<number | null>()
  const settle = () => {
    if (typed === undefined) return
    setTyped(undefined)
    if (typed === value) onLive?.(undefined)
    else onCommit(typed)
  }
  return (
    <NumberBox
      size="xs"
      {...(cell ? { variant: 'unstyled', classNames: { input: 'cell' } } : {})}
      {...rest}
      value={typed === undefined ? value : typed}
      onChange={(next) => {
        if (typed === undefined && next === value) return
        setTyped(next)
        onLive?.(next ?? undefined)
      }}
      onBlur={settle}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === 'Enter') settle()
        if (event.key !== 'Escape' || typed === undefined) return
        event.stopPropagation()
        setTyped(undefined)
        onLive?.(undefined)
      }}
    />
  )
}
