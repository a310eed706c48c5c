import { parseNumber } from '../format.ts'
import type { LineColumn } from './editableLines.tsx'

/** What was pasted as the column's value; null when it is no number. */
export function asValue(kind: LineColumn<object>['kind'], text: string): unknown {
  if (kind === 'text' || kind === 'word') return text
  if (kind === 'day') return text || null
  if (kind === 'flag') return /^(true|yes|x|1)$/i.test(text.trim())
  return parseNumber(text) ?? null
}
