import { createHmac, randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Db } from './ctx.ts'
import { serverSecrets } from './secret.tables.ts'

/** The secret of that name, made on first use; all processes agree on it. */
export async function sharedSecret(db: Db, name: string): Promise<string> {
  await db
    .insert(serverSecrets)
    .values({ name, value: randomBytes(32).toString('base64url') })
    .onConflictDoNothing()
  const [row] = await db.select().from(serverSecrets).where(eq(serverSecrets.name, name))
  return row?.value ?? ''
}

/** The password of all users of a sample: derived, so that only this server and whoever reads its console know it. */
export const samplePassword = (secret: string): string =>
  createHmac('sha256', secret).update('sample').digest('base64url').slice(0, 12)
