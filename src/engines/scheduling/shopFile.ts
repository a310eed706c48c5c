import { type JobShop, jobShop, type Way } from './jobShop.ts'

/**
 * Reads the standard text format: a line with the numbers of jobs and machines, then per job its operations as pairs of machine and minutes. Lines of words or
 * starting with # before it are comments. Machines are numbered from 0. Throws an Error that names the line at fault.
 */
export function readJobShop(text: string): JobShop {
  const rows = numberRows(text)
  const [jobs, machines] = rows[0] ?? []
  if (!jobs || !machines) throw new Error('The file has no line with the numbers of jobs and machines.')
  const routes = rows.slice(1, jobs + 1).map((row, j) => {
    if (row.length % 2 !== 0 || row.length === 0)
      throw new Error(`Job ${j + 1} does not list pairs of machine and minutes.`)
    return Array.from({ length: row.length / 2 }, (_, k) => [step(row[2 * k]!, row[2 * k + 1]!, machines, j)])
  })
  if (routes.length < jobs) throw new Error(`The file lists ${routes.length} of ${jobs} jobs.`)
  return jobShop(machines, routes)
}

/** Reads the flexible format: per job the number of operations, then for each the number of its machines and pairs of machine, counted from 1, and minutes. */
export function readFlexibleJobShop(text: string): JobShop {
  const [first, ...rows] = numberRows(text)
  const [jobs, machines] = first ?? []
  if (!jobs || !machines) throw new Error('The file has no line with the numbers of jobs and machines.')
  const numbers = rows.flat()
  let at = 0
  const take = (what: string): number => {
    if (at >= numbers.length) throw new Error(`The file ends where ${what} is expected.`)
    return numbers[at++]!
  }
  const routes = Array.from({ length: jobs }, (_, j) =>
    Array.from({ length: take(`the number of operations of job ${j + 1}`) }, () =>
      Array.from({ length: take(`a number of machines of job ${j + 1}`) }, () =>
        step(take(`a machine of job ${j + 1}`) - 1, take(`a time of job ${j + 1}`), machines, j),
      ),
    ),
  )
  return jobShop(machines, routes)
}

function step(machine: number, minutes: number, machines: number, j: number): Way {
  if (!(Number.isInteger(machine) && machine >= 0 && machine < machines))
    throw new Error(`Job ${j + 1} names the machine at place ${machine}, counted from 0, of ${machines}.`)
  if (!(Number.isInteger(minutes) && minutes >= 0))
    throw new Error(`Job ${j + 1} has ${minutes} minutes on machine ${machine}.`)
  return { machine, minutes }
}

/** Reads either format. A file whose every job row holds just one pair for each machine is a classical job shop. */
export function readShopFile(text: string): JobShop {
  const [first, ...rows] = numberRows(text)
  const [jobs, machines] = first ?? []
  if (!jobs || !machines) throw new Error('The file has no line with the numbers of jobs and machines.')
  const classical = rows.length >= jobs && rows.slice(0, jobs).every((row) => row.length === 2 * machines)
  return classical ? readJobShop(text) : readFlexibleJobShop(text)
}

/** The file's rows of numbers, in order. */
export function numberRows(text: string): number[][] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => /^[\d.\s+-]+$/.test(line) && line !== '')
    .map((line) => line.split(/\s+/).map(Number))
}
