import type { DayOrder, DecimalMark } from './import.model.ts'

/** Cells as people write them, read as values: "$8.50 ", "1.234,5", "12 Mar 2026", "yes". */
export type Read<T> = { value: T } | { empty: true } | { fault: string }

/** What stands in a cell where somebody had nothing to say. */
const nothing = /^(?:[-–—]+|n\/?a|none|null|nil|\.)$/i
export const isBlank = (text: string): boolean => text.trim() === ''
const isNothing = (text: string): boolean => isBlank(text) || nothing.test(text.trim())

const currencyCodes = 'USD|EUR|GBP|INR|JPY|CHF|CAD|AUD|SEK|NOK|DKK|PLN|CZK|CNY|AED|SGD|KWD|RS\\.?|KR\\.?'
const currency = new RegExp(
  `^(?:[\\p{Sc}]|(?:${currencyCodes})(?![a-z]))\\s*|\\s*(?:[\\p{Sc}]|(?<![a-z])(?:${currencyCodes}))$`,
  'giu',
)

/** The digits and marks of a number without its currency, blanks and brackets; undefined when it holds anything else. */
function bareNumber(text: string): { digits: string; negative: boolean } | undefined {
  let rest = text.trim().replace(/[\u00a0\u202f\u2009\s]+/g, ' ')
  const bracketed = /^\((.*)\)$/.exec(rest)
  if (bracketed) rest = bracketed[1] ?? ''
  let negative = bracketed !== null
  const takeSign = () => {
    const sign = /^([+\-\u2212])\s*/.exec(rest)
    if (!sign) return
    negative = negative !== (sign[1] !== '+')
    rest = rest.slice(sign[0].length)
  }
  takeSign()
  rest = rest.replace(currency, '').trim()
  takeSign()
  const digits = rest.replace(/(?<=\d)[ '’](?=\d{3}(?!\d))/g, '')
  return /^(?:\d[\d.,]*|[.,]\d+)(?:e[+-]?\d{1,2})?$/i.test(digits) ? { digits, negative } : undefined
}

/** Which decimal mark a number can only have been written with; undefined when it can be read either way. */
export function markOf(text: string): DecimalMark | undefined {
  const digits = bareNumber(text)?.digits
  if (digits === undefined) return undefined
  const points = digits.split('.').length - 1
  const commas = digits.split(',').length - 1
  if (points > 0 && commas > 0) return digits.lastIndexOf('.') > digits.lastIndexOf(',') ? 'point' : 'comma'
  if (points > 1) return 'comma'
  if (commas > 1) return 'point'
  if (points + commas === 0) return undefined
  const [before = '', after = ''] = digits.split(/[.,]/)
  const couldGroup = after.length === 3 && before.length >= 1 && before.length <= 3 && before !== '0'
  if (couldGroup) return undefined
  return points > 0 ? 'point' : 'comma'
}

/** The mark that most numbers of a table prove; `otherwise` when none does. */
export function guessDecimalMark(texts: Iterable<string>, otherwise: DecimalMark): DecimalMark {
  let point = 0
  let comma = 0
  for (const text of texts) {
    const mark = markOf(text)
    if (mark === 'point') point++
    if (mark === 'comma') comma++
  }
  return point === comma ? otherwise : point > comma ? 'point' : 'comma'
}

export function readNumber(text: string, mark: DecimalMark): Read<number> {
  if (isNothing(text)) return { empty: true }
  const bare = bareNumber(text)
  const wrong = { fault: `"${shown(text)}" is not a number.` }
  if (!bare) return wrong
  const [group, decimal] = mark === 'point' ? [',', '.'] : ['.', ',']
  const [whole = '', ...fractions] = bare.digits.split(decimal)
  const otherMark = { fault: `"${shown(text)}" is not a number with a decimal ${mark}.` }
  if (fractions.length > 1 || fractions[0]?.includes(group)) return otherMark
  const groups = whole.split(group)
  // Thousands in threes, or the Indian way: the last three, then twos.
  const grouped =
    groups.length === 1 ||
    (/^\d{1,3}$/.test(groups[0] ?? '') &&
      groups.at(-1)?.length === 3 &&
      groups.slice(1, -1).every((g) => g.length === 3 || g.length === 2))
  if (!grouped) return otherMark
  const value = Number(`${groups.join('') || '0'}${fractions.length > 0 ? `.${fractions[0] || '0'}` : ''}`)
  if (!Number.isFinite(value)) return wrong
  if (Math.abs(value) >= 1e15) return { fault: `"${shown(text)}" is too large.` }
  return { value: bare.negative && value !== 0 ? -value : value }
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const monthOf = (word: string): number => months.indexOf(word.slice(0, 3).toLowerCase()) + 1

const numericDay = /^(\d{1,2})[./-](\d{1,2})[./-](\d{2}|\d{4})$/

/** Which order a day can only have been written in; undefined when both fit. */
export function orderOf(text: string): DayOrder | undefined {
  const parts = numericDay.exec(text.trim())
  if (!parts) return undefined
  const [a, b] = [Number(parts[1]), Number(parts[2])]
  if (a > 12 && b <= 12) return 'dayFirst'
  if (b > 12 && a <= 12) return 'monthFirst'
  return undefined
}

export function guessDayOrder(texts: Iterable<string>, otherwise: DayOrder): DayOrder {
  let score = 0
  let pointed = 0
  for (const text of texts) {
    const order = orderOf(text)
    if (order) score += order === 'dayFirst' ? 1 : -1
    if (/^\d{1,2}\.\d{1,2}\.\d{2,4}$/.test(text.trim())) pointed++ // No country writes the month first with points.
  }
  return score > 0 ? 'dayFirst' : score < 0 ? 'monthFirst' : pointed > 0 ? 'dayFirst' : otherwise
}

/** A calendar day as YYYY-MM-DD. Two-digit years are of this century. */
export function readDay(text: string, order: DayOrder): Read<string> {
  if (isNothing(text)) return { empty: true }
  const t = text.trim()
  const make = (year: number, month: number, day: number): Read<string> => {
    const date = new Date(Date.UTC(year, month - 1, day))
    const real = year >= 1900 && year <= 2999 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
    return real ? { value: date.toISOString().slice(0, 10) } : { fault: `There is no day "${shown(text)}".` }
  }
  const iso = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?$/.exec(t)
  if (iso) return make(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const full = (year: string) => Number(year) + (year.length === 2 ? 2000 : 0)
  const parts = numericDay.exec(t)
  if (parts) {
    const [, a = '', b = '', year = ''] = parts
    return order === 'dayFirst' ? make(full(year), Number(b), Number(a)) : make(full(year), Number(a), Number(b))
  }
  const dayMonth = /^(\d{1,2})\.?[ -]([A-Za-z]{3,9})\.?,?[ -](\d{2}|\d{4})$/.exec(t)
  if (dayMonth && monthOf(dayMonth[2] ?? '') > 0)
    return make(full(dayMonth[3] ?? ''), monthOf(dayMonth[2] ?? ''), Number(dayMonth[1]))
  const monthDay = /^([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})$/.exec(t)
  if (monthDay && monthOf(monthDay[1] ?? '') > 0)
    return make(Number(monthDay[3]), monthOf(monthDay[1] ?? ''), Number(monthDay[2]))
  return { fault: `"${shown(text)}" is not a day.` }
}

const yes = new Set(['yes', 'y', 'true', 't', '1', 'x', '✓', '✔', 'ja', 'oui', 'si', 'sí', 'on'])
const no = new Set(['no', 'n', 'false', 'f', '0', 'nein', 'non', 'off', '-', '–', '—'])

export function readFlag(text: string): Read<boolean> {
  const word = text.trim().toLowerCase()
  if (word === '') return { empty: true }
  if (yes.has(word)) return { value: true }
  if (no.has(word)) return { value: false }
  return { fault: `"${shown(text)}" is neither yes nor no.` }
}

/** Letters and digits only, so that "machineHours", "Machine hours" and "MACHINE_HOURS" are one word. */
export const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')

export function readWord(text: string, words: readonly string[]): Read<string> {
  if (isBlank(text)) return { empty: true }
  const found = words.find((w) => plain(w) === plain(text))
  return found === undefined ? { fault: `"${shown(text)}" is none of ${words.join(', ')}.` } : { value: found }
}

/** A cell's text as a message may quote it. */
export const shown = (text: string): string => {
  const line = text.trim().replace(/\s+/g, ' ')
  return line.length > 60 ? `${line.slice(0, 57)}…` : line
}
