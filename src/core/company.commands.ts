import { sql } from 'drizzle-orm'
import { company } from './company.tables.ts'
import { type Ctx, inTransaction } from './ctx.ts'
import { type Refusal, refuse, unless } from './refusal.ts'
import { emptyQueue } from './sweep.commands.ts'
import { addUser } from './user.commands.ts'

export type NewCompany = {
  name: string
  currency: string
  timeZone: string
  locale: string
  owner: { name: string; email: string; password: string }
}

const kept = ['server_secrets']

/** Empties every table but the server's own secrets; only ever called to leave a sample company. */
export async function wipe(tx: Ctx): Promise<void> {
  const { rows } = await tx.db.execute<{ name: string }>(
    sql`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  )
  const tables = rows.map((r) => r.name).filter((n) => !kept.includes(n))
  await tx.db.execute(
    sql`truncate ${sql.join(
      tables.map((t) => sql.identifier(t)),
      sql`, `,
    )} restart identity cascade`,
  )
}

/** A sample may be left by anybody at the machine itself or by its owner; a real company never. */
export const whyNotStartOwn = (sample: string, empty: boolean, ctx: Pick<Ctx, 'actor' | 'loopback'>): Refusal[] => [
  ...refuse(sample === '' && !empty, 'company.real', 'This is a real company already. It cannot be wiped from here.'),
  ...refuse(
    !empty && !ctx.loopback && !ctx.actor.roles.includes('owner'),
    'company.not-here',
    'Only the owner, or somebody at the machine that runs Fettle, can start a company.',
  ),
]

/** "Start my own company": wipes the sample and makes the company and its owner. */
export const startOwnCompany = (ctx: Ctx, input: NewCompany): Promise<{ id: string }> =>
  inTransaction(ctx, async (tx) => {
    const [now] = await tx.db.select().from(company).limit(1)
    unless(whyNotStartOwn(now?.sample ?? '', now === undefined, tx))
    await wipe(tx)
    await emptyQueue(tx)
    await createCompany(tx, { ...input, sample: '' })
    return addUser(tx, { ...input.owner, roles: ['owner'] })
  })

export const createCompany = (
  tx: Ctx,
  input: {
    name: string
    currency: string
    timeZone: string
    locale: string
    sample: string
    address?: string
    taxNumber?: string
  },
) =>
  tx.db.insert(company).values({
    name: input.name,
    currency: input.currency,
    timeZone: input.timeZone,
    locale: input.locale,
    address: input.address ?? '',
    taxNumber: input.taxNumber ?? '',
    sample: input.sample,
    createdAt: tx.now,
  })
