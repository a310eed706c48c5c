import { Worker } from 'node:worker_threads'
import { Refused } from '../core/refusal.ts'
import type { FromWorker, PlanAnswer, PlanQuestion, ToWorker } from './planWork.model.ts'

/**
 * Plans are made in two threads: one answers the short questions (a drag, a promise, a plan anew), the other searches for better plans, so
 * that no search keeps a planner waiting. A thread is started when it is first needed and keeps no process alive. Every question is answered
 * or fails: when its thread dies, when it is given up, and when it takes too long.
 */
export type AskOptions = {
  signal?: AbortSignal
  progress?: (better: number, cost: number) => void
  /** The thread is ended after so long, with all that it was asked. Default: two minutes behind the time that a search may take. */
  limitMilliseconds?: number
}

type Waiting = {
  resolve: (answer: PlanAnswer) => void
  reject: (error: Error) => void
  progress?: AskOptions['progress']
  /** Leaves nothing behind: no timer, no listener. */
  forget: () => void
}
type Thread = { worker: Worker; waiting: Map<number, Waiting> }

const threads = new Map<'short' | 'long', Thread>()
let next = 1

/** Takes a question out of the thread's hands; a thread without questions keeps no process alive. */
function taken(thread: Thread, id: number): Waiting | undefined {
  const asked = thread.waiting.get(id)
  thread.waiting.delete(id)
  asked?.forget()
  if (thread.waiting.size === 0) thread.worker.unref()
  return asked
}

function start(name: 'short' | 'long'): Thread {
  const worker = new Worker(new URL('./planWorker.ts', import.meta.url))
  const thread: Thread = { worker, waiting: new Map() }
  worker.unref()
  worker.on('message', (message: FromWorker) => {
    if (message.kind === 'progress') return thread.waiting.get(message.id)?.progress?.(message.better, message.cost)
    const asked = taken(thread, message.id)
    if (message.kind === 'done') asked?.resolve(message.answer)
    else asked?.reject(new Error(message.message))
  })
  // A thread that dies fails what it was asked; the next question starts another.
  const gone = (error: Error) => {
    if (threads.get(name) === thread) threads.delete(name)
    for (const id of [...thread.waiting.keys()]) taken(thread, id)?.reject(error)
  }
  worker.on('error', gone)
  worker.on('messageerror', gone)
  worker.on('exit', () => gone(new Error('The planning thread ended.')))
  threads.set(name, thread)
  return thread
}

/** Who gave it up hears no answer; it is nobody's fault. */
const givenUp = () => new Refused([{ code: 'plan.given-up', message: 'The question was given up.' }])

const usualLimit = (question: PlanQuestion): number =>
  120_000 + (question.kind === 'improve' ? question.milliseconds : 0)

/** Asks a thread. A search that is given up answers with the best it has; any other question fails at once. */
function ask(question: PlanQuestion, { signal, progress, limitMilliseconds }: AskOptions): Promise<PlanAnswer> {
  const name = question.kind === 'improve' ? 'long' : 'short'
  if (signal?.aborted && name === 'short') return Promise.reject(givenUp())
  const thread = threads.get(name) ?? start(name)
  const stop = new SharedArrayBuffer(4)
  const id = next++
  return new Promise((resolve, reject) => {
    const end = () => {
      Atomics.store(new Int32Array(stop), 0, 1)
      if (name === 'short') taken(thread, id)?.reject(givenUp())
    }
    const timer = setTimeout(() => {
      taken(thread, id)?.reject(new Error('The plan took too long to make.'))
      void thread.worker.terminate()
    }, limitMilliseconds ?? usualLimit(question))
    timer.unref()
    const forget = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
    }
    thread.waiting.set(id, { resolve, reject, progress, forget })
    thread.worker.ref()
    signal?.addEventListener('abort', end, { once: true })
    if (signal?.aborted) end()
    try {
      thread.worker.postMessage({ id, question, stop } satisfies ToWorker)
    } catch (error) {
      taken(thread, id)?.reject(error as Error)
    }
  })
}

/** How many questions wait for an answer. */
export const questionsWaiting = (): number =>
  [...threads.values()].reduce((sum, thread) => sum + thread.waiting.size, 0)

export async function askSolved(question: Exclude<PlanQuestion, { kind: 'fit' }>, options: AskOptions = {}) {
  const answer = await ask(question, options)
  if (answer.kind !== 'solved') throw new Error('The planning thread answered another question.')
  return answer.solved
}

export async function askFitted(question: Extract<PlanQuestion, { kind: 'fit' }>, options: AskOptions = {}) {
  const answer = await ask(question, options)
  if (answer.kind !== 'fitted') throw new Error('The planning thread answered another question.')
  return answer.fitted
}
