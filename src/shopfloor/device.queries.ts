import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { getCompany } from '../core/company.queries.ts'
import { type Actor, type Db, nobody } from '../core/ctx.ts'
import { row, rowsOf } from '../core/rows.ts'
import type { Device, Terminal } from './device.contract.ts'
import { idleMinutes, longestHours } from './device.rules.ts'

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

const DeviceRow = z.object({
  id: row.id,
  name: row.text,
  workCenterId: row.id.nullable(),
  workCenter: row.text.nullable(),
  enrolledAt: row.instant.nullable(),
  lastSeenAt: row.instant.nullable(),
})
const deviceSql = sql`select d.id, d.name, d.work_center_id as "workCenterId", w.name as "workCenter", d.enrolled_at as "enrolledAt", d.last_seen_at as "lastSeenAt" from devices d left join work_centers w on w.id = d.work_center_id where not d.archived`

export const devicesOf = (db: Db): Promise<Device[]> => rowsOf(db, sql`${deviceSql} order by d.name, d.id`, DeviceRow)

export const deviceByToken = async (db: Db, token: string): Promise<Device | undefined> =>
  (await rowsOf(db, sql`${deviceSql} and d.token_hash = ${hashOf(token)}`, DeviceRow))[0]

export async function terminalOf(db: Db, device: Device): Promise<Terminal> {
  const company = await getCompany(db)
  const workCenters = await rowsOf(
    db,
    sql`select id, name from work_centers where not archived order by name`,
    z.object({ id: row.id, name: row.text }),
  )
  const people = await rowsOf(
    db,
    sql`select e.id, e.name, p.employee_id is not null as "hasPin",
        exists (select from employee_skills k join skills s on s.id = k.skill_id where k.employee_id = e.id and s.work_center_id = ${device.workCenterId}) as skilled
      from employees e left join employee_pins p on p.employee_id = e.id where not e.archived order by skilled desc, e.name`,
    z.object({ id: row.id, name: row.text, hasPin: row.flag, skilled: row.flag }),
  )
  return {
    ...device,
    company: company.name,
    locale: company.locale,
    currency: company.currency,
    timeZone: company.timeZone,
    workCenters,
    people,
  }
}

const SessionRow = z.object({ id: row.id, employeeId: row.id, name: row.text, deviceId: row.id, endsAt: row.instant })

/** Sessions seen a moment ago are not read again: a terminal asks many things at once. */
const rememberedMs = 3_000
const remembered = new Map<string, { actor: Actor; until: number }>()

export const forgetSessions = (): void => remembered.clear()

/** Who is signed in at a terminal with that token; every act makes the session last longer. */
export async function floorActor(db: Db, token: string, now = new Date()): Promise<Actor> {
  const hash = hashOf(token)
  const known = remembered.get(hash)
  if (known && known.until > now.getTime()) return known.actor
  const [session] = await rowsOf(
    db,
    sql`select s.id, s.employee_id as "employeeId", e.name, s.device_id as "deviceId", s.ends_at as "endsAt"
      from operator_sessions s join employees e on e.id = s.employee_id join devices d on d.id = s.device_id
      where s.token_hash = ${hash} and s.ends_at > ${now.toISOString()} and not e.archived and not d.archived`,
    SessionRow,
  )
  if (!session) return nobody
  const endsAt = now.getTime() + idleMinutes * 60_000
  // Written now and then only, not with every request.
  if (endsAt - Date.parse(session.endsAt) > 60_000)
    await db.execute(
      sql`update operator_sessions set ends_at = least(${new Date(endsAt).toISOString()}::timestamptz, started_at + make_interval(hours => ${longestHours})) where id = ${session.id}`,
    )
  const actor: Actor = {
    name: session.name,
    roles: ['operator'],
    employeeId: session.employeeId,
    deviceId: session.deviceId,
  }
  if (remembered.size > 1000) remembered.clear()
  remembered.set(hash, { actor, until: now.getTime() + rememberedMs })
  return actor
}
