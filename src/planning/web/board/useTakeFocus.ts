import { type RefObject, useEffect, useRef } from 'react'

/** Takes the focus when what had it is gone, so that keys and screen readers go on where the page went on. */
export function useTakeFocus<E extends HTMLElement>(): RefObject<E | null> {
  const element = useRef<E>(null)
  useEffect(() => {
    if (document.activeElement === null || document.activeElement === document.body) element.current?.focus()
  }, [])
  return element
}
