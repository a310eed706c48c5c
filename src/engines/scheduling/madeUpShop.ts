import type {
  Alternative,
  Calendar,
  Job,
  Link,
  Machine,
  Operation,
  Person,
  Placement,
  Problem,
  Window,
  WorkCenter,
} from './problem.model.ts'
import { type Random, seeded } from './random.ts'

/** A small shop that mixes every feature at random: for tests. The same seed gives the same shop. */
export function madeUpShop(seed: number): Problem {
  const random = seeded(seed)
  const { below, chance } = random
  const start = chance(0.2) ? 30_000_000 : below(500)
  const calendars = Array.from({ length: 3 }, (_, id) => madeUpCalendar(random, id * 7 + 1, start))
  const families = 1 + below(3)
  const setupMatrices = [
    { id: 5, minutes: Array.from({ length: families }, () => Array.from({ length: families }, () => below(20))) },
  ]
  const workCenters = Array.from({ length: 1 + below(3) }, (_, id) => ({
    id,
    ...(chance(0.3) ? { heldBackShare: 0.05 + 0.3 * random.next() } : {}),
  }))
  const machines = Array.from({ length: 1 + below(5) }, (_, k) =>
    madeUpMachine(random, k * 3 + 2, workCenters, calendars, families, start),
  )
  const people: Person[] = Array.from({ length: below(7) }, (_, id) => ({
    id,
    skillIds: [0, 1, 2].filter(() => chance(0.75)),
    ...(chance(0.5) ? { calendarId: calendars[below(3)]!.id } : {}),
  }))
  const tools = Array.from({ length: below(3) }, (_, id) => ({ id, quantity: 1 + below(2) }))
  const jobs: Job[] = Array.from({ length: 1 + below(7) }, (_, id) => ({
    id,
    ...(chance(0.3) ? { releaseAt: start + below(600) } : {}),
    ...(chance(0.8) ? { dueAt: start + below(2000) } : {}),
    ...(chance(0.5) ? { weight: 1 + below(9) } : {}),
    ...(chance(0.2) ? { mayUseHeldBack: true } : {}),
  }))
  const operations = jobs.flatMap((job) => madeUpRouting(random, job, machines, people, tools.length, families, start))
  for (let k = 1; k < jobs.length; k++) if (chance(0.25)) joinJobs(random, operations, jobs[k - 1]!.id, jobs[k]!.id)
  return {
    start,
    ...(chance(0.2) ? { frozenUntil: start + below(300) } : {}),
    workCenters,
    machines,
    calendars,
    setupMatrices,
    people,
    tools,
    jobs,
    operations,
  }
}

function madeUpCalendar({ below, chance }: Random, id: number, start: number): Calendar {
  const windows: Window[] = []
  for (let t = start - 200 + below(300), k = 0; k < 120; k++) {
    const length = 30 + below(500)
    windows.push({ from: t, to: t + length, attended: chance(0.75) })
    t += length + (chance(0.4) ? 0 : below(400))
  }
  return { id, windows }
}

function madeUpMachine(
  random: Random,
  id: number,
  centers: readonly WorkCenter[],
  calendars: readonly Calendar[],
  families: number,
  start: number,
): Machine {
  const { below, chance } = random
  const center = centers[below(centers.length)]!
  const machine: Machine = { id, workCenterId: center.id }
  if (chance(center.heldBackShare ? 0.97 : 0.6)) machine.calendarId = calendars[below(calendars.length)]!.id
  if (chance(0.3)) machine.capacity = chance(0.25) ? null : 2 + below(2)
  if (chance(0.4)) machine.setupMatrixId = 5
  if (chance(0.3)) machine.setupFamily = below(families)
  if (chance(0.2) && machine.capacity !== null) machine.maximumLoad = 1 + below(4)
  if (chance(0.15)) {
    machine.outside = { transitOutMinutes: below(200), transitBackMinutes: below(200) }
    if (chance(0.6)) machine.outside.pickups = Array.from({ length: 60 }, (_, k) => start + 40 + k * 480)
  }
  return machine
}

