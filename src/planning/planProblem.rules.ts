import { round } from '../core/decimal.ts'
import type { Fault } from '../engines/scheduling/check.ts'
import type {
  Alternative,
  Answer,
  CrewNeed,
  Link,
  Machine,
  Operation,
  Person,
  Problem,
  SetupMatrix,
} from '../engines/scheduling/problem.model.ts'
import {
  awayMachineOf,
  machineOf,
  type PlanFacts,
  resourcesOf,
  type StepFacts,
  vendorKey,
  type WorkFacts,
} from './planFacts.model.ts'
import { type FixedFacts, fixedOf } from './planFixed.rules.ts'
import { keysOf, type ShopIndex, shopIndex } from './planShop.rules.ts'

export type Homeless = { operationId: number; workOrderId: number; reason: string }

/** A plan beside what it was made of. */
export type SolvedPlan = {
  facts: PlanFacts
  problem: Problem
  shop: ShopIndex
  homeless: readonly Homeless[]
  answer: Answer
  faults: readonly Fault[]
}

const whyHomeless = (w: WorkFacts, s: StepFacts, shop: ShopIndex): string | undefined =>
  w.held
    ? 'The job is on hold.'
    : s.kind === 'outside' || s.workCenterIds.some((id) => shop.centers.has(id))
      ? undefined
      : 'It has no work center.'

function alternativesOf(shop: ShopIndex, s: StepFacts): Alternative[] {
  if (s.kind === 'outside')
    return [
      {
        machineId: s.atVendor ? awayMachineOf(s.vendorId ?? 0) : machineOf(vendorKey(s.vendorId)),
        unattendedMinutes: s.outsideMinutes,
      },
    ]
  const own = keysOf(shop, s)
  const bound = s.choice?.resource
  const keys = bound && shop.centerOf.has(bound) ? [bound] : own
  return keys.map((key) => {
    const center = shop.centers.get(shop.centerOf.get(key) ?? -1)
    const slower = center && center.efficiencyPercent > 0 ? 100 / center.efficiencyPercent : 1
    const run = s.runMinutesLeft * slower
    const attended = round((run * Math.min(100, s.attendedPercent)) / 100, 4)
    return {
      machineId: machineOf(key),
      setupMinutes: s.running ? 0 : s.setupMinutes * slower,
      attendedMinutes: attended,
      unattendedMinutes: Math.max(0, round(run - attended, 4)),
    }
  })
}

const centerOfStep = (shop: ShopIndex, s: StepFacts) => shop.centers.get(s.workCenterIds[0] ?? -1)

/** The first operation still to be done that cannot go on without the child's pieces. */
const usedAt = (child: WorkFacts, steps: readonly StepFacts[]): number => {
  const at = child.usedAtSequence === null ? 0 : steps.findIndex((s) => s.sequence >= (child.usedAtSequence ?? 0))
  return at < 0 ? steps.length - 1 : at
}

function linksTo(
  shop: ShopIndex,
  w: WorkFacts,
  index: number,
  children: readonly WorkFacts[],
  placed: ReadonlySet<number>,
): Link[] {
  const step = w.steps[index] as StepFacts
  const before = w.steps[index - 1]
  const lag = (from: StepFacts) =>
    (centerOfStep(shop, from)?.moveMinutes ?? 0) + (centerOfStep(shop, step)?.queueMinutes ?? 0)
  const own: Link[] =
    before && placed.has(before.id)
      ? [
          {
            operationId: before.id,
            lagMinutes: lag(before),
            ...(before.overlapQuantity > 0 && before.overlapQuantity < before.quantityLeft
              ? { transferQuantity: before.overlapQuantity }
              : {}),
          },
        ]
      : []
  return [
    ...own,
    ...children.flatMap((c): Link[] => {
      const last = c.steps.at(-1)
      if (usedAt(c, w.steps) !== index || !last || !placed.has(last.id)) return []
      return [{ operationId: last.id, lagMinutes: lag(last) }]
    }),
  ]
}

/**
 * People with a skill, numbered by the work centers that it is for. An operation that may run at several staffed work centers asks for
 * people who have the skill of each; when nobody has, of the first.
 */
