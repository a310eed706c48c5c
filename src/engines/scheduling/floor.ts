import { indexer } from './ids.ts'
import type { Calendar, Problem, Window } from './problem.model.ts'
import { buildTimeline, type MaybeTimeline, stretch } from './timeline.ts'

/** Machines, people and tools on arrays. Machine m has lanes laneFirst[m] … laneFirst[m+1]−1; an unlimited machine has one. */
export type Floor = {
  machineCount: number
  laneFirst: Int32Array
  laneMachine: Int32Array
  machineUnlimited: Uint8Array
  machineMatrix: Int32Array
  machineFamily: Int32Array
  /** 0 for machines that run one operation at a time. */
  machineLoad: Float64Array
  machineOutside: Uint8Array
  transitOut: Float64Array
  transitBack: Float64Array
  pickups: (Float64Array | null)[]
  /** Four lines per machine: [attended, any] for ordinary jobs, then the same for jobs that may use held-back time. */
  lines: MaybeTimeline[]
  machineStretch: Float64Array
  matrixSize: Int32Array
  matrixMinutes: Float64Array[]
  personCount: number
  personLine: MaybeTimeline[]
  personSkills: Int32Array
  /** People by skill, least versatile first. */
  skillPeople: number[][]
  skillIndex: (id: number) => number
  /** Units of tool k are toolFirstUnit[k] … toolFirstUnit[k+1]−1. */
  toolFirstUnit: Int32Array
}

export function compileFloor(problem: Problem): Floor {
  return {
    ...compileMachines(problem),
    ...compileLines(problem),
    ...compileMatrices(problem),
    ...compilePeople(problem),
    toolFirstUnit: toolUnits(problem),
  }
}

function compileMachines(problem: Problem) {
  const { machines } = problem
  const laneFirst = new Int32Array(machines.length + 1)
  const lanes: number[] = []
  for (const [m, machine] of machines.entries()) {
    const capacity = machine.capacity === null ? 1 : (machine.capacity ?? 1)
    if (!(capacity >= 1 && Number.isInteger(capacity)))
      throw new Error(`Machine ${machine.id} has capacity ${capacity}.`)
    if (machine.capacity === null && machine.maximumLoad !== undefined)
      throw new Error(`Batch machine ${machine.id} has no capacity.`)
    for (let k = 0; k < capacity; k++) lanes.push(m)
    laneFirst[m + 1] = lanes.length
  }
  return {
    machineCount: machines.length,
    laneFirst,
    laneMachine: Int32Array.from(lanes),
    machineUnlimited: Uint8Array.from(machines, (m) => (m.capacity === null ? 1 : 0)),
    machineFamily: Int32Array.from(machines, (m) => m.setupFamily ?? -1),
    machineLoad: Float64Array.from(machines, (m) => m.maximumLoad ?? 0),
    machineOutside: Uint8Array.from(machines, (m) => (m.outside ? 1 : 0)),
    transitOut: Float64Array.from(machines, (m) => m.outside?.transitOutMinutes ?? 0),
    transitBack: Float64Array.from(machines, (m) => m.outside?.transitBackMinutes ?? 0),
    pickups: machines.map((m) => (m.outside?.pickups ? Float64Array.from(m.outside.pickups) : null)),
  }
}

/** The windows of a calendar less the held-back share at the end of each. */
export function heldBack(windows: readonly Window[], share: number): Window[] {
  return windows.map((w) => ({ ...w, to: w.from + (w.to - w.from) * (1 - share) }))
}

const DAY = 1440
const DAYS_WITHOUT_CALENDAR = 3660

/** Days in place of a calendar, for a work center that holds time back but is always open. */
export function everyDay(start: number): Window[] {
  return Array.from({ length: DAYS_WITHOUT_CALENDAR }, (_, d) => ({
    from: start + d * DAY,
    to: start + (d + 1) * DAY,
    attended: true,
  }))
}

function compileLines(problem: Problem) {
  const calendars = problem.calendars ?? []
  for (const c of calendars) checkCalendar(c)
  const calendarIndex = indexer('calendar', calendars)
  const centerIndex = indexer('work center', problem.workCenters)
  const made = new Map<string, [MaybeTimeline, MaybeTimeline]>()
  const pair = (calendar: number, share: number): [MaybeTimeline, MaybeTimeline] => {
    const key = `${calendar} ${share}`
    const known = made.get(key)
    if (known) return known
    const whole = calendar < 0 ? everyDay(problem.start) : calendars[calendar]!.windows
    const windows = share > 0 ? heldBack(whole, share) : whole
    const fresh: [MaybeTimeline, MaybeTimeline] =
      calendar < 0 && share === 0
        ? [null, null]
        : [buildTimeline(windows.filter((w) => w.attended)), buildTimeline(windows)]
    made.set(key, fresh)
    return fresh
  }
  const lines: MaybeTimeline[] = []
  for (const m of problem.machines) {
    const share = problem.workCenters[centerIndex(m.workCenterId)]!.heldBackShare ?? 0
    if (!(share >= 0 && share < 1)) throw new Error(`Work center ${m.workCenterId} holds back a share of ${share}.`)
    const calendar = m.calendarId === undefined ? -1 : calendarIndex(m.calendarId)
    lines.push(...pair(calendar, share), ...pair(calendar, 0))
  }
  const machineStretch = Float64Array.from(problem.machines, (_, m) => stretch(lines[4 * m]!))
  const personLine = (problem.people ?? []).map((p) =>
    p.calendarId === undefined ? null : pair(calendarIndex(p.calendarId), 0)[0],
  )
  return { lines, machineStretch, personLine }
}

function checkCalendar({ id, windows }: Calendar): void {
  for (const [k, w] of windows.entries())
    if (!(w.from <= w.to) || (k > 0 && w.from < windows[k - 1]!.to))
      throw new Error(`Calendar ${id} has its window from ${w.from} to ${w.to} out of order.`)
}

function compileMatrices(problem: Problem) {
  const matrices = problem.setupMatrices ?? []
  const index = indexer('set-up matrix', matrices)
  return {
    machineMatrix: Int32Array.from(problem.machines, (m) =>
      m.setupMatrixId === undefined ? -1 : index(m.setupMatrixId),
    ),
    matrixSize: Int32Array.from(matrices, (x) => x.minutes.length),
    matrixMinutes: matrices.map((x) => Float64Array.from(x.minutes.flat())),
  }
}

function compilePeople(problem: Problem) {
  const people = problem.people ?? []
  indexer('person', people)
  const skills = new Map<number, number>()
  const skillPeople: number[][] = []
  const skillIndex = (id: number): number => {
    const known = skills.get(id)
    if (known !== undefined) return known
    skills.set(id, skillPeople.length)
    skillPeople.push([])
    return skillPeople.length - 1
  }
  for (const [p, person] of people.entries())
    for (const id of new Set(person.skillIds)) skillPeople[skillIndex(id)]!.push(p)
  const personSkills = Int32Array.from(people, (p) => p.skillIds.length)
  for (const list of skillPeople) list.sort((a, b) => personSkills[a]! - personSkills[b]! || a - b)
  return { personCount: people.length, personSkills, skillPeople, skillIndex }
}

function toolUnits(problem: Problem): Int32Array {
  const tools = problem.tools ?? []
  const first = new Int32Array(tools.length + 1)
  for (const [k, tool] of tools.entries()) first[k + 1] = first[k]! + tool.quantity
  return first
}
