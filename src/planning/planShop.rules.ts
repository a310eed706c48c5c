import type { ResourceKey } from './board.model.ts'
import { type CalendarBook, calendarBook } from './planCalendar.rules.ts'
import { type CenterFacts, type PlanFacts, resourcesOf, type StepFacts, vendorKey } from './planFacts.model.ts'

/** The shop with everything looked up once: what the parts of the problem are made from. */
export type ShopIndex = {
  facts: PlanFacts
  centers: ReadonlyMap<number, CenterFacts>
  /** Resources of a work center, in order. */
  resources: ReadonlyMap<number, readonly ResourceKey[]>
  /** The work center of each resource of ours. */
  centerOf: ReadonlyMap<ResourceKey, number>
  /** Work centers whose work needs a person with the skill: those that anybody has it for. */
  staffed: ReadonlySet<number>
  book: CalendarBook
  frozenUntil: number
}

export function shopIndex(facts: PlanFacts): ShopIndex {
  const resources = new Map(facts.centers.map((c) => [c.id, resourcesOf(c).map((r) => r.key)]))
  return {
    facts,
    centers: new Map(facts.centers.map((c) => [c.id, c])),
    resources,
    centerOf: new Map([...resources].flatMap(([id, keys]) => keys.map((k) => [k, id] as const))),
    staffed: new Set(facts.settings.planPeople ? facts.people.flatMap((p) => p.centerIds) : []),
    book: calendarBook(facts.calendars),
    frozenUntil: facts.start + facts.settings.frozenHours * 60,
  }
}

/** Where an operation may run: its own work centers, and where a planner put it. */
export const keysOf = (shop: ShopIndex, s: StepFacts): ResourceKey[] =>
  s.kind === 'outside' ? [vendorKey(s.vendorId)] : s.workCenterIds.flatMap((id) => [...(shop.resources.get(id) ?? [])])
