import type { ReactNode } from 'react'
import type { Column } from '../../core/list.model.ts'
import {
  formatClock,
  formatDay,
  formatInstant,
  formatInteger,
  formatMinutes,
  formatMoney,
  formatPercent,
  formatPrice,
  formatQuantity,
  formatShortQuantity,
} from '../format.ts'
import { t, wordText } from '../i18n.ts'
import { StatusChip } from './statusChip.tsx'

export const Money = ({ amount, currency }: { amount: number | null | undefined; currency?: string }) => (
  <span className="number">{formatMoney(amount, currency)}</span>
)
export const Price = ({ amount, currency }: { amount: number | null | undefined; currency?: string }) => (
  <span className="number">{formatPrice(amount, currency)}</span>
)
export const Quantity = ({ quantity, unit }: { quantity: number | null | undefined; unit?: string }) => (
  <span className="number">{formatQuantity(quantity, unit)}</span>
)
export const DateText = ({ day }: { day: string | null | undefined }) =>
  day ? <time dateTime={day}>{formatDay(day)}</time> : null
export const InstantText = ({ at }: { at: string | null | undefined }) =>
  at ? <time dateTime={at}>{formatInstant(at)}</time> : null

export const rightAligned = (kind: Column['kind']): boolean =>
  ['quantity', 'money', 'minutes', 'percent', 'integer'].includes(kind)

/** An integer called `…Minute` is a minute of the day and reads as a clock. */
export const isClock = (kind: string, name: string): boolean => kind === 'integer' && /Minute$/.test(name)

/** A quantity called `age…Hours` reads in hours for two days, then in days. */
const formatAge = (hours: number): string => {
  const [count, unit] = hours < 48 ? [Math.round(hours), 'hours'] : [Math.floor(hours / 24), 'days']
  return t(`ui.${unit}`, { count, [unit]: formatInteger(count) })
}
const isAge = (name: string): boolean => /^age(.*)Hours$/.test(name)

/** What one unit costs may be less than the smallest coin; every other amount is shown in whole ones. */
const isForOne = (name: string): boolean => /price|rate|each|(unit|standard|average|current)Cost/i.test(name)

type Row = Readonly<Record<string, unknown>>

/** One value of a described column as text. */
export function valueText(list: string, name: string, column: Column, value: unknown, row: Row = {}): string {
  if (value === null || value === undefined) return ''
  switch (column.kind) {
    case 'money': {
      const currency = column.currency ? String(row[column.currency] ?? '') || undefined : undefined
      return (isForOne(name) ? formatPrice : formatMoney)(value as number, currency)
    }
    case 'quantity':
      return isAge(name) ? formatAge(value as number) : formatShortQuantity(value as number)
    case 'integer':
      return isClock(column.kind, name) ? formatClock(value as number) : formatInteger(value as number)
    case 'id':
      return String(value)
    case 'minutes':
      return formatMinutes(value as number)
    case 'percent':
      return formatPercent(value as number)
    case 'day':
      return formatDay(value as string)
    case 'instant':
      return formatInstant(value as string)
    case 'flag':
      return t(value ? 'ui.yes' : 'ui.no')
    case 'word':
      return column.words ? wordText(String(value), `${list}.${name}`) : String(value)
    case 'words':
      return (value as string[]).map((w) => wordText(w, `${list}.${name}`)).join(', ')
    default:
      return String(value)
  }
}

/** Columns that tell a state are shown as chips. */
export const isStatus = (name: string, column: Column): boolean =>
  column.kind === 'word' && /^(status|state|disposition)$|Status$|State$/.test(name)

export function valueNode(list: string, name: string, column: Column, value: unknown, row?: Row): ReactNode {
  if (isStatus(name, column) && typeof value === 'string') return <StatusChip word={value} list={`${list}.${name}`} />
  return valueText(list, name, column, value, row)
}

/** Fills `{column}` in a column's link from the row; undefined when a part is empty. */
export function linkOf(link: string, row: Row): string | undefined {
  let whole = true
  const path = link.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = row[key]
    if (value === null || value === undefined || value === '') whole = false
    return encodeURIComponent(String(value))
  })
  return whole ? path : undefined
}
