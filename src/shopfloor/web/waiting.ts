import { faultOf } from '../../web/fault.ts'

/** An act of somebody at this terminal. Its key makes the server do it once, however often it is sent. */
export type Act = {
  key: string
  name: 'clockOn' | 'clockOff' | 'report' | 'issue'
  /** `at` is when it was done, once it had to wait. */
  input: { at?: string } & Record<string, unknown>
  token: string
  employeeId: number
  who: string
  /** What it was done to, for the list of what waits. */
  about: string
  /** How often the server has failed at it. */
  failures?: number
}

/**
 * What to do with an act after a try. `again`: the server was not reached or is in trouble, so this one and those after it
 * wait. `failed`: the server answered that it failed; it may be in trouble, or this very act may be. `signIn`: the session is
 * over, so it waits until the same person signs in here again.
 */
export type Outcome = 'sent' | 'again' | 'failed' | 'signIn' | 'refused'

/** So often an act may fail before it stands in nobody's way any more. */
export const mostFailures = 5

/** PostgreSQL ended a transaction that stood in another's way: nothing is wrong with the act. */
const waitedInCircle = new Set(['database.40001', 'database.40P01'])

/** A key that was used already was used by this very act: an earlier try arrived, and its answer was lost. */
export function outcomeOf(error: unknown): Outcome {
  const { status, refusals } = faultOf(error)
  if (status === 500) return 'failed'
  if (status === undefined || status > 500 || status === 429) return 'again'
  if (status === 401) return 'signIn'
  if (refusals.some((r) => waitedInCircle.has(r.code))) return 'again'
  return refusals.some((r) => r.code === 'request.key-reused') ? 'sent' : 'refused'
}

export type Queue = {
  waiting: () => readonly Act[]
  drop: (key: string) => void
  send: (act: Act) => Promise<unknown>
  refused: (error: unknown, act: Act) => void
  /** Keeps how often the server has failed at an act. */
  failed: (key: string, failures: number) => void
  /** Whether the server is well otherwise. */
  healthy: () => Promise<boolean>
  setAside: (error: unknown, act: Act) => void
}

/**
 * An act that the server fails at again and again, although it is well, would hold up all others for ever: it is set aside
 * for somebody to try it again or to discard it.
 */
async function passes(queue: Queue, error: unknown, act: Act): Promise<boolean> {
  const failures = (act.failures ?? 0) + 1
  queue.failed(act.key, failures)
  if (failures < mostFailures || !(await queue.healthy())) return false
  queue.drop(act.key)
  queue.setAside(error, act)
  return true
}

/** Sends what waits, oldest first, each person's acts in their order. True when the server was there to the end. */
export async function sendAll(queue: Queue): Promise<boolean> {
  const signedOut = new Set<number>()
  for (;;) {
    const act = queue.waiting().find((a) => !signedOut.has(a.employeeId))
    if (!act) return true
    try {
      await queue.send(act)
      queue.drop(act.key)
    } catch (error) {
      const outcome = outcomeOf(error)
      if (outcome === 'again') return false
      if (outcome === 'failed') {
        if (await passes(queue, error, act)) continue
        return false
      }
      if (outcome === 'signIn') signedOut.add(act.employeeId)
      else queue.drop(act.key)
      if (outcome === 'refused') queue.refused(error, act)
    }
  }
}

/** Whoever signs in again lends the new session to what was kept of the old one. */
export const renewed = (acts: readonly Act[], signed: { employeeId: number; token: string }): Act[] =>
  acts.map((a) => (a.employeeId === signed.employeeId ? { ...a, token: signed.token } : a))

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0)

/** Pieces of one operation that wait to be told. */
export function waitingPieces(acts: readonly Act[], operationId: number) {
  const reports = acts.filter((a) => a.name === 'report' && a.input['operationId'] === operationId)
  const total = (kind: string) => reports.reduce((sum, a) => sum + numberOf(a.input[kind]), 0)
  return { good: total('good'), scrap: total('scrap'), rework: total('rework') }
}

/** What of one material line waits to be told as issued. */
export const waitingIssue = (acts: readonly Act[], materialId: number): number =>
  acts
    .filter((a) => a.name === 'issue' && a.input['materialId'] === materialId)
    .reduce((sum, a) => sum + numberOf(a.input['quantity']), 0)

/** What the kept acts of a person say last about one clock: started, stopped, or nothing. */
export function waitingClock(
  acts: readonly Act[],
  employeeId: number,
  operationId: number,
): { activity: string; at: string } | 'stopped' | undefined {
  let last: { activity: string; at: string } | 'stopped' | undefined
  for (const a of acts) {
    if (a.employeeId !== employeeId) continue
    const here = a.input['operationId'] === operationId
    if (a.name === 'clockOn' && here) last = { activity: String(a.input['activity']), at: a.input.at ?? '' }
    if (a.name === 'clockOff' && (here || a.input['operationId'] === undefined)) last = 'stopped'
  }
  return last
}
