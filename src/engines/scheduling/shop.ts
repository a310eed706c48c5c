import { compileFloor, type Floor } from './floor.ts'
import { indexer } from './ids.ts'
import { type Alternative, type Problem, type ReasonCode, reasonCodes } from './problem.model.ts'

/** The problem on typed arrays; operations, jobs, machines, people and tool units are numbered 0 … n−1 in the problem's order. */
export type Shop = Floor & {
  problem: Problem
  count: number
  opJob: Int32Array
  opQuantity: Float64Array
  /** Earliest start that does not depend on other operations, and why. */
  opReady: Float64Array
  opReadyCode: Uint8Array
  opFamily: Int32Array
  opBatchKey: Int32Array
  opBatchLoad: Float64Array
  opParts: Int32Array
  opMinimumPart: Float64Array
  opUnbroken: Uint8Array
  opFixed: Uint8Array
  /** What makes placing the operation more than looking at its machine's calendar: a set of the bits of `trait`. */
  opTraits: Uint8Array
  /** The machine on which it stands in a plan that is to be kept; −1: none. */
  opStayOn: Int32Array
  /** Alternatives of operation i: rows altFirst[i] … altFirst[i+1]−1. */
  altFirst: Int32Array
  altMachine: Int32Array
  altSetup: Float64Array
  altAttended: Float64Array
  altUnattended: Float64Array
  /** Links into operation i: rows linkFirst[i] …; share > 0 marks overlap and is the first transfer batch as a share of the whole. */
  linkFirst: Int32Array
  linkFrom: Int32Array
  linkLag: Float64Array
  linkShare: Float64Array
  /** Links out of operation i: rows outFirst[i] …; outLink is the row above, outTo the successor. */
  outFirst: Int32Array
  outLink: Int32Array
  outTo: Int32Array
  /** People needs of operation i: rows crewFirst[i] …; crewSkill counts skills as skillPeople does. */
  crewFirst: Int32Array
  crewSkill: Int32Array
  crewCount: Int32Array
  toolFirst: Int32Array
  toolOf: Int32Array
  /** Every operation after all its predecessors. */
  order: Int32Array
  jobDue: Float64Array
  jobWeight: Float64Array
  jobRush: Uint8Array
}

/** Reason codes as the typed arrays hold them. */
export const codeOf = Object.fromEntries(reasonCodes.map((code, i) => [code, i])) as Record<ReasonCode, number>

/** Bits of opTraits. Most operations have none, and one look at their byte spares looks into many arrays. */
export const trait = { crew: 1, tools: 2, overlap: 4, unbroken: 8, parts: 16, rush: 32 } as const

function fillTraits(shop: Shop): void {
  for (let i = 0; i < shop.count; i++) {
    let traits = 0
    if (shop.crewFirst[i + 1]! > shop.crewFirst[i]!) traits |= trait.crew
    if (shop.toolFirst[i + 1]! > shop.toolFirst[i]!) traits |= trait.tools
    if (shop.opUnbroken[i] === 1) traits |= trait.unbroken
    if (shop.opParts[i]! > 1) traits |= trait.parts
    if (shop.jobRush[shop.opJob[i]!] === 1) traits |= trait.rush
    for (let r = shop.linkFirst[i]!; r < shop.linkFirst[i + 1]!; r++)
      if (shop.linkShare[r]! > 0) traits |= trait.overlap
    shop.opTraits[i] = traits
  }
}

/** Compiles a problem. Throws an Error that names the id at fault: unknown or double ids, a cycle, an operation without alternatives. */
export function compile(problem: Problem): Shop {
  const floor = compileFloor(problem)
  const jobIndex = indexer('job', problem.jobs)
  const n = problem.operations.length
  const shop: Shop = {
    ...floor,
    problem,
    count: n,
    ...emptyOperations(n),
    ...compileAlternatives(problem, floor),
    ...compileNeeds(problem, floor),
    ...compileLinks(problem),
    order: new Int32Array(n),
    jobDue: Float64Array.from(problem.jobs, (j) => j.dueAt ?? Infinity),
    jobWeight: Float64Array.from(problem.jobs, (j) => j.weight ?? 1),
    jobRush: Uint8Array.from(problem.jobs, (j) => (j.mayUseHeldBack ? 1 : 0)),
  }
  fillOperations(shop, jobIndex)
  fillTraits(shop)
  sortOperations(shop)
  return shop
}

