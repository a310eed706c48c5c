import { pgTable, text } from 'drizzle-orm/pg-core'

/** Secrets that every process of one database shares: the log-in's signing key. */
export const serverSecrets = pgTable('server_secrets', { name: text().primaryKey(), value: text().notNull() })
