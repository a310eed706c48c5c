import { useQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, use } from 'react'
import type { Permission, UserRole } from '../core/permissions.model.ts'
import { type api, orpc, queryClient } from './api.ts'
import { setFormats } from './format.ts'
import { rememberFor } from './recent.ts'

export type Session = {
  name: string
  roles: readonly UserRole[]
  company: Awaited<ReturnType<typeof api.company.get>>
  may(needs: Permission): boolean
}

const SessionContext = createContext<Session | undefined>(undefined)

/** Who is signed in, at which company, and what he may do. Only inside the signed-in shell. */
export const useSession = (): Session => {
  const session = use(SessionContext)
  if (!session) throw new Error('useSession is only for pages behind the sign-in.')
  return session
}

export const useMay = (needs: Permission): boolean => useSession().may(needs)

/** Shows `children` to who is signed in, `otherwise` to everybody else. */
export function SignedIn({ children, otherwise }: { children: ReactNode; otherwise: ReactNode }) {
  const me = useQuery({ ...orpc.company.me.queryOptions(), retry: false, staleTime: 60_000 })
  const company = useQuery({
    ...orpc.company.get.queryOptions(),
    enabled: me.data?.permissions.includes('signedIn') ?? false,
    staleTime: 60_000,
  })
  if (me.isError || (me.data && !me.data.permissions.includes('signedIn'))) return otherwise
  if (!me.data || !company.data) return null
  setFormats(company.data)
  const { name, roles, permissions } = me.data
  rememberFor(name)
  const session: Session = {
    name,
    roles,
    company: company.data,
    may: (needs) => needs === 'public' || permissions.includes(needs),
  }
  return <SessionContext value={session}>{children}</SessionContext>
}

const postJson = (path: string, body: unknown) =>
  fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    credentials: 'same-origin',
  })

/** Resolves to an error's sentence, or nothing when signed in. */
export async function signIn(
  how: { email: string; password: string } | { sampleEmail: string },
): Promise<string | undefined> {
  const answer =
    'sampleEmail' in how
      ? await postJson('/api/floor-session/sample', { email: how.sampleEmail })
      : await postJson('/api/auth/sign-in/email', how)
  if (!answer.ok) return ((await answer.json().catch(() => ({}))) as { message?: string }).message ?? `${answer.status}`
  await queryClient.resetQueries()
  return undefined
}

export async function signOut(): Promise<void> {
  await postJson('/api/auth/sign-out', {})
  queryClient.clear()
  window.location.assign('/')
}
