import type { Fixed, Machine } from '../engines/scheduling/problem.model.ts'
import type { ResourceKey } from './board.model.ts'
import { workedUntil } from './planCalendar.rules.ts'
import { awayMachineOf, machineOf, type StepFacts, type WorkFacts } from './planFacts.model.ts'
import { keysOf, type ShopIndex } from './planShop.rules.ts'

export type FixedFacts = { fixed: Fixed; running: boolean }

const minutesAt = (shop: ShopIndex, key: ResourceKey, minutes: number): number => {
  const percent = shop.centers.get(shop.centerOf.get(key) ?? -1)?.efficiencyPercent ?? 100
  return percent > 0 ? (minutes * 100) / percent : minutes
}

/** The machine that was named at the clock, else the first of its work center on which nothing else runs. */
function placeOfRunning(shop: ShopIndex, s: StepFacts, used: Map<ResourceKey, number>): ResourceKey | undefined {
  const named = s.runningMachineId === null ? undefined : `m${s.runningMachineId}`
  const first = keysOf(shop, s).filter((k) => shop.centerOf.get(k) === s.workCenterIds[0])
  const center = shop.centers.get(s.workCenterIds[0] ?? -1)
  const lanes = (k: ResourceKey) =>
    k.startsWith('m') ? 1 : Math.max(1, (center?.machines ?? 1) - (center?.records.length ?? 0))
  const free = [...(named && shop.centerOf.has(named) ? [named] : []), ...first].find(
    (k) => (used.get(k) ?? 0) < lanes(k),
  )
  if (free !== undefined) used.set(free, (used.get(free) ?? 0) + 1)
  return free
}

function runningOf(shop: ShopIndex, s: StepFacts, used: Map<ResourceKey, number>): FixedFacts | undefined {
  const { start } = shop.facts
  if (s.atVendor)
    return {
      running: true,
      fixed: { machineId: awayMachineOf(s.vendorId ?? 0), start, remainingMinutes: s.outsideMinutes },
    }
  if (!s.running || s.kind === 'outside') return undefined
  // As many running operations as a work center has machines stay where they are; more than that were not said to be stopped.
  const key = placeOfRunning(shop, s, used)
  if (key === undefined) return undefined
  return {
    running: true,
    fixed: {
      machineId: machineOf(key),
      start: Math.min(start, s.startedAt ?? start),
      remainingMinutes: minutesAt(shop, key, s.runMinutesLeft),
      personIds: s.runningPersonIds.filter((id) => shop.facts.people.some((p) => p.id === id)),
    },
  }
}

type Booked = { personId: number; from: number; to: number }

/** People for a pinned operation: those with the skill who are in no other pinned or running work at the time, as many as it needs. */
function crewOf(
  shop: ShopIndex,
  s: StepFacts,
  key: ResourceKey,
  span: { from: number; to: number },
  booked: readonly Booked[],
) {
  const center = shop.centerOf.get(key)
  if (center === undefined || !shop.staffed.has(center)) return []
  return shop.facts.people
    .filter((p) => p.centerIds.includes(center))
    .filter((p) => !booked.some((b) => b.personId === p.id && b.from < span.to && b.to > span.from))
    .slice(0, Math.floor(s.crew))
    .map((p) => p.id)
}

function pinnedOf(
  shop: ShopIndex,
  s: StepFacts,
  machines: ReadonlyMap<number, Machine>,
  booked: Booked[],
): FixedFacts | undefined {
  const at = s.choice?.startAt
  if (at === null || at === undefined || s.running || s.atVendor) return undefined
  const own = keysOf(shop, s)
  const chosen = s.choice?.resource ?? s.kept?.resource
  const key = chosen && (shop.centerOf.has(chosen) || own.includes(chosen)) ? chosen : own[0]
  const machine = key === undefined ? undefined : machines.get(machineOf(key))
  if (key === undefined || machine === undefined) return undefined
  // A pin whose time has come and gone without a start goes on from now.
  const start = Math.max(at, shop.facts.start)
  if (s.kind === 'outside') return { running: false, fixed: { machineId: machine.id, start } }
  const attended = minutesAt(shop, key, s.setupMinutes + (s.runMinutesLeft * Math.min(100, s.attendedPercent)) / 100)
  const windows = machine.calendarId === undefined ? [] : shop.book.windows(machine.calendarId)
  const to = workedUntil(windows, start, attended, true) ?? start + attended
  const personIds = crewOf(shop, s, key, { from: start, to }, booked)
  for (const personId of personIds) booked.push({ personId, from: start, to })
  return {
    running: false,
    fixed: { machineId: machine.id, start, setupMinutes: minutesAt(shop, key, s.setupMinutes), personIds },
  }
}

/** What stays as it is: running work, work at vendors, and what a planner pinned. */
export function fixedOf(shop: ShopIndex, machines: readonly Machine[]): Map<number, FixedFacts> {
  const byId = new Map(machines.map((m) => [m.id, m]))
  const steps = shop.facts.work.filter((w: WorkFacts) => !w.held).flatMap((w) => w.steps)
  const fixed = new Map<number, FixedFacts>()
  const used = new Map<ResourceKey, number>()
  const booked: Booked[] = []
  for (const s of steps) {
    const running = runningOf(shop, s, used)
    if (!running) continue
    fixed.set(s.id, running)
    for (const personId of running.fixed.personIds ?? [])
      booked.push({ personId, from: running.fixed.start, to: shop.facts.start + (running.fixed.remainingMinutes ?? 0) })
  }
  const pinned = steps.filter((s) => !fixed.has(s.id) && s.choice?.startAt != null)
  for (const s of pinned.sort((a, b) => (a.choice?.startAt ?? 0) - (b.choice?.startAt ?? 0))) {
    const pin = pinnedOf(shop, s, byId, booked)
    if (pin) fixed.set(s.id, pin)
  }
  return fixed
}
