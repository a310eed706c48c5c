import { parentPort, workerData } from 'node:worker_threads'
import type { JobShop } from '../engines/scheduling/jobShop.ts'
import { searchJobShop } from '../engines/scheduling/jobShopSearch.ts'
import type { Sequence } from '../engines/scheduling/jobShopState.ts'

export type SearchNote = { kind: 'better'; makespan: number; sequence: Sequence } | { kind: 'done'; proven: boolean }

const { shop, seconds, seed }: { shop: JobShop; seconds: number; seed: number } = workerData
const tell = (note: SearchNote) => parentPort!.postMessage(note)
const used = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}
// CPU seconds of the whole process, which does nothing else meanwhile: wall time would depend on the machine's other work.
const begun = used()
const answer = searchJobShop(shop, {
  seed,
  stop: () => used() - begun >= seconds,
  spent: () => Math.min(1, (used() - begun) / seconds),
  better: (makespan, sequence) => tell({ kind: 'better', makespan, sequence }),
})
tell({ kind: 'done', proven: answer.proven })
