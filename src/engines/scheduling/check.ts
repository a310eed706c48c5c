import { checkLinks } from './checkLinks.ts'
import { checkPlacement } from './checkPlacement.ts'
import { checkResources } from './checkResources.ts'
import type { Spans } from './openTime.ts'
import type {
  Answer,
  Calendar,
  Job,
  Machine,
  Operation,
  Person,
  Placement,
  Problem,
  SetupMatrix,
} from './problem.model.ts'

/** A broken rule, the operations concerned, and the sentence that says so. */
export type Fault = { code: FaultCode; operationIds: readonly number[]; message: string }

export const faultCodes = [
  'not-placed',
  'quantity',
  'machine',
  'fixed',
  'too-early',
  'closed',
  'duration',
  'broken',
  'predecessor',
  'overlap',
  'machine-busy',
  'set-up',
  'load',
  'crew',
  'person-busy',
  'tool-busy',
  'result',
] as const
export type FaultCode = (typeof faultCodes)[number]

export type Inspection = {
  problem: Problem
  answer: Answer
  jobs: ReadonlyMap<number, Job>
  machines: ReadonlyMap<number, Machine>
  calendars: ReadonlyMap<number, Calendar>
  matrices: ReadonlyMap<number, SetupMatrix>
  people: ReadonlyMap<number, Person>
  shares: ReadonlyMap<number, number>
  operations: ReadonlyMap<number, Operation>
  placements: ReadonlyMap<number, readonly Placement[]>
  unplaced: ReadonlySet<number>
  /** Open time by machine, attendance and share, made once. */
  spans: Map<string, Spans>
  faults: Fault[]
}

export const roundingMinutes = 1e-4

const byId = <T extends { id: number }>(things: readonly T[] = []) => new Map(things.map((x) => [x.id, x]))

export function report(
  inspection: Inspection,
  code: FaultCode,
  operationIds: readonly number[],
  message: string,
): void {
  inspection.faults.push({ code, operationIds, message })
}

/** Everything wrong with an answer, in words. Any solver's answer, and any plan moved by hand, must come back empty. Shares no code with the solvers. */
export const faults = (problem: Problem, answer: Answer): string[] => judge(problem, answer).map((f) => f.message)

/** As `faults`, with codes and operations for a screen to mark. */
export function judge(problem: Problem, answer: Answer): Fault[] {
  const placements = new Map<number, Placement[]>()
  for (const p of answer.placements) {
    const own = placements.get(p.operationId)
    if (own) own.push(p)
    else placements.set(p.operationId, [p])
  }
  const inspection: Inspection = {
    problem,
    answer,
    jobs: byId(problem.jobs),
    machines: byId(problem.machines),
    calendars: byId(problem.calendars),
    matrices: byId(problem.setupMatrices),
    people: byId(problem.people),
    shares: new Map(problem.workCenters.map((w) => [w.id, w.heldBackShare ?? 0])),
    operations: byId(problem.operations),
    placements,
    unplaced: new Set(answer.unplaced.map((u) => u.operationId)),
    spans: new Map(),
    faults: [],
  }
  checkComplete(inspection)
  for (const p of answer.placements) checkPlacement(inspection, p)
  checkLinks(inspection)
  checkResources(inspection)
  checkResults(inspection)
  return inspection.faults
}

function checkComplete(inspection: Inspection): void {
  const { problem, placements, unplaced, operations } = inspection
  for (const o of problem.operations) {
    const parts = placements.get(o.id) ?? []
    if (parts.length === 0 && !unplaced.has(o.id))
      report(inspection, 'not-placed', [o.id], `Operation ${o.id} is neither placed nor listed as unplaced.`)
    if (parts.length === 0) continue
    if (unplaced.has(o.id))
      report(inspection, 'not-placed', [o.id], `Operation ${o.id} is both placed and listed as unplaced.`)
    const quantity = o.quantity ?? 1
    const sum = parts.reduce((total, p) => total + p.quantity, 0)
    if (Math.abs(sum - quantity) > 1e-9 * Math.max(1, quantity))
      report(inspection, 'quantity', [o.id], `Operation ${o.id} has ${sum} placed of ${quantity}.`)
    if (parts.length === 1) continue
    if (parts.length > (o.maximumParts ?? 1))
      report(
        inspection,
        'quantity',
        [o.id],
        `Operation ${o.id} is split in ${parts.length} parts; ${o.maximumParts ?? 1} is the most.`,
      )
    const small = parts.find((p) => p.quantity < (o.minimumPart ?? 1) - 1e-9)
    if (small)
      report(
        inspection,
        'quantity',
        [o.id],
        `Operation ${o.id} has a part of ${small.quantity}; ${o.minimumPart ?? 1} is the least.`,
      )
  }
  for (const id of placements.keys())
    if (!operations.has(id))
      report(inspection, 'not-placed', [id], `Operation ${id} is placed but the problem does not list it.`)
}

function checkResults(inspection: Inspection): void {
  const { problem, answer, placements } = inspection
  const completion = new Map<number, number | null>(problem.jobs.map((j) => [j.id, problem.start]))
  const begun = new Set<number>()
  for (const o of problem.operations) {
    const parts = placements.get(o.id)
    const known = completion.get(o.jobId)
    const end = parts ? parts.reduce((latest, p) => Math.max(latest, p.end), -Infinity) : null
    // The first operation replaces the start that stands in for a job without operations.
    const sofar = begun.has(o.jobId) ? known : -Infinity
    begun.add(o.jobId)
    completion.set(o.jobId, end === null || sofar === null || sofar === undefined ? null : Math.max(sofar, end))
  }
  let cost = 0
  for (const result of answer.jobs) {
    const job = inspection.jobs.get(result.jobId)
    const expected = completion.get(result.jobId)
    if (job === undefined || expected === undefined) {
      report(inspection, 'result', [], `The answer lists job ${result.jobId}, which the problem does not.`)
      continue
    }
    const late = expected === null ? 0 : Math.max(0, expected - (job.dueAt ?? Infinity))
    const ownCost = (late / 1440) * (job.weight ?? 1)
    cost += ownCost
    if (!near(result.completion, expected) || !near(result.lateMinutes, late) || !near(result.lateCost, ownCost))
      report(
        inspection,
        'result',
        [],
        `Job ${job.id} is reported complete at ${result.completion}, ${result.lateMinutes} late; it is complete at ${expected}, ${late} late.`,
      )
  }
  if (answer.jobs.length !== problem.jobs.length)
    report(inspection, 'result', [], `The answer lists ${answer.jobs.length} of ${problem.jobs.length} jobs.`)
  if (Math.abs(cost - answer.lateCost) > 1e-6 * Math.max(1, cost))
    report(inspection, 'result', [], `Lateness is reported as ${answer.lateCost}; it costs ${cost}.`)
}

const near = (a: number | null, b: number | null) =>
  a === b || (a !== null && b !== null && Math.abs(a - b) < roundingMinutes)