export function crewBook(shop: ShopIndex) {
  const ids = new Map<string, number>()
  const skilled = (centerIds: readonly number[]) =>
    shop.facts.people.filter((p) => centerIds.every((id) => p.centerIds.includes(id)))
  return {
    needs: (s: StepFacts): CrewNeed[] => {
      const count = Math.floor(s.crew)
      const work = s.setupMinutes + (s.runMinutesLeft * s.attendedPercent) / 100
      const bound = s.choice?.resource ? shop.centerOf.get(s.choice.resource) : undefined
      const centers = (bound === undefined ? s.workCenterIds : [bound])
        .filter((id) => shop.staffed.has(id))
        .sort((a, b) => a - b)
      if (s.kind === 'outside' || count < 1 || work <= 0 || centers.length === 0) return []
      const asked =
        skilled(centers).length > 0 ? centers : s.workCenterIds.filter((id) => shop.staffed.has(id)).slice(0, 1)
      const key = asked.join()
      if (!ids.has(key)) ids.set(key, ids.size)
      return [{ skillId: ids.get(key) ?? 0, count }]
    },
    skillsOf: (centerIds: readonly number[]): number[] =>
      [...ids].filter(([key]) => key.split(',').every((id) => centerIds.includes(Number(id)))).map(([, id]) => id),
  }
}

/** The names of tools that an operation's tooling says and that exist in a number. */
function toolsOf(s: StepFacts, tools: ReadonlyMap<string, number>): number[] {
  if (s.kind === 'outside' || s.tooling === '' || tools.size === 0) return []
  const named = s.tooling.split(/[,;]/).map((n) => n.trim().toLowerCase())
  return [...new Set(named.flatMap((n) => tools.get(n) ?? []))]
}

/** Set-up minutes by work center; where nothing is said the operation's own set-up holds, and none within a family. */
function matricesOf(facts: PlanFacts, families: ReadonlyMap<string, number>): SetupMatrix[] {
  return [...Map.groupBy(facts.setupTimes, (t) => t.workCenterId)].map(([id, times]) => {
    const minutes = Array.from({ length: families.size }, (_, from) =>
      Array.from({ length: families.size }, (_x, to) => (from === to ? 0 : -1)),
    )
    for (const t of times) {
      const [from, to] = [families.get(t.fromFamily), families.get(t.toFamily)]
      if (from !== undefined && to !== undefined) (minutes[from] as number[])[to] = t.setupMinutes
    }
    return { id, minutes }
  })
}

function machinesOf(shop: ShopIndex, matrices: readonly SetupMatrix[]): Machine[] {
  const { facts, book } = shop
  const inside = facts.centers.flatMap((c) =>
    resourcesOf(c).map((r): Machine => {
      const times = facts.times.filter(
        (t) => t.workCenterId === c.id && (t.machineId === null || r.key === `m${t.machineId}`),
      )
      return {
        id: machineOf(r.key),
        workCenterId: c.id,
        calendarId: book.of(c.calendarId, times),
        capacity: r.lanes,
        ...(matrices.some((m) => m.id === c.id) ? { setupMatrixId: c.id } : {}),
      }
    }),
  )
  const outside = facts.vendors.flatMap((v): Machine[] => [
    {
      id: machineOf(vendorKey(v.id)),
      workCenterId: 0,
      capacity: v.capacity,
      ...(v.calendarId === null ? {} : { calendarId: v.calendarId }),
      ...(v.pickups === null && v.transitMinutes === 0
        ? {}
        : {
            outside: {
              transitOutMinutes: v.transitMinutes,
              transitBackMinutes: v.transitMinutes,
              ...(v.pickups === null ? {} : { pickups: v.pickups }),
            },
          }),
    },
    { id: awayMachineOf(v.id), workCenterId: 0, capacity: null },
  ])
  const nobody: Machine[] = [machineOf('v0'), awayMachineOf(0)].map((id) => ({ id, workCenterId: 0, capacity: null }))
  return [...inside, ...outside, ...nobody]
}

const peopleOf = (shop: ShopIndex, skillsOf: (centerIds: readonly number[]) => number[]): Person[] =>
  shop.facts.people.map((p) => {
    const overtime = shop.facts.times.filter((t) => t.kind === 'overtime' && p.centerIds.includes(t.workCenterId))
    return {
      id: p.id,
      skillIds: skillsOf(p.centerIds),
      ...(p.calendarId === null ? {} : { calendarId: shop.book.of(p.calendarId, overtime) }),
    }
  })

