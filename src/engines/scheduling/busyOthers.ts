import type { Answer, Placement, Problem } from './problem.model.ts'

type Stretch = { placement: Placement; from: number; to: number }

/** What people and tools do in a plan, while its placements are moved one by one. */
export type Others = {
  /** Where one of the placement's people begins what else is in the way of the attended part of `to`; undefined if they are all free. */
  peopleBusyFrom(own: Placement, to: Placement): number | undefined
  /** Where one of its tools is used up by others within `to`; undefined if all are free. */
  toolsBusyFrom(own: Placement, to: Placement): number | undefined
  move(own: Placement, to: Placement): void
}

const rounding = 1e-6

export function busyOthers(problem: Problem, answer: Answer): Others {
  const toolsOf = new Map(problem.operations.map((o) => [o.id, o.toolIds ?? []]))
  const stock = new Map((problem.tools ?? []).map((t) => [t.id, t.quantity]))
  const people = new Map<number, Stretch[]>()
  const tools = new Map<number, Stretch[]>()
  const add = (to: Map<number, Stretch[]>, id: number, stretch: Stretch) => {
    const known = to.get(id)
    if (known) known.push(stretch)
    else to.set(id, [stretch])
  }
  const note = (placement: Placement, now: Placement) => {
    for (const b of now.people) add(people, b.personId, { placement, from: b.from, to: b.to })
    for (const id of toolsOf.get(now.operationId) ?? []) add(tools, id, { placement, from: now.start, to: now.end })
  }
  for (const p of answer.placements) note(p, p)
  const beside = (all: readonly Stretch[] | undefined, own: Placement, from: number, to: number) =>
    (all ?? []).filter((s) => s.placement !== own && s.from < to - rounding && s.to > from + rounding)

  return {
    peopleBusyFrom: (own, to) =>
      latest(
        to.people.flatMap((b) => beside(people.get(b.personId), own, to.start, to.attendedEnd).map((s) => s.from)),
      ),
    toolsBusyFrom: (own, to) =>
      latest(
        (toolsOf.get(own.operationId) ?? []).flatMap((id) => {
          const all = beside(tools.get(id), own, to.start, to.end)
          return usedUp(all, stock.get(id) ?? 0)
        }),
      ),
    move: (own, to) => {
      for (const b of own.people) drop(people.get(b.personId), own)
      for (const id of toolsOf.get(own.operationId) ?? []) drop(tools.get(id), own)
      note(own, to)
    },
  }
}

function drop(all: Stretch[] | undefined, own: Placement): void {
  for (let k = (all?.length ?? 0) - 1; k >= 0; k--) if (all![k]!.placement === own) all!.splice(k, 1)
}

/** Of several in the way, the last: whatever ends before it begins may still be free. */
const latest = (instants: readonly number[]): number | undefined =>
  instants.length === 0 ? undefined : Math.max(...instants)

/** The instants at which all of a tool are in use by these. */
function usedUp(stretches: readonly Stretch[], quantity: number): number[] {
  return stretches
    .map((s) => s.from)
    .filter((at) => stretches.filter((s) => s.from <= at + rounding && s.to > at + rounding).length >= quantity)
}
