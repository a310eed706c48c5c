import { roundCost } from '../core/decimal.ts'
import { type Refusal, refuse } from '../core/refusal.ts'
import type { BrokenRule, PlanChange } from './board.model.ts'
import { minutesOf } from './planDay.rules.ts'
import {
  type CenterTimeFacts,
  type Choice,
  isOutside,
  machineOf,
  type PlanFacts,
  type StepFacts,
  vendorKey,
  type WorkFacts,
} from './planFacts.model.ts'
import type { SolvedPlan } from './planProblem.rules.ts'
import { keysOf, type ShopIndex, shopIndex } from './planShop.rules.ts'
import { firstParts } from './planTotals.rules.ts'
import { faultText, namesOf } from './planWords.rules.ts'

const nothing: Choice = { resource: null, startAt: null, parts: 1 }

/** The choice that a change leaves an operation with; null for none at all. */
export function choiceAfter(before: Choice | null, change: PlanChange): Choice | null {
  const was = before ?? nothing
  if (change.kind === 'unpin') return null
  if (change.kind === 'move')
    return {
      ...was,
      resource: change.resource ?? was.resource,
      startAt: change.startAt === undefined ? was.startAt : minutesOf(change.startAt),
    }
  if (change.kind === 'split') {
    const parts = { ...was, startAt: change.parts > 1 ? null : was.startAt, parts: change.parts }
    return parts.parts === 1 && parts.resource === null && parts.startAt === null ? null : parts
  }
  return before
}

const eachStep = (facts: PlanFacts, act: (s: StepFacts) => StepFacts): PlanFacts => ({
  ...facts,
  work: facts.work.map((w) => ({ ...w, steps: w.steps.map(act) })),
})

/** The starts of a resource's operations given out anew in another order: those named first, in their order. */
export function queued(facts: PlanFacts, resource: string, operationIds: readonly number[]): Map<number, number> {
  const standing = facts.work
    .flatMap((w) => w.steps)
    .filter((s) => s.kept?.resource === resource || operationIds.includes(s.id))
    .map((s) => ({ id: s.id, at: s.kept?.startAt ?? Number.MAX_SAFE_INTEGER }))
    .sort((a, b) => a.at - b.at || a.id - b.id)
  const order = [...operationIds, ...standing.map((s) => s.id).filter((id) => !operationIds.includes(id))]
  const starts = standing.map((s) => s.at)
  return new Map(order.map((id, i) => [id, (starts[i] ?? Number.MAX_SAFE_INTEGER) + i * 1e-3]))
}

function timeOf(facts: PlanFacts, change: Extract<PlanChange, { kind: 'down' | 'overtime' }>): CenterTimeFacts {
  const { kind, workCenterId, from, to, reason } = change
  return {
    id: -1 - facts.times.length,
    kind,
    workCenterId,
    machineId: change.kind === 'down' ? change.machineId : null,
    from: minutesOf(from),
    to: minutesOf(to),
    reason,
  }
}

/** The shop as it would be after one change. A rush order is already among the work: it was loaded with the facts. */
function applied(facts: PlanFacts, change: PlanChange): PlanFacts {
  switch (change.kind) {
    case 'move':
    case 'unpin':
    case 'split':
      return eachStep(facts, (s) =>
        s.id === change.operationId
          ? {
              ...s,
              choice: choiceAfter(s.choice, change),
              ...(change.kind === 'move' && change.resource && isOutside(change.resource)
                ? { vendorId: Number(change.resource.slice(1)) || null }
                : {}),
            }
          : s,
      )
    case 'queue': {
      const starts = queued(facts, change.resource, change.operationIds)
      return eachStep(facts, (s) => {
        const startAt = starts.get(s.id)
        return startAt === undefined ? s : { ...s, kept: { startAt, resource: change.resource } }
      })
    }
    case 'priority':
      return {
        ...facts,
        work: facts.work.map((w) => (w.jobId === change.jobId ? { ...w, rush: change.priority === 'rush' } : w)),
      }
    case 'down':
    case 'overtime':
      return { ...facts, times: [...facts.times, timeOf(facts, change)] }
    case 'retime':
      return {
        ...facts,
        times: facts.times.map((t) =>
          t.id === change.centerTimeId
            ? { ...t, from: minutesOf(change.from), to: minutesOf(change.to), reason: change.reason }
            : t,
        ),
      }
    case 'dropTime':
      return { ...facts, times: facts.times.filter((t) => t.id !== change.centerTimeId) }
    case 'outside':
      return eachStep(facts, (s) =>
        s.id === change.operationId
          ? {
              ...s,
              kind: 'outside',
              vendorId: change.vendorId,
              choice: null,
              outsideMinutes: change.leadDays * 1440,
              outsidePrice: roundCost(change.unitPrice * s.quantityLeft),
              kept: s.kept ? { ...s.kept, resource: vendorKey(change.vendorId) } : null,
            }
          : s,
      )
    case 'releaseHold':
      return { ...facts, work: facts.work.filter((w) => w.holdId !== change.holdId) }
    case 'rushOrder':
      return facts
  }
}

