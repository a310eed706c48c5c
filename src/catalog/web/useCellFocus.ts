import { type FocusEvent, type UIEvent, useEffect, useRef, useState } from 'react'

/** The height of a row in pixels, borders included, as the style sheet sets it. */
export const rowHeight = 31

export type Sight = { top: number; height: number }

/**
 * Keeps the focus on the cell in hand (the one with tabindex 0) and its row in sight. `focusAsked` counts up when the focus
 * shall come back from elsewhere; `typing` leaves it to an input.
 */
export function useCellFocus({ at, focusAsked, typing }: { at: number; focusAsked: number; typing: boolean }) {
  const [sight, setSight] = useState<Sight>({ top: 0, height: 600 })
  const box = useRef<HTMLDivElement>(null)
  const wanted = useRef(false)
  const held = useRef(false)
  const asked = useRef(focusAsked)

  // The row in hand is brought between the head and the foot, which stay.
  useEffect(() => {
    const view = box.current
    if (!view || at < 0) return
    const y = at * rowHeight
    if (y < view.scrollTop) view.scrollTop = y
    else if (y + 3 * rowHeight > view.scrollTop + view.clientHeight)
      view.scrollTop = y + 3 * rowHeight - view.clientHeight
  }, [at])

  useEffect(() => {
    if (typing) return
    const cell = box.current?.querySelector<HTMLElement>('td[tabindex="0"]')
    const now = document.activeElement
    // An input that closes, or a row that is replaced, leaves the focus nowhere or on the cell before.
    const lost = held.current && now !== cell && (now === document.body || now?.tagName === 'TD')
    if (!cell || !(wanted.current || lost || asked.current !== focusAsked)) return
    asked.current = focusAsked
    wanted.current = false
    cell.focus()
  })

  const bind = (enter: () => void) => ({
    ref: box,
    onFocus: () => {
      held.current = true
      enter()
    },
    onBlur: (event: FocusEvent) => {
      if (event.relatedTarget instanceof Node && !event.currentTarget.contains(event.relatedTarget))
        held.current = false
    },
    onScroll: (event: UIEvent) =>
      setSight({ top: event.currentTarget.scrollTop, height: event.currentTarget.clientHeight }),
  })
  const ask = () => {
    wanted.current = true
  }
  return { sight, bind, ask }
}
