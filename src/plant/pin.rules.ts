import { type Refusal, refuse } from '../core/refusal.ts'

const straight = '01234567890'
const backward = [...straight].reverse().join('')

/** Why a PIN will not do: wrong form, or the first thing that anybody would try. */
export const whyNotPin = (pin: string): Refusal[] => {
  const formed = /^\d{4,8}$/.test(pin)
  return [
    ...refuse(!formed, 'pin.form', 'A PIN has 4 to 8 digits.'),
    ...refuse(formed && new Set(pin).size === 1, 'pin.easy', 'A PIN of one digit repeated is too easy to guess.'),
    ...refuse(
      formed && (straight.includes(pin) || backward.includes(pin)),
      'pin.easy',
      'A PIN of digits in a row is too easy to guess.',
    ),
  ]
}