export const applyChanges = (facts: PlanFacts, changes: readonly PlanChange[]): PlanFacts =>
  changes.reduce(applied, facts)

type Known = { facts: PlanFacts; shop: ShopIndex; steps: ReadonlyMap<number, { w: WorkFacts; s: StepFacts }> }

function whyNotOne({ facts, shop, steps }: Known, c: PlanChange): Refusal[] {
  switch (c.kind) {
    case 'move':
    case 'unpin':
    case 'split':
    case 'outside': {
      const found = steps.get(c.operationId)
      if (!found) return refuse(true, 'plan.no-operation', 'The operation is done or gone.')
      const name = `${found.w.number}/${found.s.sequence}`
      const resource = c.kind === 'move' ? c.resource : undefined
      return [
        ...refuse(found.s.running && c.kind !== 'unpin', 'plan.running', `${name} is running.`),
        ...refuse(found.s.atVendor, 'plan.at-vendor', `${name} is at the vendor.`),
        ...refuse(found.w.held, 'plan.on-hold', `${found.w.job} is on hold.`),
        ...refuse(
          c.kind === 'move' && c.resource === undefined && c.startAt === undefined,
          'plan.no-move',
          `Say where or when ${name} goes.`,
        ),
        ...refuse(
          resource !== undefined && found.s.kind === 'inside' && !shop.centerOf.has(resource),
          'plan.no-resource',
          `There is no machine ${resource}.`,
        ),
        ...refuse(
          resource !== undefined && found.s.kind === 'outside' && !isOutside(resource),
          'plan.outside',
          `${name} is done at a vendor.`,
        ),
        ...refuse(
          c.kind === 'outside' && !facts.vendors.some((v) => v.id === c.vendorId),
          'plan.no-vendor',
          'There is no such vendor.',
        ),
        ...refuse(
          c.kind === 'outside' && found.s.quantityLeft < found.w.quantity,
          'plan.begun',
          `${name} has been begun here.`,
        ),
      ]
    }
    case 'queue':
      return [
        ...refuse(
          c.operationIds.some((id) => !steps.has(id)),
          'plan.no-operation',
          'An operation of the queue is done or gone.',
        ),
        ...refuse(
          new Set(c.operationIds).size < c.operationIds.length,
          'plan.queue-twice',
          'An operation stands twice in the queue.',
        ),
        ...refuse(
          !isOutside(c.resource) && !shop.centerOf.has(c.resource),
          'plan.no-resource',
          `There is no machine ${c.resource}.`,
        ),
      ]
    case 'priority':
      return refuse(!facts.work.some((w) => w.jobId === c.jobId), 'plan.no-job', 'The job is done or gone.')
    case 'down':
    case 'overtime':
      return [
        ...refuse(!shop.centers.has(c.workCenterId), 'plan.no-work-center', 'There is no such work center.'),
        ...refuse(minutesOf(c.from) >= minutesOf(c.to), 'plan.order', 'It ends before it begins.'),
        ...refuse(minutesOf(c.to) <= facts.start, 'plan.past', 'It is over already.'),
        ...refuse(
          c.kind === 'down' && c.machineId !== null && shop.centerOf.get(`m${c.machineId}`) !== c.workCenterId,
          'plan.no-machine',
          'The machine is not of this work center.',
        ),
      ]
    case 'retime':
    case 'dropTime':
      return [
        ...refuse(!facts.times.some((t) => t.id === c.centerTimeId), 'plan.no-time', 'The stretch is over or gone.'),
        ...refuse(
          c.kind === 'retime' && minutesOf(c.from) >= minutesOf(c.to),
          'plan.order',
          'It ends before it begins.',
        ),
      ]
    case 'releaseHold':
      return refuse(!facts.work.some((w) => w.holdId === c.holdId), 'plan.no-hold', 'The slot is not held any more.')
    case 'rushOrder':
      return []
  }
}

