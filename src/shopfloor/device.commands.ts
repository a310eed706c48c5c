import { randomBytes, randomInt } from 'node:crypto'
import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { type Refusal, refuse, unless } from '../core/refusal.ts'
import { verifyPin } from '../plant/pin.commands.ts'
import { employees } from '../plant/plant.tables.ts'
import type { Device, OperatorSession } from './device.contract.ts'
import { deviceByToken, devicesOf, forgetSessions, hashOf } from './device.queries.ts'
import { codeLetters, codeMinutes, idleMinutes, sameCode, triesMinutes, whyNotTry } from './device.rules.ts'
import { devices, operatorSessions, signInTries } from './time.tables.ts'

const newToken = () => randomBytes(32).toString('base64url')
const newCode = () => Array.from({ length: 8 }, () => codeLetters[randomInt(codeLetters.length)]).join('')
const minutesAfter = (now: string, minutes: number) => new Date(Date.parse(now) + minutes * 60_000).toISOString()

/** Prepares a terminal. The code is shown once, works once, and only for a while. */
export const addDevice = (
  ctx: Ctx,
  input: { name: string; workCenterId: number | null },
): Promise<{ id: number; code: string; codeEndsAt: string }> =>
  inTransaction(ctx, async (tx) => {
    const code = newCode()
    const codeEndsAt = minutesAfter(tx.now, codeMinutes)
    const [device] = await tx.db
      .insert(devices)
      .values({ ...input, codeHash: hashOf(code), codeEndsAt })
      .returning({ id: devices.id })
    return { id: found(device, 'device', input.name).id, code: `${code.slice(0, 4)}-${code.slice(4)}`, codeEndsAt }
  })

/** Turns a one-time code into the device's own token. */
export const enrollDevice = (ctx: Ctx, code: string): Promise<{ token: string; device: Device }> =>
  inTransaction(ctx, async (tx) => {
    const token = newToken()
    const [device] = await tx.db
      .update(devices)
      .set({ tokenHash: hashOf(token), codeHash: null, codeEndsAt: null, enrolledAt: tx.now })
      .where(
        and(eq(devices.codeHash, hashOf(sameCode(code))), gt(devices.codeEndsAt, tx.now), eq(devices.archived, false)),
      )
      .returning({ id: devices.id })
    unless(
      refuse(
        device === undefined,
        'device.wrong-code',
        'The code is wrong, was used already, or is too old. Ask the office for a new one.',
      ),
    )
    return {
      token,
      device: found(
        (await devicesOf(tx.db)).find((d) => d.id === device?.id),
        'device',
        code,
      ),
    }
  })

export const removeDevice = (ctx: Ctx, id: number): Promise<{ id: number }> =>
  inTransaction(ctx, async (tx) => {
    const [device] = await tx.db
      .update(devices)
      .set({ archived: true, tokenHash: null, codeHash: null })
      .where(eq(devices.id, id))
      .returning({ id: devices.id })
    await tx.db
      .update(operatorSessions)
      .set({ endsAt: tx.now })
      .where(and(eq(operatorSessions.deviceId, id), gt(operatorSessions.endsAt, tx.now)))
    forgetSessions()
    return found(device, 'device', id)
  })

export const whyNotTerminal = (device: Device | undefined): Refusal[] =>
  refuse(device === undefined, 'device.unknown', 'This device is not enrolled.')

export type SignIn = {
  deviceToken: string
  badge?: string | undefined
  employeeId?: number | undefined
  pin?: string | undefined
}

/**
 * Signs a person in at a terminal. The try is written first and by itself, so that neither a refusal nor many tries at
 * once escape the count.
 */
export async function signInAtTerminal(ctx: Ctx, input: SignIn): Promise<OperatorSession> {
  const device = await deviceByToken(ctx.db, input.deviceToken)
  unless(whyNotTerminal(device))
  const deviceId = device?.id ?? 0
  const byBadge = input.badge !== undefined
  const [person] = await ctx.db
    .select({ id: employees.id, name: employees.name })
    .from(employees)
    .where(
      and(
        byBadge ? eq(employees.badge, input.badge?.trim() || '-') : eq(employees.id, input.employeeId ?? 0),
        eq(employees.archived, false),
      ),
    )
  const same = and(
    eq(signInTries.deviceId, deviceId),
    person ? eq(signInTries.employeeId, person.id) : isNull(signInTries.employeeId),
  )
  await ctx.db.insert(signInTries).values({ deviceId, employeeId: person?.id ?? null, at: ctx.now })
  const recent = await ctx.db.$count(signInTries, and(same, gt(signInTries.at, minutesAfter(ctx.now, -triesMinutes))))
  unless(whyNotTry(recent))
  const known = person !== undefined && (byBadge || (await verifyPin(ctx.db, person.id, input.pin ?? '')))
  unless(refuse(!known, 'signIn.wrong', byBadge ? 'Nobody has this badge.' : 'The PIN is wrong.'))
  return inTransaction({ ...ctx, actor: { ...ctx.actor, name: person?.name ?? '' } }, async (tx) => {
    await tx.db.delete(signInTries).where(same)
    const token = newToken()
    const endsAt = minutesAfter(tx.now, idleMinutes)
    await tx.db
      .insert(operatorSessions)
      .values({ deviceId, employeeId: person?.id ?? 0, tokenHash: hashOf(token), startedAt: tx.now, endsAt })
    await tx.db.execute(
      sql`update devices set last_seen_at = ${tx.now} where id = ${deviceId} and (last_seen_at is null or last_seen_at < ${minutesAfter(tx.now, -60)}::timestamptz)`,
    )
    return { token, employeeId: person?.id ?? 0, employee: person?.name ?? '', endsAt }
  })
}

/** Ends the person's sessions at the terminal. Clocks run on: signing out is not clocking off. */
export const signOutOfTerminal = (ctx: Ctx): Promise<{ ended: number }> =>
  inTransaction(ctx, async (tx) => {
    const ended = await tx.db
      .update(operatorSessions)
      .set({ endsAt: tx.now })
      .where(
        and(
          eq(operatorSessions.deviceId, tx.actor.deviceId ?? 0),
          eq(operatorSessions.employeeId, tx.actor.employeeId ?? 0),
          gt(operatorSessions.endsAt, tx.now),
        ),
      )
      .returning({ id: operatorSessions.id })
    forgetSessions()
    return { ended: ended.length }
  })