const emptyOperations = (n: number) => ({
  opJob: new Int32Array(n),
  opQuantity: new Float64Array(n),
  opReady: new Float64Array(n),
  opReadyCode: new Uint8Array(n),
  opFamily: new Int32Array(n),
  opBatchKey: new Int32Array(n),
  opBatchLoad: new Float64Array(n),
  opParts: new Int32Array(n),
  opMinimumPart: new Float64Array(n),
  opUnbroken: new Uint8Array(n),
  opFixed: new Uint8Array(n),
  opTraits: new Uint8Array(n),
  opStayOn: new Int32Array(n),
})

function fillOperations(shop: Shop, jobIndex: (id: number) => number): void {
  const { problem } = shop
  const frozen = problem.frozenUntil ?? problem.start
  const machines = new Map(problem.machines.map((m, i) => [m.id, i]))
  for (let i = 0; i < shop.count; i++) {
    const o = problem.operations[i]!
    const j = jobIndex(o.jobId)
    shop.opJob[i] = j
    shop.opQuantity[i] = o.quantity ?? 1
    let ready = problem.start
    let code = codeOf.start
    if (frozen > ready) [ready, code] = [frozen, codeOf.frozen]
    const release = problem.jobs[j]!.releaseAt
    if (release !== undefined && release > ready) [ready, code] = [release, codeOf.release]
    if (o.readyAt !== undefined && o.readyAt > ready) [ready, code] = [o.readyAt, codeOf.material]
    shop.opReady[i] = ready
    shop.opReadyCode[i] = code
    shop.opFamily[i] = o.setupFamily ?? -1
    shop.opBatchKey[i] = o.batchKey ?? -1
    shop.opBatchLoad[i] = o.batchLoad ?? 1
    shop.opParts[i] = o.batchKey === undefined ? (o.maximumParts ?? 1) : 1
    shop.opMinimumPart[i] = o.minimumPart ?? 1
    shop.opUnbroken[i] = o.unbroken ? 1 : 0
    shop.opFixed[i] = o.fixed ? 1 : 0
    shop.opStayOn[i] = o.stayOn === undefined ? -1 : (machines.get(o.stayOn) ?? -1)
  }
}

function compileAlternatives(problem: Problem, floor: Floor) {
  const n = problem.operations.length
  const altFirst = new Int32Array(n + 1)
  for (let i = 0; i < n; i++) {
    const o = problem.operations[i]!
    if (o.alternatives.length === 0) throw new Error(`Operation ${o.id} has no alternative to run on.`)
    altFirst[i + 1] = altFirst[i]! + o.alternatives.length
  }
  const rows = altFirst[n]!
  const altMachine = new Int32Array(rows)
  const altSetup = new Float64Array(rows)
  const altAttended = new Float64Array(rows)
  const altUnattended = new Float64Array(rows)
  const index = indexer('machine', problem.machines)
  for (let i = 0, r = 0; i < n; i++)
    for (const a of problem.operations[i]!.alternatives) {
      checkMinutes(problem.operations[i]!.id, a)
      altMachine[r] = index(a.machineId)
      altSetup[r] = a.setupMinutes ?? 0
      altAttended[r] = a.attendedMinutes ?? 0
      altUnattended[r++] = a.unattendedMinutes ?? 0
      checkFamily(problem, floor, problem.operations[i]!.setupFamily, altMachine[r - 1]!)
    }
  return { altFirst, altMachine, altSetup, altAttended, altUnattended }
}

function checkMinutes(id: number, a: Alternative): void {
  const { setupMinutes = 0, attendedMinutes = 0, unattendedMinutes = 0 } = a
  // NaN and infinities make the sum no number either.
  if (setupMinutes >= 0 && attendedMinutes >= 0 && unattendedMinutes >= 0)
    if (setupMinutes + attendedMinutes + unattendedMinutes < Infinity) return
  const bad = [setupMinutes, attendedMinutes, unattendedMinutes].find((x) => !(x >= 0 && x < Infinity))
  throw new Error(`Operation ${id} has ${bad} minutes on machine ${a.machineId}.`)
}

function checkFamily(problem: Problem, floor: Floor, family: number | undefined, machine: number): void {
  if (family === undefined) return
  const matrix = floor.machineMatrix[machine]!
  if (matrix >= 0 && family >= floor.matrixSize[matrix]!)
    throw new Error(`Set-up family ${family} is not in the matrix of machine ${problem.machines[machine]!.id}.`)
}

