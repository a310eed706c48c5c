import { type Refusal, refuse } from '../../../core/refusal.ts'
import type { PlanChange, ShownTrial } from '../../board.model.ts'
import type { BoardLayout, PlacedBar } from './layout.ts'

export const boardModes = ['dates', 'queue'] as const
/** Dates: what is dropped stays at its time, and the rest is planned around it. Queue: only the order of a machine changes, dates follow. */
export type BoardMode = (typeof boardModes)[number]

/** Where a bar is held. */
export type Place = { start: number; resource: string }

/** Something that is about to be done, tried while it is held. */
export type Proposal = {
  changes: PlanChange[]
  title: string
  /** The bar that is held, and where it would stand. It may have left what the board has read. */
  held?: PlacedBar
  place?: Place
  /** Let go: when it harms nobody it is done without another question. */
  settled: boolean
  /** The plan that it was grabbed on. */
  version: number
}

/** The held bar as it stands in the plan now, or as it stood when it was grabbed. */
export const heldIn = (layout: BoardLayout, proposal: Proposal | undefined): PlacedBar | undefined =>
  proposal?.held && (layout.byKey.get(proposal.held.bar.key) ?? proposal.held)

type Words = (key: string) => string

/** Why a bar stays where it is, whatever is done. */
export const whyNotGrab = (bar: PlacedBar['bar'], mayPlan: boolean, say: Words): Refusal[] => [
  ...refuse(!mayPlan, 'board.may-not', say('board.mayNot')),
  ...refuse(bar.state === 'done', 'board.done', say('board.isDone')),
  ...refuse(bar.state === 'running', 'board.running', say('board.isRunning')),
  ...refuse(bar.state === 'held', 'board.held', say('board.isHeld')),
]

const middle = (b: PlacedBar) => (b.start + b.end) / 2

const queueOf = (layout: BoardLayout, held: PlacedBar, resource: string): PlacedBar[] =>
  (layout.rows.find((r) => r.resource === resource)?.lanes.flat() ?? [])
    .filter(
      (b) =>
        b.bar.operationId !== null &&
        b.bar.operationId !== held.bar.operationId &&
        b.bar.part === 0 &&
        b.bar.state === 'planned',
    )
    .sort((a, b) => a.start - b.start)

/** One place earlier or later in the queue: the instant that stands for it. */
export function queueStep(layout: BoardLayout, held: PlacedBar, place: Place, by: 1 | -1): number {
  const standing = queueOf(layout, held, place.resource)
  const behind = standing.filter((b) => middle(b) <= place.start).length
  const next = Math.max(0, Math.min(standing.length, behind + by))
  const last = standing[next - 1]
  return last ? middle(last) : Math.min(place.start, (standing[0] ? middle(standing[0]) : place.start) - 1)
}

/** The operations of a resource in the order in which they stand, one that is held among them at its new place. */
export function queueAt(layout: BoardLayout, held: PlacedBar, place: Place): number[] {
  const id = held.bar.operationId
  const standing = queueOf(layout, held, place.resource)
  const ids = (bars: readonly PlacedBar[]) => bars.flatMap((b) => b.bar.operationId ?? [])
  // Dropped on the first half of another bar it goes before it, on the second half behind it.
  const before = standing.filter((b) => middle(b) <= place.start)
  const after = standing.filter((b) => middle(b) > place.start)
  return [...ids(before), ...(id === null ? [] : [id]), ...ids(after)]
}

/** What dropping a bar at a place means; nothing when it would change nothing. */
export function changesOfDrop(mode: BoardMode, layout: BoardLayout, held: PlacedBar, place: Place): PlanChange[] {
  const { operationId, resource } = held.bar
  if (operationId === null) return []
  const elsewhere = place.resource !== resource
  if (mode === 'dates') {
    if (!elsewhere && place.start === held.start) return []
    // Without its resource a pinned operation could be planned onto another machine.
    return [{ kind: 'move', operationId, resource: place.resource, startAt: new Date(place.start).toISOString() }]
  }
  const order = queueAt(layout, held, place)
  const asIs = queueAt(layout, held, { start: held.start, resource })
  const move: PlanChange[] = elsewhere ? [{ kind: 'move', operationId, resource: place.resource }] : []
  if (order.length < 2 || (!elsewhere && order.join() === asIs.join())) return move
  return [...move, { kind: 'queue', resource: place.resource, operationIds: order }]
}

/** Why what is held may not be dropped: it was not even tried, or it would make the plan impossible. */
export const whyNotDrop = (trial: ShownTrial | undefined, reasons: readonly string[]): Refusal[] => [
  ...reasons.map((message) => ({ code: 'board.refused', message })),
  ...(trial?.whyNot ?? []),
]
