import { listUsers } from '../core/company.queries.ts'
import { company } from '../core/company.tables.ts'
import { type Ctx, inTransaction, systemActor } from '../core/ctx.ts'
import type { Database } from '../core/database.ts'
import { found } from '../core/missing.ts'
import { samplePassword, sharedSecret } from '../core/secret.commands.ts'
import { StartError } from '../core/startError.ts'

export const sampleNames = ['furniture', 'aerospace', 'tools', 'electronics'] as const
export type SampleName = (typeof sampleNames)[number]

/** The name, or a clear sentence. */
export function sampleNamed(name: string): SampleName {
  const found = sampleNames.find((n) => n === name)
  if (!found) throw new StartError(`There is no sample ${name}: choose ${sampleNames.join(', ')} or none.`)
  return found
}

/** Loads the asked sample (furniture by default) into a database that has no company yet. */
export async function sampleIfEmpty(
  database: Database,
  asked: string | undefined,
  say: (line: string) => void,
): Promise<void> {
  const name = asked ?? 'furniture'
  if (name === 'none') return
  const sample = sampleNamed(name)
  const [there] = await database.db.select().from(company).limit(1)
  if (!there) await loadNamed(database, sample, say)
}

/** Loads a sample into an empty database; its facts are read only when they are needed. */
export async function loadNamed({ db }: Database, name: SampleName, say: (line: string) => void): Promise<void> {
  const { loadSample, samples } = await import('../samples/samples.ts')
  say(`The ${name} sample company sets up shop …`)
  const ctx: Ctx = { db, actor: systemActor, now: new Date().toISOString() }
  await inTransaction(ctx, (tx) => loadSample(tx, found(samples[name], 'sample', name), say))
}

export async function sampleLogIns({ db }: Database): Promise<string[]> {
  const [there] = await db.select().from(company).limit(1)
  if (!there?.sample) return []
  const password = samplePassword(await sharedSecret(db, 'auth'))
  const users = await listUsers(db)
  return [
    `Sample log-ins (one click on the first page of this machine; elsewhere with the password ${password}):`,
    ...users.map((u) => `  ${u.email.padEnd(34)} ${u.roles.join(', ')}`),
  ]
}
