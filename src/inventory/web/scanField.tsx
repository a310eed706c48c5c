import { TextInput } from '@mantine/core'
import { useRef, useState } from 'react'
import { api } from '../../web/api.ts'
import { t } from '../../web/i18n.ts'
import { icons } from '../../web/shell/icons.tsx'
import { sayRefused } from '../../web/ui/toast.tsx'

export type Scanned = Awaited<ReturnType<typeof api.stock.resolve>>[number]

/** Takes what a scanner types (it ends with Enter) and stays ready for the next code. Tells what the code stands for in stock. */
export function ScanField({
  onScan,
  onUnknown,
  label = t('stock.scan'),
  autoFocus = false,
}: {
  onScan: (found: Scanned) => void
  onUnknown?: (code: string) => void
  label?: string
  autoFocus?: boolean
}) {
  const [code, setCode] = useState('')
  const box = useRef<HTMLInputElement>(null)
  const resolve = async () => {
    const wanted = code.trim()
    if (!wanted) return
    setCode('')
    try {
      const [first] = await api.stock.resolve({ code: wanted })
      if (first) onScan(first)
      else if (onUnknown) onUnknown(wanted)
      else sayRefused(new Error(t('stock.unknownCode', { code: wanted })), t('stock.notFound'))
    } catch (error) {
      sayRefused(error)
    }
    box.current?.select()
  }
  return (
    <TextInput
      ref={box}
      data-autofocus={autoFocus || undefined}
      autoFocus={autoFocus}
      size="xs"
      w={220}
      leftSection={icons.search}
      aria-label={label}
      placeholder={label}
      value={code}
      onChange={(e) => setCode(e.currentTarget.value)}
      onKeyDown={(e) => {
        if (e.key !== 'Enter') return
        e.preventDefault()
        void resolve()
      }}
    />
  )
}
