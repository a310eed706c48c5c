import { type Inspection, report, roundingMinutes } from './check.ts'
import { alternativeOf, checkTimes, isBatch } from './checkPlacement.ts'
import type { Machine, Operation, Placement } from './problem.model.ts'

/** What occupies a lane together: one placement, or the members of a batch run. */
type Run = { members: Placement[]; from: number; to: number }

export function checkResources(inspection: Inspection): void {
  const lanes = new Map<string, Placement[]>()
  for (const p of inspection.answer.placements) {
    if (!inspection.operations.has(p.operationId) || !inspection.machines.has(p.machineId)) continue
    const key = `${p.machineId} ${p.lane}`
    const own = lanes.get(key)
    if (own) own.push(p)
    else lanes.set(key, [p])
  }
  const runs: Run[] = []
  for (const placements of lanes.values())
    runs.push(...checkLane(inspection, inspection.machines.get(placements[0]!.machineId)!, placements))
  checkPeople(inspection, runs)
  checkTools(inspection, runs)
}

function checkLane(inspection: Inspection, machine: Machine, placements: Placement[]): Run[] {
  const out = machine.outside?.transitOutMinutes ?? 0
  const back = machine.outside?.transitBackMinutes ?? 0
  placements.sort((a, b) => a.start - b.start || a.end - b.end)
  const runs: Run[] = []
  for (const p of placements) {
    const last = runs.at(-1)
    if (last && isBatch(machine) && sameRun(inspection, last.members[0]!, p)) last.members.push(p)
    else runs.push({ members: [p], from: p.start + out, to: p.end - back })
  }
  let family: number | undefined = machine.setupFamily
  let busy: Run | undefined
  for (const run of runs) {
    if (busy && machine.capacity !== null && run.from < busy.to - roundingMinutes)
      report(
        inspection,
        'machine-busy',
        [run.members[0]!.operationId, busy.members[0]!.operationId],
        `Operation ${run.members[0]!.operationId} starts at ${run.from} on machine ${machine.id}, which operation ${busy.members[0]!.operationId} holds until ${busy.to}.`,
      )
    if (isBatch(machine)) checkBatch(inspection, machine, run)
    checkSetup(inspection, machine, run, family)
    if (machine.capacity !== null) family = operationOf(inspection, run.members[0]!).setupFamily
    if (!busy || run.to > busy.to) busy = run
  }
  return runs
}

const operationOf = (inspection: Inspection, p: Placement): Operation => inspection.operations.get(p.operationId)!

function sameRun(inspection: Inspection, head: Placement, p: Placement): boolean {
  const key = operationOf(inspection, head).batchKey
  return (
    key !== undefined && key === operationOf(inspection, p).batchKey && head.start === p.start && head.end === p.end
  )
}

function checkBatch(inspection: Inspection, machine: Machine, run: Run): void {
  const ids = run.members.map((p) => p.operationId)
  const operations = run.members.map((p) => operationOf(inspection, p))
  const load = operations.reduce((sum, o) => sum + (o.batchLoad ?? 1), 0)
  if (load > machine.maximumLoad! + 1e-6)
    report(
      inspection,
      'load',
      ids,
      `Machine ${machine.id} is loaded with ${load} at ${run.from}; ${machine.maximumLoad} is the most.`,
    )
  if (operations.every((o) => o.fixed)) return
  const needs = new Set(
    operations.map((o) => `${o.setupFamily} ${sortedCrew(o)} ${[...(o.toolIds ?? [])].sort((a, b) => a - b)}`),
  )
  if (needs.size > 1)
    report(
      inspection,
      'load',
      ids,
      `Operations ${ids.join(', ')} differ in crew, tools or set-up family and cannot share a run.`,
    )
  let attended = 0
  let unattended = 0
  for (const p of run.members) {
    const alternative = alternativeOf(operationOf(inspection, p), p.machineId)
    attended = Math.max(attended, alternative?.attendedMinutes ?? 0)
    unattended = Math.max(unattended, alternative?.unattendedMinutes ?? 0)
  }
  for (const [k, p] of run.members.entries())
    if (!operations[k]!.fixed)
      checkTimes(inspection, p, operations[k]!, machine, { attended: p.setupMinutes + attended, unattended })
}

const sortedCrew = (o: Operation) =>
  (o.crew ?? [])
    .map((c) => `${c.skillId}:${c.count}`)
    .sort()
    .join()