/** Everything that stands against trying or doing the changes at all. Rules that a plan breaks are another thing: those it shows. */
export function whyNotChange(facts: PlanFacts, changes: readonly PlanChange[]): Refusal[] {
  const steps = new Map(facts.work.flatMap((w) => w.steps.map((s) => [s.id, { w, s }] as const)))
  const known = { facts, shop: shopIndex(facts), steps }
  return changes.flatMap((c) => whyNotOne(known, c))
}

type Own = { code: string; message: string; operationIds: number[] }

/** Rules that the engine does not know, since to it a pin is a fact: the frozen zone, material, and where an operation may run. */
function ownRules(plan: SolvedPlan, moved: ReadonlySet<number>, clock: (minutes: number) => string): Own[] {
  const names = namesOf(plan.facts)
  const first = firstParts(plan.answer)
  return plan.facts.work.flatMap((w) =>
    w.steps.flatMap((s): Own[] => {
      const p = first.get(s.id)
      if (!p || s.running || s.atVendor) return []
      const name = `${w.number}/${s.sequence}`
      const key = s.choice?.resource
      const crew = Math.floor(s.crew)
      const center = plan.shop.centerOf.get(key ?? s.kept?.resource ?? '')
      const pinned = s.choice?.startAt != null
      return [
        ...refuse(
          moved.has(s.id) && plan.facts.settings.frozenHours > 0 && p.start < plan.shop.frozenUntil,
          'frozen',
          `${name} is put into the frozen zone, which ends at ${clock(plan.shop.frozenUntil)}.`,
        ),
        ...refuse(
          pinned && s.readyAt !== null && p.start < s.readyAt,
          'material',
          `${name} starts before its material is there. ${s.readyReason}`,
        ),
        ...refuse(
          key != null && !isOutside(key) && !keysOf(plan.shop, { ...s, choice: null }).includes(key),
          'alternative',
          `${names.machine(machineOf(key ?? 'c0'))} is not among the machines of ${name}.`,
        ),
        ...refuse(
          pinned && center !== undefined && plan.shop.staffed.has(center) && crew > 0 && p.people.length < crew,
          'crew',
          `${name} needs ${crew} with the skill, and ${p.people.length} are free then.`,
        ),
      ].map((r) => ({ ...r, operationIds: [s.operationId] }))
    }),
  )
}

/** Rules that a planner may knowingly break, since people can still put them right. All others make a plan impossible. */
const soft: ReadonlySet<string> = new Set(['frozen', 'material', 'crew'])

/** A breakdown has happened whatever the plan says of it: these say how the shop is, all others what is to be done. */
const facts: ReadonlySet<PlanChange['kind']> = new Set(['down', 'overtime', 'retime', 'dropTime', 'releaseHold'])

/** Why the changes would make the plan impossible: rules newly broken that nobody can put right. */
export const whyImpossible = (changes: readonly PlanChange[], broken: readonly BrokenRule[]): Refusal[] =>
  changes.every((c) => facts.has(c.kind))
    ? []
    : broken.filter((r) => r.hard && !r.before).map(({ code, message }) => ({ code: `plan.${code}`, message }))

/** Every rule that a plan breaks, and whether the plan before broke it too. */
export function brokenRules(
  plan: SolvedPlan,
  before: SolvedPlan | undefined,
  moved: ReadonlySet<number>,
  clock: (minutes: number) => string,
): BrokenRule[] {
  const of = (p: SolvedPlan, ids: ReadonlySet<number>): Own[] => {
    const names = namesOf(p.facts)
    return [
      ...p.faults.map((f) => ({
        code: f.code,
        message: faultText(f, names, clock),
        operationIds: f.operationIds.flatMap((id) => names.step(id)?.step.operationId ?? []),
      })),
      ...ownRules(p, ids, clock),
    ]
  }
  const known = new Set(before ? of(before, new Set()).map((f) => `${f.code} ${f.operationIds.join()}`) : [])
  return of(plan, moved).map((f) => ({
    ...f,
    hard: !soft.has(f.code),
    before: known.has(`${f.code} ${f.operationIds.join()}`),
  }))
}
