import { asc, eq, inArray, ne } from 'drizzle-orm'
import { user, userRolesGiven } from './auth.tables.ts'
import { company } from './company.tables.ts'
import type { Db } from './ctx.ts'
import { found } from './missing.ts'
import type { UserRole } from './permissions.model.ts'

export async function getCompany(db: Db) {
  const [row] = await db.select().from(company).limit(1)
  return found(row, 'company', 'yet')
}

export async function listUsers(db: Db) {
  const users = await db.select().from(user).where(ne(user.id, '')).orderBy(asc(user.createdAt), asc(user.email))
  const roles =
    users.length === 0
      ? []
      : await db
          .select()
          .from(userRolesGiven)
          .where(
            inArray(
              userRolesGiven.userId,
              users.map((u) => u.id),
            ),
          )
  return users.map((u) => ({
    id: u.id,
    name: u.name,
    email: u.email,
    disabled: u.disabled,
    roles: roles.filter((r) => r.userId === u.id).map((r): UserRole => r.role),
  }))
}

/** What the sign-in page shows; the one-click users of a sample only to a browser on the same machine. */
export async function welcome(db: Db, options: { loopback: boolean }) {
  const [row] = await db.select().from(company).limit(1)
  const anybody = await db.select({ id: user.id }).from(user).limit(1)
  const sampleUsers = row?.sample && options.loopback ? (await listUsers(db)).filter((u) => !u.disabled) : []
  return {
    company: row?.name ?? '',
    sample: row?.sample ?? '',
    empty: anybody.length === 0,
    sampleUsers: sampleUsers.map(({ name, email, roles }) => ({ name, email, roles })),
  }
}

/** The plant's calendar day at an instant. */
export const dayAt = (instant: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    new Date(instant),
  )

export const setCompany = async (db: Db, values: Partial<typeof company.$inferInsert>) => {
  const row = await getCompany(db)
  await db.update(company).set(values).where(eq(company.id, row.id))
  return getCompany(db)
}
