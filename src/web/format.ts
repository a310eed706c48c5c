/** How numbers, money and dates are written: the company's way unless the user chose another region. */
type Formats = { locale: string; currency: string; timeZone: string }
let formats: Formats = { locale: 'en-US', currency: 'USD', timeZone: 'UTC' }

/** The ways of writing numbers and dates that pages offer; a company may use any other that the API was given. */
export const regions = [
  'en-US',
  'en-GB',
  'en-IN',
  'de-DE',
  'de-CH',
  'fr-FR',
  'cs-CZ',
  'sv-SE',
  'pl-PL',
  'ja-JP',
] as const

const regionKey = 'fettle.region'
export const chosenRegion = (): string => localStorage.getItem(regionKey) ?? ''
export const chooseRegion = (locale: string): void => {
  if (locale) localStorage.setItem(regionKey, locale)
  else localStorage.removeItem(regionKey)
}

const knownLocale = (locale: string): string => {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en-US'
  } catch {
    return 'en-US'
  }
}

export const setFormats = (company: Formats): void => {
  formats = {
    locale: knownLocale(chosenRegion() || company.locale),
    currency: company.currency,
    timeZone: company.timeZone,
  }
}
export const currentFormats = (): Formats => formats

const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>()
const remembered = <F extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => F): F => {
  const there = made.get(key)
  if (there) return there as F
  const fresh = make()
  made.set(key, fresh)
  return fresh
}
const number = (options: Intl.NumberFormatOptions) =>
  remembered(JSON.stringify([formats.locale, options]), () => new Intl.NumberFormat(formats.locale, options))
const date = (options: Intl.DateTimeFormatOptions) =>
  remembered(JSON.stringify([formats.locale, options]), () => new Intl.DateTimeFormat(formats.locale, options))

type Empty = null | undefined

/** A sentence of the server's, with the decimals of its numbers as the locale writes them: "6 × 2.40" is "6 × 2,40" in Prague. */
export const localDecimals = (sentence: string): string => {
  const { decimal } = separators()
  return decimal === '.' ? sentence : sentence.replace(/(?<![\w.])(\d+)\.(\d+)(?![\w.])/g, `$1${decimal}$2`)
}

/** What stands between thousands and before the decimals in numbers as the locale writes them. */
export const separators = (): { group: string; decimal: string } => {
  const parts = number({}).formatToParts(1234567.8)
  const of = (type: string) => parts.find((p) => p.type === type)?.value
  return { group: of('group') ?? ',', decimal: of('decimal') ?? '.' }
}

/**
 * A number as somebody types or pastes it: in the locale's way first ("1 234,5", "1,23,456.7"), and in another's when
 * it can be nothing else ("0,5" where decimals follow a point). null when empty, undefined when it is no number.
 */
export function parseNumber(text: string): number | null | undefined {
  const typed = text.replace(/[\s'’]/g, '').replace('−', '-')
  if (typed === '') return null
  const { group, decimal } = separators()
  const other = decimal === ',' ? '.' : ','
  const lastOf = (mark: string) => typed.lastIndexOf(mark)
  const isGrouped = (mark: string) => new RegExp(`^-?\\d{1,3}(\\${mark}\\d{2,3})*\\${mark}\\d{3}$`).test(typed)
  const decimalIsOther =
    lastOf(decimal) >= 0
      ? lastOf(other) > lastOf(decimal)
      : lastOf(other) >= 0 && !(group === other && isGrouped(other))
  const [mark, grouping] = decimalIsOther ? [other, decimal] : [decimal, other]
  const plain = typed.replaceAll(grouping, '').replace(mark, '.')
  return /^-?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : undefined
}

/** An amount with its currency's sign and decimals, the company's currency unless another is named. */
export const formatMoney = (amount: number | Empty, currency: string = formats.currency): string => {
  if (amount === null || amount === undefined) return ''
  return number({ style: 'currency', currency }).format(amount)
}

/** A price for one unit may have up to four decimals. */
export const formatPrice = (amount: number | Empty, currency: string = formats.currency): string =>
  amount === null || amount === undefined
    ? ''
    : number({ style: 'currency', currency, maximumFractionDigits: 4 }).format(amount)

export const formatQuantity = (quantity: number | Empty, unit = ''): string =>
  quantity === null || quantity === undefined
    ? ''
    : `${number({ maximumFractionDigits: 6 }).format(quantity)}${unit && ` ${unit}`}`

/** For columns of many: the digits behind the third decimal count only where little stands before them. */
export const formatShortQuantity = (quantity: number | Empty): string =>
  quantity === null || quantity === undefined
    ? ''
    : number({ maximumFractionDigits: Math.abs(quantity) < 1 ? 6 : 3 }).format(quantity)

export const formatInteger = (value: number | Empty): string =>
  value === null || value === undefined ? '' : number({ maximumFractionDigits: 0 }).format(value)

export const formatPercent = (value: number | Empty): string =>
  value === null || value === undefined ? '' : `${number({ maximumFractionDigits: 2 }).format(value)} %`

/** 95 minutes are "1 h 35 min". */
export const formatMinutes = (minutes: number | Empty): string => {
  if (minutes === null || minutes === undefined) return ''
  const sign = minutes < 0 ? '−' : ''
  const rounded = Math.round(Math.abs(minutes) * 10) / 10
  const hours = Math.floor(rounded / 60)
  const rest = Math.round((rounded - hours * 60) * 10) / 10
  if (hours === 0) return `${sign}${number({ maximumFractionDigits: 1 }).format(rest)} min`
  return `${sign}${formatInteger(hours)} h${rest === 0 ? '' : ` ${number({ maximumFractionDigits: 0 }).format(rest)} min`}`
}

/** A minute of the day as a clock shows it: 390 is "06:30". */
export const formatClock = (minute: number | Empty): string =>
  minute === null || minute === undefined
    ? ''
    : `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** "06:30" is 390; undefined when it is no time of day. Up to 48:00, since a shift may end after midnight. */
export const parseClock = (text: string): number | undefined => {
  const match = /^(\d{1,2}):?([0-5]\d)$/.exec(text.trim())
  const minute = match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN
  return minute >= 0 && minute <= 2880 ? minute : undefined
}

/** A calendar day, YYYY-MM-DD, is the same day everywhere. */
export const formatDay = (day: string | Empty): string =>
  day
    ? date({ timeZone: 'UTC', year: 'numeric', month: 'short', day: 'numeric' }).format(new Date(`${day}T00:00:00Z`))
    : ''

/** A sentence of the server's, with its days (2026-03-19) and decimals as the locale writes them. */
export const localSentence = (sentence: string): string =>
  localDecimals(sentence).replace(/(?<![\w-])\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\w-])/g, (day) =>
    formatDay(day),
  )

/** An instant in the plant's zone. */
export const formatInstant = (instant: string | Empty): string =>
  instant
    ? date({
        timeZone: formats.timeZone,
        year: 'numeric',
        month: 'short',
        day: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
      }).format(new Date(instant))
    : ''

/** Today in the plant's zone, YYYY-MM-DD. */
export const plantToday = (): string =>
  new Intl.DateTimeFormat('en-CA', {
    timeZone: formats.timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(new Date())

export const formatBytes = (bytes: number): string => {
  const units = ['byte', 'kilobyte', 'megabyte'] as const
  const power = bytes < 1024 ? 0 : bytes < 1024 ** 2 ? 1 : 2
  return number({ style: 'unit', unit: units[power] ?? 'byte', unitDisplay: 'short', maximumFractionDigits: 1 }).format(
    bytes / 1024 ** power,
  )
}
