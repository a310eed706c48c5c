import { divide, round } from '../core/decimal.ts'

/** Load as a share of what is open, 0 to 100 and more. */
export const loadPercent = (loadMinutes: number, openMinutes: number): number =>
  openMinutes > 0 ? divide(0, loadMinutes * 100, openMinutes) : loadMinutes > 0 ? 100 : 0

export const wholeMinutes = (minutes: number): number => round(minutes, 0)