type Books = {
  crew: ReturnType<typeof crewBook>
  families: ReadonlyMap<string, number>
  tools: ReadonlyMap<string, number>
  fixed: ReadonlyMap<number, FixedFacts>
  placed: ReadonlySet<number>
}

function operationOf(
  shop: ShopIndex,
  w: WorkFacts,
  i: number,
  children: readonly WorkFacts[],
  books: Books,
): Operation {
  const s = w.steps[i] as StepFacts
  const fixed = books.fixed.get(s.id)
  const frozen = s.kept === null || s.kept.startAt >= shop.frozenUntil ? shop.frozenUntil : 0
  const readyAt = Math.max(s.readyAt ?? 0, frozen)
  const family = books.families.get(s.setupFamily)
  const crew = fixed ? [] : books.crew.needs(s)
  const toolIds = toolsOf(s, books.tools)
  return {
    id: s.id,
    jobId: w.topId,
    alternatives: alternativesOf(shop, s),
    quantity: Math.max(1e-6, s.quantityLeft),
    after: fixed?.running ? [] : linksTo(shop, w, i, children, books.placed),
    ...(fixed ? { fixed: fixed.fixed } : readyAt > shop.facts.start ? { readyAt } : {}),
    ...(family === undefined ? {} : { setupFamily: family }),
    ...(crew.length > 0 ? { crew } : {}),
    ...(toolIds.length > 0 ? { toolIds } : {}),
    ...((s.choice?.parts ?? 1) > 1 && !fixed ? { maximumParts: s.choice?.parts ?? 1 } : {}),
    ...(s.kept ? { rank: s.kept.startAt, stayOn: machineOf(s.kept.resource) } : {}),
  }
}

/** The engine's problem: a machine for each resource, a job for each family of work orders. */
export function problemOf(facts: PlanFacts): { problem: Problem; homeless: Homeless[]; shop: ShopIndex } {
  const shop = shopIndex(facts)
  const homeless = facts.work.flatMap((w) =>
    w.steps.flatMap((s): Homeless[] => {
      const reason = whyHomeless(w, s, shop)
      return reason ? [{ operationId: s.id, workOrderId: w.id, reason }] : []
    }),
  )
  const without = new Set(homeless.map((h) => h.operationId))
  const steps = facts.work.flatMap((w) => w.steps)
  const families = new Map(
    [...new Set([...steps.map((s) => s.setupFamily), ...facts.setupTimes.flatMap((t) => [t.fromFamily, t.toFamily])])]
      .filter((f) => f !== '')
      .map((f, i) => [f, i]),
  )
  const matrices = matricesOf(facts, families)
  const machines = machinesOf(shop, matrices)
  const books: Books = {
    crew: crewBook(shop),
    families,
    tools: new Map(facts.tools.map((t) => [t.name.trim().toLowerCase(), t.id])),
    placed: new Set(steps.filter((s) => !without.has(s.id)).map((s) => s.id)),
    fixed: fixedOf(shop, machines),
  }
  const children = Map.groupBy(facts.work, (w) => w.parentId)
  const operations = facts.work.flatMap((w) =>
    w.steps.flatMap((s, i) => (without.has(s.id) ? [] : [operationOf(shop, w, i, children.get(w.id) ?? [], books)])),
  )
  // A family whose top is done or gone is known by what is left of it.
  const tops = new Map<number, WorkFacts>()
  for (const w of facts.work) if (w.id === w.topId || !tops.has(w.topId)) tops.set(w.topId, w)
  return {
    homeless,
    shop,
    problem: {
      start: facts.start,
      workCenters: [
        { id: 0 },
        ...facts.centers.map((c) => ({ id: c.id, heldBackShare: Math.min(95, c.heldBackPercent) / 100 })),
      ],
      machines,
      people: peopleOf(shop, books.crew.skillsOf),
      tools: facts.tools.map((t) => ({ id: t.id, quantity: t.quantity })),
      setupMatrices: matrices,
      calendars: shop.book.all(),
      jobs: [...tops.values()].map((w) => ({
        id: w.topId,
        dueAt: w.dueAt,
        weight: w.normalWeight * (w.rush ? facts.settings.rushFactor : 1),
        ...(w.rush ? { mayUseHeldBack: true } : {}),
      })),
      operations,
    },
  }
}
