import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import { StartError } from '../core/startError.ts'
import { stopSignal } from '../core/stopSignals.ts'
import { faults } from '../engines/scheduling/check.ts'
import type { JobShop } from '../engines/scheduling/jobShop.ts'
import { answerOf, problemOf } from '../engines/scheduling/jobShopProblem.ts'
import type { Sequence } from '../engines/scheduling/jobShopState.ts'
import { readShopFile, ShopFileError } from '../engines/scheduling/shopFile.ts'
import { taillard } from '../engines/scheduling/taillard.ts'
import type { SearchNote } from './benchWorker.ts'
import { cannotRead } from './readFile.ts'

export type BenchOptions = { seconds: number; seed: number; bounds?: string | undefined; json: boolean }

type Instance = { name: string; bestKnown: number | null; shop: JobShop }
type Result = {
  name: string
  makespan: number
  cpuSeconds: number
  bestKnown: number | null
  /** The independent checker found no fault. */
  checked: boolean
  /** The makespan equals a lower bound. */
  proven: boolean
}

const Bounds = z.array(z.object({ name: z.string(), ub: z.number() }))
type Bounds = z.infer<typeof Bounds>

/** Solves the instances one after another and prints them; exit code 0 when all passed the checker, 130 when interrupted. */
export async function benchSchedule(files: readonly string[], options: BenchOptions): Promise<number> {
  const bounds = options.bounds === undefined ? [] : readBounds(options.bounds)
  // All are read before the first is solved: a fault in the last should not cost the time of the others.
  const instances = files.map((file) => instanceOf(file, bounds))
  const results: Result[] = []
  let interrupted = false
  const stopped = stopSignal().then(() => {
    interrupted = true
  })
  for (const instance of instances) {
    if (interrupted) break
    const result = await solve(instance, options, stopped)
    if (result === null) continue
    results.push(result)
    if (!options.json) console.log(row(result))
  }
  if (options.json) console.log(JSON.stringify(results, null, 2))
  else summarize(results)
  return interrupted ? 130 : results.every((r) => r.checked) ? 0 : 1
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw cannotRead(file, error)
  }
}

function readBounds(file: string): Bounds {
  const text = readText(file)
  try {
    return Bounds.parse(JSON.parse(text))
  } catch {
    throw new StartError(`${file} is not a JSON list of { "name", "ub" }.`)
  }
}

function instanceOf(file: string, bounds: Bounds): Instance {
  const shop = existsSync(file) ? shopOf(file) : (madeShop(file) ?? shopOf(file))
  const name = basename(file).replace(/\.[a-z]+$/i, '')
  // Some collections add letters to the names, and the edata files are known apart from their classical namesakes.
  const names = /edata/i.test(file) ? [`${name}_edata`] : [name, name.replace(/js$/, '')]
  const known = bounds.find((b) => names.includes(b.name))
  return { name: known?.name ?? name, bestKnown: known?.ub ?? null, shop }
}

function madeShop(name: string): JobShop | null {
  const number = Number(/^ta(\d\d)$/.exec(name)?.[1] ?? 0)
  return number >= 1 && number <= 80 ? taillard(number) : null
}

function shopOf(file: string): JobShop {
  try {
    return readShopFile(readText(file))
  } catch (error) {
    if (error instanceof ShopFileError) throw new StartError(`${file}: ${error.message}`)
    throw error
  }
}

const cpuSeconds = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** Searches in a thread, so that a signal is heard meanwhile. Null when it is stopped before it has any schedule. */
async function solve(instance: Instance, options: BenchOptions, stopped: Promise<void>): Promise<Result | null> {
  const { name, bestKnown, shop } = instance
  const begun = cpuSeconds()
  const { seconds, seed } = options
  const worker = new Worker(new URL('./benchWorker.ts', import.meta.url), { workerData: { shop, seconds, seed } })
  let best: { makespan: number; sequence: Sequence } | null = null
  let proven = false
  const searched = new Promise<void>((resolve, reject) => {
    worker.once('error', reject)
    worker.on('message', (note: SearchNote) => {
      if (note.kind === 'better') best = note
      else {
        proven = note.proven
        resolve()
      }
    })
  })
  try {
    await Promise.race([searched, stopped])
  } finally {
    await worker.terminate()
  }
  const spent = Math.round((cpuSeconds() - begun) * 100) / 100
  return best === null ? null : judged(best, { name, cpuSeconds: spent, bestKnown, proven }, shop)
}

function judged(
  { makespan, sequence }: { makespan: number; sequence: Sequence },
  about: Pick<Result, 'name' | 'cpuSeconds' | 'bestKnown' | 'proven'>,
  shop: JobShop,
): Result {
  const problem = problemOf(shop)
  const answer = answerOf(problem, sequence)
  return { ...about, makespan, checked: faults(problem, answer).length === 0 && answer.makespanEnd === makespan }
}

const gapOf = (r: Result) => (r.bestKnown === null ? null : 100 * (r.makespan / r.bestKnown - 1))

function row(r: Result): string {
  const gap = gapOf(r)
  return [
    r.name.padEnd(14),
    String(r.makespan).padStart(7),
    `${r.cpuSeconds.toFixed(1)} s`.padStart(8),
    r.checked ? 'checked' : 'FAULTY ',
    r.proven ? 'optimal' : '       ',
    gap === null ? '' : `best known ${r.bestKnown}, ${gap.toFixed(2)} % above`,
  ]
    .join('  ')
    .trimEnd()
}

function summarize(results: readonly Result[]): void {
  const gaps = results.flatMap((r) => gapOf(r) ?? [])
  if (gaps.length < 2) return
  const mean = gaps.reduce((a, b) => a + b, 0) / gaps.length
  console.log(`Mean gap ${mean.toFixed(3)} % over ${gaps.length} instances.`)
}
