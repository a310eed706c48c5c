import { type JobShop, jobShop, type Way } from './jobShop.ts'

/** What is wrong with a file, in one sentence that names the line (counted from 1) where there is one. */
export class ShopFileError extends Error {}

/** A line of numbers and where it stands in the file. */
type Row = { line: number; numbers: readonly number[] }

/**
 * Reads the standard text formats. Both begin with a line that tells the numbers of jobs and machines; lines of words before it, and what follows a #, are comments.
 *
 * Classical: one line per job, its operations as pairs of machine, counted from 0, and minutes. Flexible: per job the number of its operations, then for each the number of its machines
 * and as many pairs of machine, counted from 1, and minutes. A file whose every job line holds one pair for each machine is read as classical, unless its first line has a third
 * number, the mean number of machines of an operation.
 */
export function readShopFile(text: string): JobShop {
  const [first, ...rows] = numberRows(text)
  const [jobs, machines] = first?.numbers ?? []
  if (first === undefined || jobs === undefined || machines === undefined || !isCount(jobs) || !isCount(machines))
    throw new ShopFileError(`${at(first)} does not tell the numbers of jobs and machines.`)
  const listed = rows.slice(0, jobs)
  const paired = listed.filter((row) => row.numbers.length === 2 * machines).length
  const flexible = first.numbers.length === 3
  if (paired === jobs && !flexible) return jobShop(machines, classicalRoutes(listed, machines))
  try {
    return jobShop(machines, flexibleRoutes(rows, jobs, machines))
  } catch (error) {
    // Mostly pairs: the file is meant to be a classical one, and the odd line out is the fault.
    if (flexible || paired <= listed.length / 2) throw error
    const odd = listed.find((row) => row.numbers.length !== 2 * machines)
    throw new ShopFileError(
      odd
        ? `${at(odd)} has ${odd.numbers.length} numbers; a job on ${machines} machines has ${2 * machines}.`
        : `The file lists ${listed.length} of ${jobs} jobs.`,
    )
  }
}

const isCount = (n: number) => Number.isInteger(n) && n > 0 && n <= 1_000_000
const at = (row: Row | undefined) => (row === undefined ? 'The file' : `Line ${row.line}`)

function classicalRoutes(rows: readonly Row[], machines: number): Way[][][] {
  return rows.map((row) =>
    Array.from({ length: machines }, (_, k) => [wayOf(row, row.numbers[2 * k]!, row.numbers[2 * k + 1]!, machines, 0)]),
  )
}

function flexibleRoutes(rows: readonly Row[], jobs: number, machines: number): Way[][][] {
  const numbers = rows.flatMap((row) => row.numbers.map((value) => ({ row, value })))
  let next = 0
  const take = (what: string): { row: Row; value: number } => {
    const found = numbers[next++]
    if (!found) throw new ShopFileError(`The file ends where ${what} is expected.`)
    return found
  }
  const takeCount = (what: string): number => {
    const { row, value } = take(what)
    if (!isCount(value)) throw new ShopFileError(`${at(row)} has ${value} where ${what} is expected.`)
    return value
  }
  const routes: Way[][][] = []
  while (routes.length < jobs) {
    const job = routes.length + 1
    const route: Way[][] = []
    for (let left = takeCount(`the number of operations of job ${job}`); left > 0; left--) {
      const ways: Way[] = []
      for (let more = takeCount(`a number of machines of job ${job}`); more > 0; more--) {
        const { row, value } = take(`a machine of job ${job}`)
        ways.push(wayOf(row, value, take(`a time of job ${job}`).value, machines, 1))
      }
      route.push(ways)
    }
    routes.push(route)
  }
  if (next < numbers.length && numbers[next]!.row === numbers[next - 1]!.row)
    throw new ShopFileError(`${at(numbers[next]!.row)} has more numbers than its operations need.`)
  return routes
}

/** `base` is the number of the first machine. */
function wayOf(row: Row, machine: number, minutes: number, machines: number, base: number): Way {
  if (!(Number.isInteger(machine) && machine >= base && machine < machines + base))
    throw new ShopFileError(`${at(row)} names machine ${machine}; the machines are ${base} to ${machines + base - 1}.`)
  if (!(Number.isInteger(minutes) && minutes >= 0 && minutes <= 1_000_000))
    throw new ShopFileError(`${at(row)} has ${minutes} minutes on machine ${machine}; whole minutes are expected.`)
  return { machine: machine - base, minutes }
}

/** The file's lines of numbers. Words are welcome only before the first of them. */
function numberRows(text: string): Row[] {
  const rows: Row[] = []
  for (const [k, line] of text.split(/\r\n|\n|\r/).entries()) {
    const content = line.replace(/#.*/, '').trim()
    if (content === '') continue
    const numbers = content.split(/\s+/).map(Number)
    if (numbers.every(Number.isFinite)) rows.push({ line: k + 1, numbers })
    else if (rows.length > 0) throw new ShopFileError(`Line ${k + 1} holds something that is not a number.`)
  }
  return rows
}
