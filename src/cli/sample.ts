import { createCompany } from '../core/company.commands.ts'
import { listUsers } from '../core/company.queries.ts'
import { company } from '../core/company.tables.ts'
import { type Ctx, inTransaction, systemActor } from '../core/ctx.ts'
import type { Database } from '../core/database.ts'
import { userRoles } from '../core/permissions.model.ts'
import { samplePassword, sharedSecret } from '../core/secret.commands.ts'
import { StartError } from '../core/startError.ts'
import { addUser } from '../core/user.commands.ts'

export const sampleNames = ['furniture', 'aerospace', 'tools', 'electronics'] as const
export type SampleName = (typeof sampleNames)[number]

/** Loads the asked sample (furniture by default) into a database that has no company yet. */
export async function sampleIfEmpty(
  { db }: Database,
  asked: string | undefined,
  say: (line: string) => void,
): Promise<void> {
  const name = asked ?? 'furniture'
  if (name !== 'none' && !(sampleNames as readonly string[]).includes(name))
    throw new StartError(`There is no sample ${name}: choose ${sampleNames.join(', ')} or none.`)
  const [there] = await db.select().from(company).limit(1)
  if (there || name === 'none') return
  say(`Loading the ${name} sample company …`)
  const ctx: Ctx = { db, actor: systemActor, now: new Date().toISOString() }
  const secret = await sharedSecret(db, 'auth')
  await inTransaction(ctx, async (tx) => {
    await createCompany(tx, { name: 'Sample', currency: 'USD', timeZone: 'UTC', locale: 'en-US', sample: name })
    for (const role of userRoles) {
      const email = `${role}@sample.test`
      await addUser(tx, { name: `Sample ${role}`, email, password: samplePassword(secret, email), roles: [role] })
    }
  })
}

export async function sampleLogIns({ db }: Database): Promise<string[]> {
  const [there] = await db.select().from(company).limit(1)
  if (!there?.sample) return []
  const secret = await sharedSecret(db, 'auth')
  const users = await listUsers(db)
  return [
    'Sample log-ins (one click on the first page of this machine):',
    ...users.map((u) => `  ${u.email.padEnd(32)} ${samplePassword(secret, u.email).padEnd(14)} ${u.roles.join(', ')}`),
  ]
}