function compileNeeds(problem: Problem, floor: Floor) {
  const n = problem.operations.length
  const crewFirst = new Int32Array(n + 1)
  const toolFirst = new Int32Array(n + 1)
  const crewSkill: number[] = []
  const crewCount: number[] = []
  const toolOf: number[] = []
  const toolIndex = indexer('tool', problem.tools ?? [])
  for (let i = 0; i < n; i++) {
    const o = problem.operations[i]!
    if (o.crew) {
      // Rare skills first: the matching of people to needs then seldom has to move anyone.
      const crew = o.crew.map((c) => ({ count: c.count, skill: floor.skillIndex(c.skillId) }))
      crew.sort((a, b) => floor.skillPeople[a.skill]!.length - floor.skillPeople[b.skill]!.length || a.skill - b.skill)
      for (const c of crew) {
        crewSkill.push(c.skill)
        crewCount.push(c.count)
      }
    }
    crewFirst[i + 1] = crewSkill.length
    if (o.toolIds) for (const id of o.toolIds) toolOf.push(toolIndex(id))
    toolFirst[i + 1] = toolOf.length
  }
  return {
    crewFirst,
    toolFirst,
    crewSkill: Int32Array.from(crewSkill),
    crewCount: Int32Array.from(crewCount),
    toolOf: Int32Array.from(toolOf),
  }
}

function compileLinks(problem: Problem) {
  const n = problem.operations.length
  const index = indexer('operation', problem.operations)
  const linkFirst = new Int32Array(n + 1)
  for (let i = 0; i < n; i++) linkFirst[i + 1] = linkFirst[i]! + (problem.operations[i]!.after?.length ?? 0)
  const rows = linkFirst[n]!
  const linkFrom = new Int32Array(rows)
  const linkLag = new Float64Array(rows)
  const linkShare = new Float64Array(rows)
  const outFirst = new Int32Array(n + 1)
  for (let i = 0, r = 0; i < n; i++)
    for (const link of problem.operations[i]!.after ?? []) {
      const p = index(link.operationId)
      linkFrom[r] = p
      linkLag[r] = link.lagMinutes ?? 0
      const share = (link.transferQuantity ?? 0) / (problem.operations[p]!.quantity ?? 1)
      linkShare[r++] = share > 0 && share < 1 ? share : 0
      outFirst[p + 1]!++
    }
  for (let i = 0; i < n; i++) outFirst[i + 1]! += outFirst[i]!
  const outLink = new Int32Array(rows)
  const outTo = new Int32Array(rows)
  const next = outFirst.slice()
  for (let i = 0; i < n; i++)
    for (let r = linkFirst[i]!; r < linkFirst[i + 1]!; r++) {
      const at = next[linkFrom[r]!]!++
      outLink[at] = r
      outTo[at] = i
    }
  return { linkFirst, linkFrom, linkLag, linkShare, outFirst, outLink, outTo }
}

/** Fills `order` by Kahn's method, each operation close behind its predecessors; names the operations of a circle. */
function sortOperations(shop: Shop): void {
  const { order, linkFirst, outFirst, outTo, count } = shop
  const waiting = new Int32Array(count)
  const open = new Int32Array(count)
  let filled = 0
  for (let i = 0; i < count; i++) waiting[i] = linkFirst[i + 1]! - linkFirst[i]!
  for (let begin = 0; begin < count; begin++) {
    if (linkFirst[begin + 1] !== linkFirst[begin]) continue
    let held = 0
    open[held++] = begin
    while (held > 0) {
      const i = open[--held]!
      order[filled++] = i
      for (let r = outFirst[i]!; r < outFirst[i + 1]!; r++) {
        const to = outTo[r]!
        if (--waiting[to]! === 0) open[held++] = to
      }
    }
  }
  if (filled < count)
    throw new Error(`These operations wait for each other in a circle: ${circle(shop, waiting).join(', ')}.`)
}

function circle(shop: Shop, waiting: Int32Array): number[] {
  const seen = new Map<number, number>()
  const path: number[] = []
  let i = waiting.findIndex((w) => w > 0)
  while (!seen.has(i)) {
    seen.set(i, path.length)
    path.push(i)
    for (let r = shop.linkFirst[i]!; r < shop.linkFirst[i + 1]!; r++)
      if (waiting[shop.linkFrom[r]!]! > 0) {
        i = shop.linkFrom[r]!
        break
      }
  }
  return path.slice(seen.get(i)).map((k) => shop.problem.operations[k]!.id)
}
