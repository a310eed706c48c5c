import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { useSyncExternalStore } from 'react'
import { clientWith, queryClient } from '../../web/api.ts'
import { reasonsOf } from '../../web/fault.ts'
import { randomKey } from '../../web/randomKey.ts'
import type { OperatorSession } from '../device.contract.ts'
import { type Act, mostFailures, outcomeOf, renewed, sendAll } from './waiting.ts'

/** What this device keeps: its own token, for good, and who is signed in, until the window closes. */
const deviceKey = 'fettle.terminal'
const sessionKey = 'fettle.operator'
const queueKey = 'fettle.queue'
const notTakenKey = 'fettle.notTaken'

export type Signed = Pick<OperatorSession, 'token' | 'employeeId' | 'employee'>
type Terminal = {
  deviceToken: string | undefined
  signed: Signed | undefined
  waiting: readonly Act[]
  /** Acts that the server refused when it heard of them later, until somebody has read why. */
  notTaken: readonly NotTaken[]
  online: boolean
}
/** `failed`: the server failed at it and may yet take it; else it was refused for good. */
export type NotTaken = { act: Act; why: string; failed?: boolean }

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
  waiting: readJson<Act[]>(localStorage.getItem(queueKey)) ?? [],
  notTaken: readJson<NotTaken[]>(localStorage.getItem(notTakenKey)) ?? [],
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
  else {
    sessionStorage.setItem(sessionKey, JSON.stringify(signed))
    keepWaiting(renewed(terminal.waiting, signed))
    keepNotTaken(terminal.notTaken.map((n) => ({ ...n, act: renewed([n.act], signed)[0] ?? n.act })))
  }
  // What one person saw is not kept for the next; what the terminal itself shows is, also without a line.
  queryClient.removeQueries({ queryKey: kiosk.floor.key() })
  become({ signed })
}

export async function leave(): Promise<void> {
  const waits = terminal.waiting.some((a) => a.employeeId === terminal.signed?.employeeId)
  // What was done in this session is told in its name as soon as the line is back, so it is not ended before.
  if (!waits) await floorApi.terminals.signOut({}).catch(() => undefined)
  keepSigned(undefined)
}

const keepWaiting = (waiting: readonly Act[]) => {
  localStorage.setItem(queueKey, JSON.stringify(waiting))
  become({ waiting })
}

export const keepNotTaken = (notTaken: readonly NotTaken[]) => {
  localStorage.setItem(notTakenKey, JSON.stringify(notTaken))
  become({ notTaken })
}

/** On a line that is neither up nor down nobody stands and waits: after so long the act is kept instead. */
const patienceMs = 8_000

const send = (act: Act): Promise<unknown> => {
  const as = clientWith(() => headersOf(act.token))
  const call = as.floor[act.name] as (
    input: unknown,
    options: { context: { idempotencyKey: string } },
  ) => Promise<unknown>
  return Promise.race([
    call(act.input, { context: { idempotencyKey: act.key } }),
    new Promise((_, give) => setTimeout(() => give(new Error('The server does not answer.')), patienceMs)),
  ])
}

/**
 * Does an act of the person signed in. When the server cannot be reached it is kept with its key and its time and sent
 * later, in order; resolves to undefined then.
 */
export async function perform<T>(
  name: Act['name'],
  input: Record<string, unknown>,
  about: string,
): Promise<T | undefined> {
  const { signed } = terminal
  if (!signed) return undefined
  const { token, employeeId, employee: who } = signed
  const act: Act = { key: randomKey(), name, input, token, employeeId, who, about }
  const at = new Date().toISOString()
  if (terminal.waiting.length === 0)
    try {
      const answer = (await send(act)) as T
      become({ online: true })
      return answer
    } catch (error) {
      if (outcomeOf(error) !== 'again' && outcomeOf(error) !== 'failed') throw error
    }
  become({ online: false })
  keepWaiting([...terminal.waiting, { ...act, input: { ...input, at } }])
  return undefined
}

/** An act that was set aside goes first once more, with the key and the time that it had. */
export function tryAgain(key: string): void {
  const found = terminal.notTaken.find((n) => n.act.key === key)
  if (!found) return
  keepNotTaken(terminal.notTaken.filter((n) => n.act.key !== key))
  keepWaiting([{ ...found.act, failures: mostFailures - 1 }, ...terminal.waiting])
  void sendWaiting()
}

export const discard = (key: string): void => keepNotTaken(terminal.notTaken.filter((n) => n.act.key !== key))

let sending = false
/** Sends what was kept. What the server will not take any more is shown until somebody has read it. */
export async function sendWaiting(): Promise<void> {
  if (sending || terminal.waiting.length === 0) return
  sending = true
  const before = terminal.waiting.length
  try {
    const there = await sendAll({
      waiting: () => terminal.waiting,
      drop: (key) => keepWaiting(terminal.waiting.filter((a) => a.key !== key)),
      send,
      refused: (error, act) => keepNotTaken([...terminal.notTaken, { act, why: reasonsOf(error).join(' ') }]),
      failed: (key, failures) => keepWaiting(terminal.waiting.map((a) => (a.key === key ? { ...a, failures } : a))),
      healthy: () =>
        floorApi.terminals.terminal({ deviceToken: terminal.deviceToken ?? '' }).then(
          () => true,
          () => false,
        ),
      setAside: (error, act) =>
        keepNotTaken([...terminal.notTaken, { act, why: reasonsOf(error).join(' '), failed: true }]),
    })
    if (there !== terminal.online || terminal.waiting.length < before) {
      become({ online: there })
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
