import { useEffect, useSyncExternalStore } from 'react'
import { reasonsOf } from '../../web/fault.ts'
import { t } from '../../web/i18n.ts'
import { undoSeconds } from '../time.model.ts'

type Message = { text: string; refused?: boolean; undo?: () => Promise<unknown> }

let message: (Message & { id: number }) | undefined
let count = 0
const listeners = new Set<() => void>()

/** One message at a time, at the foot of the terminal, big enough for gloves. */
export const say = (next: Message | undefined): void => {
  count += 1
  message = next && { ...next, id: count }
  for (const heard of listeners) heard()
}

export const sayWhyNot = (error: unknown): void => say({ text: reasonsOf(error).join(' '), refused: true })

export function MessageBar() {
  const shown = useSyncExternalStore(
    (heard) => {
      listeners.add(heard)
      return () => listeners.delete(heard)
    },
    () => message,
  )
  useEffect(() => {
    if (!shown || shown.refused) return
    const timer = setTimeout(() => say(undefined), undoSeconds * 1000)
    return () => clearTimeout(timer)
  }, [shown])
  if (!shown) return null
  const takeBack = async () => {
    try {
      await shown.undo?.()
      say({ text: t('ui.undone') })
    } catch (error) {
      sayWhyNot(error)
    }
  }
  return (
    <div className="kiosk-message" data-refused={shown.refused || undefined} role={shown.refused ? 'alert' : 'status'}>
      <span>{shown.text}</span>
      {shown.undo && (
        <button type="button" className="kiosk-button" onClick={() => void takeBack()}>
          {t('ui.undo')}
        </button>
      )}
      <button type="button" className="kiosk-button" onClick={() => say(undefined)}>
        {t('floor.ok')}
      </button>
    </div>
  )
}
