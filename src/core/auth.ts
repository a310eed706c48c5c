import { drizzleAdapter } from '@better-auth/drizzle-adapter'
import { betterAuth } from 'better-auth'
import { eq } from 'drizzle-orm'
import { account, rateLimit, session, user, userRolesGiven, verification } from './auth.tables.ts'
import { type Actor, type Db, nobody } from './ctx.ts'

export type Auth = ReturnType<typeof createAuth>

/** Office log-in: e-mail and password, sessions in the database, rate-limited. Nobody signs up by himself: owners and admins add users. */
export const createAuth = (db: Db, options: { secret: string; baseUrl: string }) =>
  betterAuth({
    database: drizzleAdapter(db as never, {
      provider: 'pg',
      schema: { user, session, account, verification, rateLimit },
    }),
    secret: options.secret,
    baseURL: options.baseUrl,
    basePath: '/api/auth',
    // http.ts has refused every write from another site already; whatever origin arrives here is the page's own address.
    trustedOrigins: (request) => [request?.headers.get('origin') ?? ''].filter(Boolean),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 8, maxPasswordLength: 128 },
    session: { expiresIn: 14 * 86_400, updateAge: 86_400, cookieCache: { enabled: true, maxAge: 60 } },
    rateLimit: {
      enabled: true,
      storage: 'memory',
      window: 60,
      max: 300,
      customRules: { '/sign-in/email': { window: 60, max: 10 } },
    },
    advanced: { cookiePrefix: 'fettle', defaultCookieAttributes: { sameSite: 'lax', httpOnly: true } },
    telemetry: { enabled: false },
  })

/** The signed-in office user behind a request's cookies, or nobody. */
export async function officeActor(auth: Auth, db: Db, headers: Headers): Promise<Actor> {
  const found = await auth.api.getSession({ headers })
  if (!found) return nobody
  const [account] = await db.select({ disabled: user.disabled }).from(user).where(eq(user.id, found.user.id))
  if (!account || account.disabled) return nobody
  const roles = await db
    .select({ role: userRolesGiven.role })
    .from(userRolesGiven)
    .where(eq(userRolesGiven.userId, found.user.id))
  return { userId: found.user.id, name: found.user.name, roles: roles.map((r) => r.role) }
}
