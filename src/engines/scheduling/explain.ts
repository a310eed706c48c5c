import type { Answer, Placement, Problem, Reason } from './problem.model.ts'

/** One link of the chain that made a job end when it does: the operation waited for what `reason` says. */
export type Cause = {
  operationId: number
  jobId: number
  machineId: number
  start: number
  end: number
  /** Minutes between the end of the one waited for, or the problem's start, and this start; negative when they overlap. */
  waited: number
  reason: Reason
}

/**
 * Why a job ends when it ends: from its last operation back through whatever each start waited for, to what waited for no other operation
 * (the plan's start, a release or material date, a pick-up, closed time). Empty when the job has no placement.
 */
export function causes(problem: Problem, answer: Answer, jobId: number): Cause[] {
  const jobOf = new Map(problem.operations.map((o) => [o.id, o.jobId]))
  const parts = new Map<number, Placement[]>()
  let last: Placement | undefined
  for (const p of answer.placements) {
    const own = parts.get(p.operationId)
    if (own) own.push(p)
    else parts.set(p.operationId, [p])
    if (jobOf.get(p.operationId) === jobId && (last === undefined || p.end > last.end)) last = p
  }
  const chain: Cause[] = []
  const seen = new Set<Placement>()
  for (let p = last; p !== undefined && !seen.has(p); ) {
    seen.add(p)
    const before: Placement | undefined =
      p.reason.operationId === undefined ? undefined : inTheWay(parts.get(p.reason.operationId) ?? [], p.start)
    chain.push({
      operationId: p.operationId,
      jobId: jobOf.get(p.operationId)!,
      machineId: p.machineId,
      start: p.start,
      end: p.end,
      waited: p.start - (before?.end ?? problem.start),
      reason: p.reason,
    })
    p = before
  }
  return chain
}

/** Of an operation's parts, the last that ended by then; with overlap none has, and the first to start counts. */
function inTheWay(parts: readonly Placement[], start: number): Placement | undefined {
  let ended: Placement | undefined
  let first: Placement | undefined
  for (const p of parts) {
    if (p.end <= start + 1e-4 && (ended === undefined || p.end > ended.end)) ended = p
    if (first === undefined || p.start < first.start) first = p
  }
  return ended ?? first
}

export type JobChange = {
  jobId: number
  completionBefore: number | null
  completionAfter: number | null
  costBefore: number
  costAfter: number
}
export type Move = { operationId: number; before: Placement | null; after: Placement | null }
export type Difference = { jobs: readonly JobChange[]; moves: readonly Move[] }

/**
 * What changes from one answer to another, for a preview: the jobs whose completion or cost differs, dearest change for the worse first, and the
 * operations that start at another time or on another machine. Parts of a split operation count by their first part.
 */
export function difference(before: Answer, after: Answer): Difference {
  const results = new Map(before.jobs.map((j) => [j.jobId, j]))
  const jobs: JobChange[] = []
  for (const j of after.jobs) {
    const old = results.get(j.jobId)
    const completionBefore = old?.completion ?? null
    const costBefore = old?.lateCost ?? 0
    if (completionBefore !== j.completion || costBefore !== j.lateCost)
      jobs.push({ jobId: j.jobId, completionBefore, completionAfter: j.completion, costBefore, costAfter: j.lateCost })
  }
  jobs.sort((a, b) => b.costAfter - b.costBefore - (a.costAfter - a.costBefore) || a.jobId - b.jobId)
  const old = firstParts(before)
  const now = firstParts(after)
  const moves: Move[] = []
  for (const id of new Set([...old.keys(), ...now.keys()])) {
    const a = old.get(id) ?? null
    const b = now.get(id) ?? null
    if (a === null || b === null || a.start !== b.start || a.machineId !== b.machineId || a.end !== b.end)
      moves.push({ operationId: id, before: a, after: b })
  }
  return { jobs, moves }
}

function firstParts(answer: Answer): Map<number, Placement> {
  const first = new Map<number, Placement>()
  for (const p of answer.placements) {
    const known = first.get(p.operationId)
    if (known === undefined || p.start < known.start) first.set(p.operationId, p)
  }
  return first
}
