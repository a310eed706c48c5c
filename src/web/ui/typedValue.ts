import type { LineColumn } from './editableLines.tsx'

/** What was typed or pasted as the column's value: "1,234.5" and "1.234,5" are both numbers; null when it is none. */
export function asValue(kind: LineColumn<object>['kind'], text: string): unknown {
  if (kind === 'text' || kind === 'word') return text
  if (kind === 'day') return text || null
  if (kind === 'flag') return /^(true|yes|x|1)$/i.test(text.trim())
  const lastComma = text.lastIndexOf(',')
  const decimalComma = lastComma > text.lastIndexOf('.') && !/,\d{3}$/.test(text.trim())
  const plain = decimalComma ? text.replace(/[\s.]/g, '').replace(',', '.') : text.replace(/[\s,]/g, '')
  return plain === '' || !Number.isFinite(Number(plain)) ? null : Number(plain)
}
