import { plain } from '../core/importValue.rules.ts'

/** Reading bills of materials: designators, derived part numbers, and which line hangs below which. */

const undecided = /^(?:tbd|tba|dnp|dni|dnf|n\/?a|none|various|[-–—?*]+)$/i

/** "R1-R3, C4 C5" names five places; undefined when the cell names none that can be counted, as TBD does. */
export function readDesignators(text: string): string[] | undefined {
  if (undecided.test(text.trim())) return undefined
  const spread = text.replace(/\s*[-–…]\s*(?=[A-Za-z_]*\d)|\s*\.\.\s*/g, '-')
  const names = spread.split(/[\s,;/]+/).filter(Boolean)
  if (names.length === 0 || names.every((n) => undecided.test(n))) return undefined
  return names.flatMap(spreadRange)
}

/** Longer ranges than any board has are taken as one name. */
const longestRange = 10_000

function spreadRange(name: string): string[] {
  const range = /^([A-Za-z_]+)(\d+)-([A-Za-z_]*)(\d+)$/.exec(name)
  if (!range) return [name]
  const [, prefix = '', from = '', again = '', to = ''] = range
  const [a, b] = [Number(from), Number(to)]
  if ((again !== '' && again !== prefix) || b < a || b - a > longestRange) return [name]
  return Array.from(
    { length: b - a + 1 },
    (_, i) => `${prefix}${String(a + i).padStart(from.startsWith('0') ? from.length : 0, '0')}`,
  )
}

export const numberLength = 60

/** A part number made from words: "NEMA 17 Stepper Motor" becomes NEMA-17-STEPPER-MOTOR. */
export const derivedNumber = (...texts: readonly string[]): string => {
  const slug = texts
    .join(' ')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toUpperCase()
    .replace(/(?<=\d)\.(?=\d)/g, 'POINT') // 2.2n and 22n must not become one number.
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll('POINT', '.')
    .replace(/^-|-$/g, '')
  return slug.length <= numberLength - 4 ? slug : slug.slice(0, numberLength - 4).replace(/[-.]+$/, '')
}

/** Rows whose cells say the same, however they are spelled. */
export const alike = (a: string, b: string): boolean => plain(a) === plain(b)

export type Leveled = { depth: number } | { fault: string }

/** A level as number (0, 1, 2), as dots or blanks before one (..2), or as an outline (1.2.1). */
export function readDepths(texts: readonly string[]): Leveled[] {
  const outline =
    texts.some((t) => /^\d+(?:\.\d+){2,}\.?$/.test(t.trim())) ||
    (texts.some((t) => /^\d+\.\d+\.?$/.test(t.trim())) && texts.every((t) => /^\d+(?:\.\d+)*\.?$/.test(t.trim())))
  return texts.map((text) => {
    const t = text.trim()
    if (outline && /^\d+(?:\.\d+)*\.?$/.test(t)) return { depth: t.replace(/\.$/, '').split('.').length }
    const leveled = /^[.\-+>\s]*(\d{1,2})$/.exec(t)
    return leveled
      ? { depth: Number(leveled[1]) }
      : { fault: t === '' ? 'The level is missing.' : `"${t.slice(0, 40)}" is not a level.` }
  })
}

/** The index of the line that each line hangs below, -1 for the parent item itself; a fault where a level is left out. */
export function parentsOf(depths: readonly number[]): (number | { fault: string })[] {
  const top = Math.min(...depths)
  const open: number[] = []
  return depths.map((depth, i) => {
    const at = depth - top
    if (at > open.length) return { fault: `The level jumps to ${depth} without a line of level ${depth - 1} above it.` }
    open.length = at
    open.push(i)
    return at === 0 ? -1 : (open[at - 1] ?? -1)
  })
}

/** Whether a line's total agrees with quantity × price, whose printed price may be rounded to a cent. */
export const totalAgrees = (quantity: number, cost: number, total: number): boolean =>
  Math.abs(quantity * cost - total) <= quantity * 0.005 + 0.005 + 1e-9

/** A column of "numbers" that are mostly phrases describes parts rather than numbering them. */
export function refineBomMapping(
  mapping: readonly (string | null)[],
  rows: readonly (readonly string[])[],
): (string | null)[] {
  const at = mapping.indexOf('number')
  if (at < 0 || mapping.includes('name')) return [...mapping]
  const texts = rows.map((r) => (r[at] ?? '').trim()).filter((t) => t !== '')
  const phrases = texts.filter((t) => /\s/.test(t)).length
  return phrases * 2 > texts.length ? mapping.map((m) => (m === 'number' ? 'name' : m)) : [...mapping]
}
