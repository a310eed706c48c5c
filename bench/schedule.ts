/**
 * Solves job shop files: node bench/schedule.ts FILE|ta01…ta80… [--seconds S] [--seed N] [--bounds FILE] [--json]
 *
 * Reads the standard text formats, classical and flexible; ta01 … ta80 are made from their published seeds. Prints per instance its name, makespan, CPU seconds, the best known value where
 * --bounds (a JSON list of { name, ub }) has one, and whether the independent checker passed. Interrupted, it prints the best so far.
 */
import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { faults } from '../src/engines/scheduling/check.ts'
import { answerOf, problemOf } from '../src/engines/scheduling/jobShopProblem.ts'
import type { Sequence } from '../src/engines/scheduling/jobShopState.ts'
import { readShopFile } from '../src/engines/scheduling/shopFile.ts'
import { taillard } from './scheduleTaillard.ts'
import type { SearchNote } from './scheduleWorker.ts'

type Line = {
  name: string
  makespan: number
  cpuSeconds: number
  bestKnown: number | null
  checked: boolean
  proven: boolean
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    bounds: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})
const seconds = Number(values.seconds)
const seed = Number(values.seed)
if (positionals.length === 0 || !(seconds > 0) || !Number.isInteger(seed)) {
  console.error('Usage: node bench/schedule.ts FILE|ta01…ta80… [--seconds S] [--seed N] [--bounds FILE] [--json]')
  process.exit(2)
}
const bounds: { name: string; ub: number }[] = values.bounds ? JSON.parse(readFileSync(values.bounds, 'utf8')) : []
const lines: Line[] = []
let finishNow: () => void = () => process.exit(130)
let interrupted = false
process.on('SIGINT', () => {
  interrupted = true
  finishNow()
})

for (const file of positionals) {
  if (interrupted) break
  const line = await solve(file)
  if (line === null) continue
  lines.push(line)
  if (!values.json) console.log(row(line))
}
if (values.json) console.log(JSON.stringify(lines, null, 2))
else summarize()
process.exit(interrupted ? 130 : lines.every((l) => l.checked) ? 0 : 1)

function cpuNow(): number {
  const used = process.cpuUsage()
  return (used.user + used.system) / 1e6
}

/** Known under the file's own name, without the letters that some collections add. */
function bestKnown(file: string): { name: string; ub: number | null } {
  const name = basename(file).replace(/\.[a-z]+$/i, '')
  const flexible = /edata/i.test(file)
  const names = flexible ? [`${name}_edata`] : [name, name.replace(/js$/, '')]
  const known = bounds.find((b) => names.includes(b.name))
  return { name: known?.name ?? name, ub: known?.ub ?? null }
}

function solve(file: string): Promise<Line | null> {
  const made = /^ta(\d\d)$/.exec(file)
  const shop = made && !existsSync(file) ? taillard(Number(made[1])) : readShopFile(readFileSync(file, 'utf8'))
  const problem = problemOf(shop)
  const { name, ub } = bestKnown(file)
  const begun = cpuNow()
  const worker = new Worker(new URL('./scheduleWorker.ts', import.meta.url), { workerData: { shop, seconds, seed } })
  return new Promise((resolve, reject) => {
    let best: { makespan: number; sequence: Sequence } | null = null
    let proven = false
    const finish = () => {
      const cpuSeconds = cpuNow() - begun
      void worker.terminate()
      if (best === null) return resolve(null)
      const answer = answerOf(problem, best.sequence)
      const checked = faults(problem, answer).length === 0 && answer.makespanEnd === best.makespan
      resolve({ name, makespan: best.makespan, cpuSeconds, bestKnown: ub, checked, proven })
    }
    finishNow = finish
    worker.on('error', reject)
    worker.on('message', (note: SearchNote) => {
      if (note.kind === 'better') best = note
      else {
        proven = note.proven
        finish()
      }
    })
  })
}

function row(l: Line): string {
  const gap = l.bestKnown === null ? '' : `${l.bestKnown}  ${(100 * (l.makespan / l.bestKnown - 1)).toFixed(2)} %`
  return `${l.name.padEnd(14)} ${String(l.makespan).padStart(7)}  ${l.cpuSeconds.toFixed(1).padStart(6)} s  ${l.checked ? 'checked' : 'FAULTY '}  ${l.proven ? 'optimal' : '       '}  ${gap}`
}

function summarize(): void {
  const gaps = lines.flatMap((l) => (l.bestKnown === null ? [] : [100 * (l.makespan / l.bestKnown - 1)]))
  if (gaps.length > 0)
    console.log(
      `mean gap ${(gaps.reduce((a, b) => a + b, 0) / gaps.length).toFixed(3)} % over ${gaps.length} instances`,
    )
}
