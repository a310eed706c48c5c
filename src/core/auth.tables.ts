import { bigint, boolean, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'
import { word, wordCheck } from './columns.ts'
import { userRoles } from './permissions.model.ts'

/** The log-in library's own tables, with its names. */
const at = () => timestamp({ withTimezone: true })
const stamps = () => ({ createdAt: at().notNull(), updatedAt: at().notNull() })

export const user = pgTable('user', {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text().notNull().unique(),
  emailVerified: boolean().notNull().default(false),
  image: text(),
  twoFactorEnabled: boolean().default(false),
  disabled: boolean().notNull().default(false),
  ...stamps(),
})

export const session = pgTable('session', {
  id: text().primaryKey(),
  userId: text()
    .notNull()
    .references(() => user.id, { onDelete: 'cascade' }),
  token: text().notNull().unique(),
  expiresAt: at().notNull(),
  ipAddress: text(),
  userAgent: text(),
  ...stamps(),
})

export const account = pgTable('account', {
  id: text().primaryKey(),
  userId: text()
    .notNull()
    .references(() => user.id, { onDelete: 'cascade' }),
  accountId: text().notNull(),
  providerId: text().notNull(),
  accessToken: text(),
  refreshToken: text(),
  idToken: text(),
  accessTokenExpiresAt: at(),
  refreshTokenExpiresAt: at(),
  scope: text(),
  password: text(),
  ...stamps(),
})

export const verification = pgTable('verification', {
  id: text().primaryKey(),
  identifier: text().notNull(),
  value: text().notNull(),
  expiresAt: at().notNull(),
  ...stamps(),
})

export const rateLimit = pgTable('rate_limit', {
  id: text().primaryKey(),
  key: text().notNull().unique(),
  count: integer().notNull(),
  lastRequest: bigint({ mode: 'number' }).notNull(),
})

export const userRolesGiven = pgTable(
  'user_roles',
  {
    userId: text()
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    role: word(userRoles).notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.role] }), wordCheck('user_roles_role', t.role, userRoles)],
)
