import { currentFormats } from '../../web/format.ts'

let format: { locale: string; of: Intl.NumberFormat } | undefined

/** An amount without its currency's sign, two decimals: for columns of many. */
export function plainAmount(amount: number): string {
  const { locale } = currentFormats()
  if (format?.locale !== locale)
    format = { locale, of: new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }) }
  return format.of.format(amount)
}
