import type { ImportField } from './import.model.ts'
import { isBlank, orderOf, plain, readDay, readNumber } from './importValue.rules.ts'

/** Guesses which row holds the headings and which column feeds which field. Every guess can be corrected. */

const spaced = (text: string): string =>
  text
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** A reference is written as what it points to: stockUnitId is headed "stock unit" or "unit". */
const namesOf = (field: ImportField): string[] => {
  const own = spaced(field.kind === 'reference' ? field.name.replace(/Id$/, '') : field.name)
  return [own, ...(field.alsoCalled ?? []).map(spaced)]
}

/** How well a heading fits a field, 0 to 100. */
export function headingScore(heading: string, field: ImportField): number {
  const said = spaced(heading)
  if (said === '') return 0
  const names = namesOf(field)
  const joined = plain(heading)
  if (names[0] === said || plain(field.name) === joined) return 100
  const also = names.findIndex((n) => n === said || plain(n) === joined)
  if (also >= 0) return 95 - Math.min(also, 10)
  const words = said.split(' ')
  const within = names.findIndex((n) => n.length >= 3 && n.split(' ').every((w) => words.includes(w)))
  if (within >= 0) return 60 + Math.min(10, (names[within] ?? '').length / 2) - Math.max(0, words.length - 2)
  const stems = names.some((n) => n.length >= 4 && (said === `${n}s` || `${said}s` === n))
  return stems ? 88 : 0
}

/** Rows from the top in which headings are looked for. */
const searched = 15

/** The heading row as a spreadsheet counts, or 0 when the table has none. */
export function guessHeadingRow(rows: readonly (readonly string[])[], fields: readonly ImportField[]): number {
  let best = { row: 0, known: 0 }
  for (const [i, row] of rows.slice(0, searched).entries()) {
    const cells = row.filter((c) => !isBlank(c))
    const known = cells.filter((c) => c.length <= 60 && fields.some((f) => headingScore(c, f) >= 80)).length
    if (known > best.known) best = { row: i + 1, known }
  }
  if (best.known >= 2) return best.row
  const first = rows.findIndex((row) => row.some((c) => !isBlank(c)))
  const cells = rows[first] ?? []
  const wordy = cells.filter((c) => !isBlank(c)).every((c) => !('value' in readNumber(c, 'point')) && c.length <= 60)
  const single = best.known === 1 && best.row === first + 1
  return single || (wordy && cells.length > 1 && rows.length > first + 1 && looksUnlike(cells, rows.slice(first + 1)))
    ? first + 1
    : 0
}

/** Headings are words above a column of numbers. */
const looksUnlike = (cells: readonly string[], below: readonly (readonly string[])[]): boolean =>
  cells.some(
    (c, i) =>
      !isBlank(c) &&
      mostly(
        below.map((r) => r[i] ?? ''),
        (v) => 'value' in readNumber(v, 'point'),
      ),
  )

const mostly = (texts: readonly string[], is: (text: string) => boolean): boolean => {
  const filled = texts.slice(0, 200).filter((t) => !isBlank(t))
  return filled.length > 0 && filled.filter(is).length >= filled.length * 0.8
}

const numberKinds = new Set(['quantity', 'money', 'minutes', 'percent', 'integer'])

/** What a column's content says for or against a field that its heading fits. */
function contentScore(texts: readonly string[], field: ImportField): number {
  if (numberKinds.has(field.kind))
    return mostly(texts, (t) => !('fault' in readNumber(t, 'point')) || !('fault' in readNumber(t, 'comma'))) ? 3 : -30
  if (field.kind === 'day')
    return mostly(texts, (t) => orderOf(t) !== undefined || 'value' in readDay(t, 'dayFirst')) ? 3 : -30
  if (field.kind === 'email') return mostly(texts, (t) => t.includes('@')) ? 3 : -30
  if (field.kind === 'word')
    return mostly(texts, (t) => (field.words ?? []).some((w) => plain(w) === plain(t))) ? 3 : -10
  return 0
}

/** Without a fitting heading, only what cannot be mistaken is guessed: e-mail addresses. */
const contentAlone = (texts: readonly string[], field: ImportField): number =>
  field.kind === 'email' && mostly(texts, (t) => /^\S+@\S+\.\S+$/.test(t.trim())) ? 40 : 0

/** The field of each column, null where none fits well. A field that takes one column gets the best one. */
export function guessMapping(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  fields: readonly ImportField[],
): (string | null)[] {
  const mapping: (string | null)[] = headings.map(() => null)
  const fits = headings.flatMap((heading, column) => {
    const texts = rows.slice(0, 200).map((r) => r[column] ?? '')
    if (!texts.some((t) => !isBlank(t)) && isBlank(heading)) return []
    return fields.map((field) => {
      const said = headingScore(heading, field)
      return { column, field, score: said > 0 ? said + contentScore(texts, field) : contentAlone(texts, field) }
    })
  })
  const taken = new Set<string>()
  for (const { column, field } of fits
    .filter((f) => f.score >= 40)
    .sort((a, b) => b.score - a.score || a.column - b.column)) {
    if (mapping[column] !== null || (taken.has(field.name) && !field.many)) continue
    mapping[column] = field.name
    taken.add(field.name)
  }
  return mapping
}
