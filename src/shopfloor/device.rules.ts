import { type Refusal, refuse } from '../core/refusal.ts'

/** A code is typed within this time after the office made it. */
export const codeMinutes = 30
/** A session ends after so long without an act … */
export const idleMinutes = 30
/** … and at the latest after a long shift. */
export const longestHours = 16

export const triesAllowed = 5
export const triesMinutes = 5

/** Letters and digits that nobody confuses when reading a code aloud. */
export const codeLetters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'

export const sameCode = (typed: string): string => typed.toUpperCase().replace(/[^A-Z0-9]/g, '')

export const whyNotTry = (tries: number): Refusal[] =>
  refuse(
    tries > triesAllowed,
    'signIn.too-many',
    `Too many tries. Wait ${triesMinutes} minutes, or ask your supervisor.`,
  )

/** Operators act as themselves; for others act those who may correct times. */
export const whyNotFor = (
  actor: { employeeId?: number; mayCorrect: boolean },
  employeeId: number | undefined,
): Refusal[] => [
  ...refuse(employeeId === undefined && actor.employeeId === undefined, 'floor.nobody', 'Say who works.'),
  ...refuse(
    actor.employeeId !== undefined && employeeId !== undefined && employeeId !== actor.employeeId,
    'floor.only-yourself',
    'At a terminal you act only as yourself.',
  ),
  ...refuse(
    actor.employeeId === undefined && !actor.mayCorrect,
    'floor.sign-in-there',
    'Sign in at a terminal of the floor with your badge or PIN.',
  ),
]
