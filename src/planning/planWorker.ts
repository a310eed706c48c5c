import { parentPort } from 'node:worker_threads'
import { solve } from './planSolve.rules.ts'
import type { FromWorker, ToWorker } from './planWork.model.ts'

/** The thread in which plans are made, so that the server goes on answering meanwhile. It knows nothing but plain data. */
const port = parentPort
if (port === null) throw new Error('This file runs as a worker thread.')
const say = (message: FromWorker) => port.postMessage(message)

port.on('message', ({ id, question, stop }: ToWorker) => {
  const flag = new Int32Array(stop)
  const until = question.kind === 'improve' ? performance.now() + question.milliseconds : Number.POSITIVE_INFINITY
  // Nobody waits for it any more.
  if (question.kind !== 'improve' && Atomics.load(flag, 0) === 1) return
  try {
    const answer = solve(question, {
      stop: () => Atomics.load(flag, 0) === 1 || performance.now() > until,
      better: (better, cost) => say({ id, kind: 'progress', better, cost }),
    })
    say({ id, kind: 'done', answer })
  } catch (error) {
    say({ id, kind: 'failed', message: error instanceof Error ? error.message : String(error) })
  }
})
