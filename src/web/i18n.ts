import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'

type Strings = { [key: string]: string | Strings }

const merge = (into: Strings, from: Strings): Strings => {
  for (const [key, value] of Object.entries(from)) {
    const there = into[key]
    into[key] = typeof value === 'object' && typeof there === 'object' ? merge(there, value) : value
  }
  return into
}

/** Every area brings `<area>/web/strings.en.json`; all are merged into one tree of keys. */
const areaStrings = import.meta.glob<Strings>(
  ['../*/web/strings.en.json', './strings.en.json', './*/strings.en.json'],
  { eager: true, import: 'default' },
)
const english = Object.values(areaStrings).reduce<Strings>((all, strings) => merge(all, structuredClone(strings)), {})

/** A key without a text still reads: `sales.buyerOrderNumber` becomes "Buyer order number". */
export const readable = (key: string): string => {
  const last = key.split('.').at(-1) ?? key
  // Codes and names (EUR, en-GB, Europe/Oslo) are not words of ours.
  if (!/^[a-z][A-Za-z0-9_]*$/.test(last)) return last
  const words = last
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_-]/g, ' ')
    .toLowerCase()
    .replace(/ id$/, '')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export const i18nReady = i18next.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  nsSeparator: false,
  resources: { en: { translation: english } },
  interpolation: { escapeValue: false },
  parseMissingKeyHandler: readable,
})

export const t = (key: string | string[], values?: Record<string, unknown>): string =>
  String(i18next.t(key, values ?? {}))

/** The text of a column or field: its own for this list, else the general one, else made from its name. */
export const fieldText = (list: string, field: string): string => t([`lists.${list}.${field}`, `fields.${field}`])

/** The text of one word of a model's list of words, e.g. `atVendor`. */
export const wordText = (word: string, list?: string): string =>
  word === '' ? '' : t(list ? [`words.${list}.${word}`, `words.${word}`] : `words.${word}`)
