import { Worker } from 'node:worker_threads'
import type { FromWorker, PlanAnswer, PlanQuestion, ToWorker } from './planWork.model.ts'

/**
 * Plans are made in two threads: one answers the short questions (a drag, a promise, a plan anew), the other searches for better plans, so
 * that no search keeps a planner waiting. A thread is started when it is first needed and keeps no process alive.
 */
export type AskOptions = {
  signal?: AbortSignal
  progress?: (better: number, cost: number) => void
}

type Waiting = {
  resolve: (answer: PlanAnswer) => void
  reject: (error: Error) => void
  progress?: AskOptions['progress']
}
type Thread = { worker: Worker; waiting: Map<number, Waiting> }

const threads = new Map<'short' | 'long', Thread>()
let next = 1

function start(name: 'short' | 'long'): Thread {
  const worker = new Worker(new URL('./planWorker.ts', import.meta.url))
  const thread: Thread = { worker, waiting: new Map() }
  worker.unref()
  worker.on('message', (message: FromWorker) => {
    const asked = thread.waiting.get(message.id)
    if (message.kind === 'progress') return asked?.progress?.(message.better, message.cost)
    thread.waiting.delete(message.id)
    if (thread.waiting.size === 0) worker.unref()
    if (message.kind === 'done') asked?.resolve(message.answer)
    else asked?.reject(new Error(message.message))
  })
  // A thread that dies fails what it was asked; the next question starts another.
  const gone = (error: Error) => {
    if (threads.get(name) === thread) threads.delete(name)
    for (const asked of thread.waiting.values()) asked.reject(error)
    thread.waiting.clear()
  }
  worker.on('error', gone)
  worker.on('exit', () => gone(new Error('The planning thread ended.')))
  threads.set(name, thread)
  return thread
}

/** Asks a thread. A search that is aborted answers with the best it has; its thread stays. */
function ask(question: PlanQuestion, { signal, progress }: AskOptions): Promise<PlanAnswer> {
  const name = question.kind === 'improve' ? 'long' : 'short'
  const thread = threads.get(name) ?? start(name)
  const stop = new SharedArrayBuffer(4)
  const id = next++
  return new Promise((resolve, reject) => {
    thread.waiting.set(id, { resolve, reject, progress })
    thread.worker.ref()
    const end = () => Atomics.store(new Int32Array(stop), 0, 1)
    if (signal?.aborted) end()
    signal?.addEventListener('abort', end, { once: true })
    thread.worker.postMessage({ id, question, stop } satisfies ToWorker)
  })
}

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
