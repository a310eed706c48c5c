import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { useSyncExternalStore } from 'react'
import { clientWith, queryClient } from '../../web/api.ts'
import { statusOf } from '../../web/fault.ts'
import type { OperatorSession } from '../device.contract.ts'

/** What this device keeps: its own token, for good, and who is signed in, until the window closes. */
const deviceKey = 'fettle.terminal'
const sessionKey = 'fettle.operator'
const queueKey = 'fettle.queue'

export type Signed = Pick<OperatorSession, 'token' | 'employeeId' | 'employee'>
type Event = {
  key: string
  name: 'clockOn' | 'clockOff' | 'report'
  input: { at?: string } & Record<string, unknown>
  token: string
  who: string
}
type Terminal = {
  deviceToken: string | undefined
  signed: Signed | undefined
  waiting: readonly Event[]
  online: boolean
}

const readJson = <T>(text: string | null): T | undefined => {
  try {
    return text === null ? undefined : (JSON.parse(text) as T)
  } catch {
    return undefined
  }
}

let terminal: Terminal = {
  deviceToken: localStorage.getItem(deviceKey) ?? undefined,
  signed: readJson<Signed>(sessionStorage.getItem(sessionKey)),
  waiting: readJson<Event[]>(localStorage.getItem(queueKey)) ?? [],
  online: true,
}
const listeners = new Set<() => void>()
const become = (change: Partial<Terminal>) => {
  terminal = { ...terminal, ...change }
  for (const heard of listeners) heard()
}

export const useTerminal = (): Terminal =>
  useSyncExternalStore(
    (heard) => {
      listeners.add(heard)
      return () => listeners.delete(heard)
    },
    () => terminal,
  )

const headersOf = (token: string | undefined): Record<string, string> =>
  token === undefined ? {} : { authorization: `Floor ${token}` }

/** The API as whoever is signed in at this terminal. */
export const floorApi = clientWith(() => headersOf(terminal.signed?.token))
export const kiosk = createTanstackQueryUtils(floorApi, { path: ['kiosk'] })

export function keepDevice(token: string | undefined): void {
  if (token === undefined) localStorage.removeItem(deviceKey)
  else localStorage.setItem(deviceKey, token)
  become({ deviceToken: token })
}

export function keepSigned(signed: Signed | undefined): void {
  if (signed === undefined) sessionStorage.removeItem(sessionKey)
  else sessionStorage.setItem(sessionKey, JSON.stringify(signed))
  queryClient.removeQueries({ queryKey: kiosk.key() })
  become({ signed })
}

export async function leave(): Promise<void> {
  await floorApi.terminals.signOut({}).catch(() => undefined)
  keepSigned(undefined)
}

const keepWaiting = (waiting: readonly Event[]) => {
  localStorage.setItem(queueKey, JSON.stringify(waiting))
  become({ waiting })
}

/** No status: the server could not be reached at all. */
const unreachable = (error: unknown): boolean => statusOf(error) === undefined

const send = (event: Event): Promise<unknown> => {
  const as = clientWith(() => headersOf(event.token))
  const call = as.floor[event.name] as (
    input: unknown,
    options: { context: { idempotencyKey: string } },
  ) => Promise<unknown>
  return call(event.input, { context: { idempotencyKey: event.key } })
}

/**
 * Does an act of the person signed in. When the server cannot be reached it is kept with its key and its time and sent
 * later, in order; resolves to undefined then.
 */
export async function perform<T>(name: Event['name'], input: Record<string, unknown>): Promise<T | undefined> {
  const { signed } = terminal
  if (!signed) return undefined
  const event: Event = { key: crypto.randomUUID(), name, input, token: signed.token, who: signed.employee }
  if (terminal.waiting.length === 0)
    try {
      const answer = (await send(event)) as T
      become({ online: true })
      return answer
    } catch (error) {
      if (!unreachable(error)) throw error
    }
  become({ online: false })
  keepWaiting([...terminal.waiting, { ...event, input: { ...input, at: new Date().toISOString() } }])
  return undefined
}

let sending = false
/** Sends what was kept, oldest first. `refused` hears of what the server will not take any more. */
export async function sendWaiting(refused: (error: unknown, who: string) => void): Promise<void> {
  if (sending) return
  sending = true
  try {
    for (let next = terminal.waiting[0]; next; next = terminal.waiting[0]) {
      try {
        await send(next)
      } catch (error) {
        if (unreachable(error) || (statusOf(error) ?? 500) >= 500) return
        refused(error, next.who)
      }
      keepWaiting(terminal.waiting.slice(1))
    }
    if (!terminal.online) {
      become({ online: true })
      await queryClient.invalidateQueries()
    }
  } finally {
    sending = false
  }
}

/** A drawing is shown to who is signed in, so it is fetched with the session and not linked to. */
export async function fileUrl(hash: string): Promise<string> {
  const answer = await fetch(`/api/files/${hash}`, { headers: headersOf(terminal.signed?.token) })
  if (!answer.ok) throw new Error(`${answer.status}`)
  return URL.createObjectURL(await answer.blob())
}
