import { randomUUID } from 'node:crypto'
import { hashPassword } from 'better-auth/crypto'
import { and, eq } from 'drizzle-orm'
import { account, session, user, userRolesGiven } from './auth.tables.ts'
import { type Ctx, inTransaction } from './ctx.ts'
import { found } from './missing.ts'
import type { UserRole } from './permissions.model.ts'
import { refuse, unless } from './refusal.ts'

export type NewUser = {
  name: string
  email: string
  password: string
  roles: readonly UserRole[]
  /** Saves hashing again when many users are made with one password, as in a sample. */
  passwordHash?: string
}

export const addUser = (ctx: Ctx, input: NewUser): Promise<{ id: string }> =>
  inTransaction(ctx, async (tx) => {
    const email = input.email.toLowerCase()
    const [taken] = await tx.db.select({ id: user.id }).from(user).where(eq(user.email, email))
    unless([
      ...refuse(taken !== undefined, 'user.email-taken', `${email} already has an account.`),
      ...refuse(input.roles.length === 0, 'user.no-role', 'A user needs at least one role.'),
    ])
    const now = new Date(tx.now)
    const id = randomUUID()
    await tx.db
      .insert(user)
      .values({ id, name: input.name, email, emailVerified: true, createdAt: now, updatedAt: now })
    await tx.db.insert(account).values({
      id: randomUUID(),
      userId: id,
      accountId: id,
      providerId: 'credential',
      password: input.passwordHash ?? (await hashPassword(input.password)),
      createdAt: now,
      updatedAt: now,
    })
    await setRoles(tx, id, input.roles)
    return { id }
  })

const setRoles = async (tx: Ctx, userId: string, roles: readonly UserRole[]) => {
  await tx.db.delete(userRolesGiven).where(eq(userRolesGiven.userId, userId))
  await tx.db.insert(userRolesGiven).values([...new Set(roles)].map((role) => ({ userId, role })))
}

export type UserChange = {
  name?: string | undefined
  roles?: readonly UserRole[] | undefined
  disabled?: boolean | undefined
  password?: string | undefined
}

/** Changes a user; the last owner can be neither disabled nor demoted. A new password or a disabling ends all sessions. */
export const changeUser = (ctx: Ctx, id: string, change: UserChange): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const [row] = await tx.db.select().from(user).where(eq(user.id, id)).for('update')
    found(row, 'user', id)
    const owners = await tx.db
      .select({ id: user.id })
      .from(user)
      .innerJoin(userRolesGiven, eq(userRolesGiven.userId, user.id))
      .where(and(eq(userRolesGiven.role, 'owner'), eq(user.disabled, false)))
    const lastOwner = owners.length === 1 && owners[0]?.id === id
    unless([
      ...refuse(lastOwner && change.disabled === true, 'user.last-owner', 'The last owner cannot be disabled.'),
      ...refuse(
        lastOwner && change.roles !== undefined && !change.roles.includes('owner'),
        'user.last-owner',
        'The last owner must stay an owner.',
      ),
      ...refuse(change.roles?.length === 0, 'user.no-role', 'A user needs at least one role.'),
    ])
    await tx.db
      .update(user)
      .set({
        ...(change.name === undefined ? {} : { name: change.name }),
        ...(change.disabled === undefined ? {} : { disabled: change.disabled }),
        updatedAt: new Date(tx.now),
      })
      .where(eq(user.id, id))
    if (change.roles) await setRoles(tx, id, change.roles)
    if (change.password)
      await tx.db
        .update(account)
        .set({ password: await hashPassword(change.password) })
        .where(and(eq(account.userId, id), eq(account.providerId, 'credential')))
    if (change.password || change.disabled) await tx.db.delete(session).where(eq(session.userId, id))
  })
