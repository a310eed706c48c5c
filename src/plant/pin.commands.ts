import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { type Ctx, type Db, inTransaction } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { unless } from '../core/refusal.ts'
import { whyNotPin } from './pin.rules.ts'
import { employeePins, employees } from './plant.tables.ts'

/** scrypt's N; r is 8, p is 1, and the key has 32 bytes. Some 40 ms, so that trying all PINs of a stolen hash takes long. */
const cost = 16_384
const keyBytes = 32

const derive = (pin: string, salt: Buffer, n: number): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    scrypt(pin, salt, keyBytes, { N: n, r: 8, p: 1 }, (error, key) => (error ? reject(error) : resolve(key))),
  )

/** Sets an employee's PIN; only a salted hash of it is kept. */
export const setPin = (ctx: Ctx, employeeId: number, pin: string): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const [employee] = await tx.db
      .select({ id: employees.id })
      .from(employees)
      .where(eq(employees.id, employeeId))
      .for('update')
    found(employee, 'employee', employeeId)
    unless(whyNotPin(pin))
    const salt = randomBytes(16)
    const hash = [cost, salt.toString('base64url'), (await derive(pin, salt, cost)).toString('base64url')].join('$')
    const kept = { hash, setAt: tx.now, setBy: tx.actor.name }
    await tx.db
      .insert(employeePins)
      .values({ employeeId, ...kept })
      .onConflictDoUpdate({ target: employeePins.employeeId, set: kept })
  })

export const clearPin = (ctx: Ctx, employeeId: number): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    await tx.db.delete(employeePins).where(eq(employeePins.employeeId, employeeId))
  })

const nobodysSalt = randomBytes(16)

/**
 * Whether the PIN is the employee's. An archived employee, or one without a PIN, has none that fits; it takes as long as
 * a wrong PIN, so that the time tells nothing. Counting tries and locking out is the terminal's affair.
 */
export async function verifyPin(db: Db, employeeId: number, pin: string): Promise<boolean> {
  const [kept] = await db
    .select({ hash: employeePins.hash })
    .from(employeePins)
    .innerJoin(employees, eq(employees.id, employeePins.employeeId))
    .where(and(eq(employeePins.employeeId, employeeId), eq(employees.archived, false)))
  const [n, salt, key] = (kept?.hash ?? '').split('$')
  const asked = await derive(
    pin.slice(0, 64),
    salt ? Buffer.from(salt, 'base64url') : nobodysSalt,
    n ? Number(n) : cost,
  )
  const known = key ? Buffer.from(key, 'base64url') : Buffer.alloc(0)
  return known.length === asked.length && timingSafeEqual(known, asked)
}
