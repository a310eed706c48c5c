import type { Answer, Operation, Placement, Problem, Window } from './problem.model.ts'

/**
 * The answer with better reasons where an operation waited over closed time: what kept it until the machine closed is what it waited for,
 * the operation before it on the machine or the one that it follows. Only where nothing did is the calendar itself the reason.
 */
export function closedTimeExplained(problem: Problem, answer: Answer): Answer {
  if (!answer.placements.some((p) => p.reason.code === 'calendar')) return answer
  const operations = new Map(problem.operations.map((o) => [o.id, o]))
  const ends = new Map<number, number>()
  for (const p of answer.placements) ends.set(p.operationId, Math.max(ends.get(p.operationId) ?? -Infinity, p.end))
  const calendars = new Map((problem.calendars ?? []).map((c) => [c.id, c.windows.filter((w) => w.attended)]))
  const windows = new Map(
    problem.machines.map((m) => [m.id, m.calendarId === undefined ? undefined : calendars.get(m.calendarId)]),
  )
  const before = lanesInOrder(answer.placements)
  return {
    ...answer,
    placements: answer.placements.map((p): Placement => {
      const open = windows.get(p.machineId)
      const own = operations.get(p.operationId)
      if (p.reason.code !== 'calendar' || !open || !own) return p
      const previous = before.get(p)
      const ready = readyOf(own, problem, ends)
      if (previous && ready.at <= previous.end + 1e-4 && !openBetween(open, previous.end, p.start))
        return { ...p, reason: { code: 'machine', operationId: previous.operationId } }
      if (ready.after !== undefined && !openBetween(open, ready.at, p.start))
        return { ...p, reason: { code: 'predecessor', operationId: ready.after } }
      return p
    }),
  }
}

/** What ran last on the same lane before each placement. */
function lanesInOrder(placements: readonly Placement[]): Map<Placement, Placement> {
  const lanes = new Map<string, Placement[]>()
  for (const p of placements) {
    const key = `${p.machineId} ${p.lane}`
    const lane = lanes.get(key)
    if (lane) lane.push(p)
    else lanes.set(key, [p])
  }
  const before = new Map<Placement, Placement>()
  for (const lane of lanes.values()) {
    lane.sort((a, b) => a.start - b.start)
    for (const [i, p] of lane.entries()) {
      const previous = lane[i - 1]
      if (previous && previous.end <= p.start + 1e-4) before.set(p, previous)
    }
  }
  return before
}

const openBetween = (windows: readonly Window[], from: number, to: number): boolean => {
  let low = 0
  let high = windows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (windows[middle]!.to <= from + 1e-4) low = middle + 1
    else high = middle
  }
  return low < windows.length && windows[low]!.from < to - 1e-4
}

/** From when an operation could start as far as links, material and dates are concerned, and the operation that decides it, if one does. */
function readyOf(o: Operation, problem: Problem, ends: ReadonlyMap<number, number>): { at: number; after?: number } {
  let ready: { at: number; after?: number } = {
    at: Math.max(problem.start, problem.frozenUntil ?? -Infinity, o.readyAt ?? -Infinity),
  }
  for (const l of o.after ?? []) {
    // With overlap it could start before the other ended: such a link decides nothing here.
    const end = l.transferQuantity ? -Infinity : (ends.get(l.operationId) ?? -Infinity) + (l.lagMinutes ?? 0)
    if (end > ready.at) ready = { at: end, after: l.operationId }
  }
  return ready
}
