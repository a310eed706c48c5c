import { createHmac, randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Db } from './ctx.ts'
import { serverSecrets } from './secret.tables.ts'

/** The secret of that name, made on first use; all processes agree on it. */
export async function sharedSecret(db: Db, name: string): Promise<string> {
  await db.insert(serverSecrets).values({ name, value: randomBytes(32).toString('base64url') }).onConflictDoNothing()
  const [row] = await db.select().from(serverSecrets).where(eq(serverSecrets.name, name))
  return row?.value ?? ''
}

/** A sample user's password: derived, so that it is known to this server and to whoever reads its console. */
export const samplePassword = (secret: string, email: string): string =>
  createHmac('sha256', secret).update(`sample:${email}`).digest('base64url').slice(0, 12)