function madeUpRouting(
  random: Random,
  job: Job,
  machines: readonly Machine[],
  people: readonly Person[],
  tools: number,
  families: number,
  start: number,
): Operation[] {
  const { below, chance } = random
  return Array.from({ length: 1 + below(5) }, (_, k) => {
    const id = job.id * 10 + k
    const operation: Operation = {
      id,
      jobId: job.id,
      alternatives: madeUpAlternatives(random, machines),
      quantity: 1 + below(20),
    }
    if (k > 0) operation.after = [madeUpLink(random, id - 1)]
    if (k > 1 && chance(0.2)) operation.after = [madeUpLink(random, id - 2)]
    if (chance(0.15)) operation.readyAt = start + below(800)
    if (chance(0.5)) operation.setupFamily = below(families)
    if (people.length > 2 && chance(0.4)) operation.crew = [{ skillId: below(3), count: chance(0.25) ? 2 : 1 }]
    if (operation.crew && chance(0.2)) operation.crew = [...operation.crew, { skillId: below(3), count: 1 }]
    if (tools > 0 && chance(0.3)) operation.toolIds = [below(tools)]
    if (chance(0.25)) operation.maximumParts = 2 + below(3)
    if (chance(0.2)) operation.minimumPart = 1 + below(4)
    if (chance(0.4)) operation.batchKey = below(2)
    if (chance(0.4)) operation.batchLoad = 0.5 + 0.5 * below(4)
    if (chance(0.1)) operation.unbroken = true
    return operation
  })
}

function madeUpLink({ below, chance }: Random, operationId: number): Link {
  const link: Link = { operationId }
  if (chance(0.2)) link.lagMinutes = below(100)
  if (chance(0.35)) link.transferQuantity = 1 + below(12)
  return link
}

function madeUpAlternatives({ below, chance, next }: Random, machines: readonly Machine[]): Alternative[] {
  const first = below(machines.length)
  return Array.from({ length: chance(0.5) ? 1 : 1 + below(machines.length) }, (_, k) => {
    const alternative: Alternative = { machineId: machines[(first + k) % machines.length]!.id }
    if (chance(0.7)) alternative.setupMinutes = below(30)
    if (chance(0.9)) alternative.attendedMinutes = chance(0.3) ? 200 * next() : below(200)
    if (chance(0.4)) alternative.unattendedMinutes = below(300)
    return alternative
  })
}

/** The later job's first operation waits for the earlier job's last, as a parent waits for its child. */
function joinJobs(random: Random, operations: Operation[], child: number, parent: number): void {
  const last = operations.filter((o) => o.jobId === child).at(-1)!
  const first = operations.find((o) => o.jobId === parent)!
  first.after = [...(first.after ?? []), madeUpLink(random, last.id)]
}

/** The shop some time later: what the answer had begun by `now` is running, some of what was to follow is pinned by the planner. */
export function later(
  problem: Problem,
  answer: { placements: readonly Placement[] },
  now: number,
  seed: number,
): Problem {
  const random = seeded(seed)
  const parts = new Map<number, number>()
  for (const p of answer.placements) parts.set(p.operationId, (parts.get(p.operationId) ?? 0) + 1)
  const kept = new Map(answer.placements.filter((p) => parts.get(p.operationId) === 1).map((p) => [p.operationId, p]))
  const pinned = new Set<number>()
  const operations = problem.operations.map((o): Operation => {
    const p = kept.get(o.id)
    const machine = p && problem.machines.find((m) => m.id === p.machineId)
    // A pin must be one that can be kept: its predecessors are pinned too, and its time does not hang on people's hours or on batch mates.
    const simple =
      p &&
      machine &&
      !machine.outside &&
      machine.maximumLoad === undefined &&
      !p.people.length &&
      !o.alternatives.some((a) => isBatchOrVendor(problem, a))
    const follows = (o.after ?? []).every((l) => pinned.has(l.operationId))
    if (!simple || !follows || !(p.start < now || random.chance(0.3))) return o
    pinned.add(o.id)
    return { ...o, fixed: { machineId: p.machineId, start: p.start, setupMinutes: p.setupMinutes } }
  })
  return { ...problem, operations }
}

const isBatchOrVendor = (problem: Problem, a: Alternative) =>
  problem.machines.some((m) => m.id === a.machineId && (m.outside !== undefined || m.maximumLoad !== undefined))