/** A fixed operation's set-up is a fact; all others must have what the sequence asks for. */
function checkSetup(inspection: Inspection, machine: Machine, run: Run, before: number | undefined): void {
  let needed = 0
  for (const p of run.members)
    needed = Math.max(needed, setupNeeded(inspection, machine, operationOf(inspection, p), before))
  for (const p of run.members)
    if (!operationOf(inspection, p).fixed && Math.abs(p.setupMinutes - needed) > roundingMinutes)
      report(
        inspection,
        'set-up',
        [p.operationId],
        `Operation ${p.operationId} has ${p.setupMinutes} minutes of set-up; on machine ${machine.id} it needs ${needed}.`,
      )
}

function setupNeeded(
  inspection: Inspection,
  machine: Machine,
  operation: Operation,
  before: number | undefined,
): number {
  const own = alternativeOf(operation, machine.id)?.setupMinutes ?? 0
  const family = operation.setupFamily
  if (family === undefined) return own
  const matrix = machine.setupMatrixId === undefined ? undefined : inspection.matrices.get(machine.setupMatrixId)
  if (matrix === undefined) return family === before ? 0 : own
  const minutes = before === undefined ? -1 : matrix.minutes[before]![family]!
  return minutes < 0 ? own : minutes
}

function checkPeople(inspection: Inspection, runs: readonly Run[]): void {
  const booked = new Map<number, { from: number; to: number; operationId: number; fixed: boolean }[]>()
  for (const run of runs)
    for (const [k, p] of run.members.entries()) {
      const operation = operationOf(inspection, p)
      checkCrew(inspection, p, operation)
      // Members of one run are served by the same people at once.
      if (k > 0) continue
      for (const b of p.people) {
        const own = booked.get(b.personId) ?? []
        if (own.length === 0) booked.set(b.personId, own)
        own.push({ from: b.from, to: b.to, operationId: p.operationId, fixed: operation.fixed !== undefined })
      }
    }
  for (const [person, list] of booked) {
    list.sort((a, b) => a.from - b.from || a.to - b.to)
    for (let i = 1, busy = list[0]!; i < list.length; i++) {
      const next = list[i]!
      if (next.from < busy.to - roundingMinutes && next.to > next.from + roundingMinutes)
        report(
          inspection,
          'person-busy',
          [next.operationId, busy.operationId],
          `Person ${person} is on operations ${busy.operationId} and ${next.operationId} at ${next.from}.`,
        )
      if (next.to > busy.to) busy = next
    }
  }
}

/** Enough people with the skills, each counted for one need. */
function checkCrew(inspection: Inspection, p: Placement, operation: Operation): void {
  const machine = inspection.machines.get(p.machineId)
  if (operation.fixed || machine?.outside || p.attendedEnd - p.start < roundingMinutes) return
  const needs = (operation.crew ?? []).flatMap((c) => Array<number>(c.count).fill(c.skillId))
  const here = [...new Set(p.people.map((b) => b.personId))]
  const served = new Map<number, number>()
  const assign = (slot: number, tried: Set<number>): boolean =>
    here.some((person) => {
      if (tried.has(person) || !inspection.people.get(person)?.skillIds.includes(needs[slot]!)) return false
      tried.add(person)
      const holder = served.get(person)
      if (holder !== undefined && !assign(holder, tried)) return false
      served.set(person, slot)
      return true
    })
  if (!needs.every((_, slot) => assign(slot, new Set())))
    report(inspection, 'crew', [operation.id], `Operation ${operation.id} lacks people with the skills it needs.`)
  if (p.people.some((b) => b.from > p.start + roundingMinutes || b.to < p.attendedEnd - roundingMinutes))
    report(
      inspection,
      'crew',
      [operation.id],
      `Operation ${operation.id} has people booked for only a part of its attended time.`,
    )
}

function checkTools(inspection: Inspection, runs: readonly Run[]): void {
  const events = new Map<number, { at: number; change: number; operationId: number }[]>()
  for (const run of runs) {
    const p = run.members[0]!
    if (p.end - p.start < roundingMinutes) continue
    for (const id of operationOf(inspection, p).toolIds ?? []) {
      const own = events.get(id) ?? []
      if (own.length === 0) events.set(id, own)
      // Rounding at the ends must not look like an overlap.
      own.push(
        { at: p.start + roundingMinutes / 2, change: 1, operationId: p.operationId },
        { at: p.end, change: -1, operationId: p.operationId },
      )
    }
  }
  for (const tool of inspection.problem.tools ?? []) {
    let used = 0
    for (const e of (events.get(tool.id) ?? []).sort((a, b) => a.at - b.at || a.change - b.change)) {
      used += e.change
      if (used > tool.quantity && e.change > 0)
        report(
          inspection,
          'tool-busy',
          [e.operationId],
          `Tool ${tool.id} is needed ${used} times at ${e.at}; there are ${tool.quantity}.`,
        )
    }
  }
}
