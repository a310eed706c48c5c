import { jobShop, type JobShop } from './jobShop.ts'

/**
 * Reads the standard text format: a line with the numbers of jobs and machines, then per job its operations as pairs of machine and minutes. Lines of words or
 * starting with # before it are comments. Machines are numbered from 0. Throws an Error that names the line at fault.
 */
export function readJobShop(text: string): JobShop {
  const rows = numberRows(text)
  const [jobs, machines] = rows[0] ?? []
  if (!jobs || !machines) throw new Error('The file has no line with the numbers of jobs and machines.')
  const routes = rows.slice(1, jobs + 1).map((row, j) => {
    if (row.length % 2 !== 0 || row.length === 0) throw new Error(`Job ${j + 1} does not list pairs of machine and minutes.`)
    return Array.from({ length: row.length / 2 }, (_, k) => step(row[2 * k]!, row[2 * k + 1]!, machines, j))
  })
  if (routes.length < jobs) throw new Error(`The file lists ${routes.length} of ${jobs} jobs.`)
  return jobShop(machines, routes)
}

function step(machine: number, minutes: number, machines: number, j: number): { machine: number; minutes: number } {
  if (!(Number.isInteger(machine) && machine >= 0 && machine < machines)) throw new Error(`Job ${j + 1} names machine ${machine} of ${machines}.`)
  if (!(Number.isInteger(minutes) && minutes >= 0)) throw new Error(`Job ${j + 1} has ${minutes} minutes on machine ${machine}.`)
  return { machine, minutes }
}

/** The file's rows of numbers, in order. */
export function numberRows(text: string): number[][] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => /^[\d.\s+-]+$/.test(line) && line !== '')
    .map((line) => line.split(/\s+/).map(Number))
}
