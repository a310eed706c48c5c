import { Kbd, Modal, Table } from '@mantine/core'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { t } from '../i18n.ts'

/** Single-letter verbs of the page that is open. Buttons register here; the sheet under `?` lists them. */
type Shortcut = { key: string; label: string; act: () => void }
let shortcuts: readonly Shortcut[] = []
const listeners = new Set<() => void>()
const changed = () => {
  for (const heard of listeners) heard()
}
const opened = 'fettle:shortcuts'
export const openShortcuts = (): void => void window.dispatchEvent(new Event(opened))

export function useShortcut(key: string | undefined, label: string, act: () => void): void {
  useEffect(() => {
    if (!key) return
    const mine = { key: key.toLowerCase(), label, act }
    shortcuts = [...shortcuts, mine]
    changed()
    return () => {
      shortcuts = shortcuts.filter((s) => s !== mine)
      changed()
    }
  }, [key, label, act])
}

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.closest('[role="dialog"],[role="grid"],[role="menu"],[role="listbox"]') !== null)

const always = [
  { key: 'Ctrl K', label: 'shell.shortcuts.palette' },
  { key: '/', label: 'shell.shortcuts.search' },
  { key: '?', label: 'shell.shortcuts.title' },
  { key: 'Esc', label: 'shell.shortcuts.close' },
]

export function Shortcuts() {
  const [open, setOpen] = useState(false)
  const now = useSyncExternalStore(
    (heard) => {
      listeners.add(heard)
      return () => listeners.delete(heard)
    },
    () => shortcuts,
  )
  useEffect(() => {
    const show = () => setOpen(true)
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target)) return
      if (event.key === '?') return show()
      const found = shortcuts.findLast((s) => s.key === event.key.toLowerCase())
      if (!found) return
      event.preventDefault()
      found.act()
    }
    window.addEventListener('keydown', pressed)
    window.addEventListener(opened, show)
    return () => {
      window.removeEventListener('keydown', pressed)
      window.removeEventListener(opened, show)
    }
  }, [])
  return (
    <Modal opened={open} onClose={() => setOpen(false)} title={t('shell.shortcuts.title')} size="sm">
      <Table>
        <Table.Tbody>
          {[
            ...always.map((s) => ({ ...s, label: t(s.label) })),
            ...now.map((s) => ({ key: s.key.toUpperCase(), label: s.label })),
          ].map((s) => (
            <Table.Tr key={`${s.key} ${s.label}`}>
              <Table.Td w={80}>
                <Kbd>{s.key}</Kbd>
              </Table.Td>
              <Table.Td>{s.label}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  )
}
