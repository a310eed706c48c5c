import { type ReactNode, useEffect, useRef, useState } from 'react'
import { t } from '../i18n.ts'

/** A table that may be wider than its place: it scrolls sideways, by the keyboard too while there is something to scroll to. */
export function TableScroll({ children, className = '' }: { children: ReactNode; className?: string }) {
  const place = useRef<HTMLDivElement>(null)
  const [wide, setWide] = useState(false)
  useEffect(() => {
    const box = place.current
    if (!box) return
    const look = new ResizeObserver(() => setWide(box.scrollWidth > box.clientWidth + 1))
    look.observe(box)
    if (box.firstElementChild) look.observe(box.firstElementChild)
    return () => look.disconnect()
  }, [])
  const reach = wide ? { role: 'region', tabIndex: 0, 'aria-label': t('ui.goesOn') } : {}
  return (
    <div ref={place} className={`lines-scroll ${className}`.trim()} {...reach}>
      {children}
    </div>
  )
}
