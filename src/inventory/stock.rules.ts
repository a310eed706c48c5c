import { divide, multiply, roundCost } from '../core/decimal.ts'
import { type Refusal, refuse } from '../core/refusal.ts'

export type Balance = { quantity: number; value: number }

/**
 * What a quantity taken from a balance is worth: its share at the moving average; the last piece takes all that is
 * left, so that an empty place is worth nothing.
 */
export const valueTaken = (balance: Balance, quantity: number): number =>
  quantity === balance.quantity ? balance.value : multiply(4, divide(10, balance.value, balance.quantity), quantity)

export const averageCost = (balance: Balance): number => divide(4, balance.value, balance.quantity)

export const whyNotTake = (options: {
  item: string
  place: string
  have: number
  take: number
  guarded: boolean
}): Refusal[] =>
  refuse(
    options.guarded && options.have < options.take,
    'stock.too-little',
    `${options.place} holds ${options.have} of ${options.item}, not ${options.take}.`,
  )

/** What of a stock is free: on hand less what is reserved, never less than nothing. */
export const freeQuantity = (onHand: number, reserved: number): number => Math.max(0, roundCost(onHand - reserved))
