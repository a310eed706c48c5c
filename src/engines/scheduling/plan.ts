import { type Shop, trait } from './shop.ts'
import { finish, finishTogether, type MaybeTimeline } from './timeline.ts'

/** A schedule on typed arrays. One row per placed operation or part of one; an operation's rows are next to each other. */
export type Plan = {
  rows: number
  rowOp: Int32Array
  rowAlt: Int32Array
  rowLane: Int32Array
  rowQuantity: Float64Array
  rowStart: Float64Array
  rowAttendedEnd: Float64Array
  rowEnd: Float64Array
  rowSetup: Float64Array
  rowReason: Uint8Array
  /** Operation that held up this one, or −1. */
  rowBlocker: Int32Array
  /** Person or tool waited for, or −1. */
  rowThing: Int32Array
  /** People of each row that has any. */
  rowPeople: Map<number, readonly number[]>
  /** First row of each operation; −1 while it has none. */
  opRow: Int32Array
  opRows: Int32Array
  /** End of all parts. */
  opEnd: Float64Array
  /** 1 + place in unplacedCodes; 0 otherwise. */
  opUnplaced: Uint8Array
}

export function emptyPlan(shop: Shop): Plan {
  let most = 0
  for (let i = 0; i < shop.count; i++) most += Math.max(1, shop.opParts[i]!)
  return {
    rows: 0,
    rowOp: new Int32Array(most),
    rowAlt: new Int32Array(most),
    rowLane: new Int32Array(most),
    rowQuantity: new Float64Array(most),
    rowStart: new Float64Array(most),
    rowAttendedEnd: new Float64Array(most),
    rowEnd: new Float64Array(most),
    rowSetup: new Float64Array(most),
    rowReason: new Uint8Array(most),
    rowBlocker: new Int32Array(most),
    rowThing: new Int32Array(most),
    rowPeople: new Map(),
    opRow: new Int32Array(shop.count).fill(-1),
    opRows: new Int32Array(shop.count),
    opEnd: new Float64Array(shop.count),
    opUnplaced: new Uint8Array(shop.count),
  }
}

/** The machine's open time as the operation's job may use it. */
export const lineOf = (shop: Shop, op: number, machine: number, attended: boolean): MaybeTimeline =>
  shop.lines[4 * machine + (shop.opTraits[op]! & trait.rush ? 2 : 0) + (attended ? 0 : 1)]!

/** When attended work begun at t is done with these people; those whose hours are the machine's cost nothing extra. */
export function finishWithPeople(
  shop: Shop,
  line: MaybeTimeline,
  people: readonly number[],
  t: number,
  minutes: number,
): number {
  let others: MaybeTimeline[] | null = null
  for (const p of people) {
    const own = shop.personLine[p]!
    if (own === null || own === line) continue
    others ??= [line]
    if (!others.includes(own)) others.push(own)
  }
  return others === null ? finish(line, t, minutes) : finishTogether(others, t, minutes)
}

/** When `minutes` of a row's set-up and run, counted from its start, are done. Rows in the shop only. */
export function rowProgress(shop: Shop, plan: Plan, row: number, minutes: number): number {
  const op = plan.rowOp[row]!
  const alt = plan.rowAlt[row]!
  const machine = shop.altMachine[alt]!
  const share = plan.rowQuantity[row]! / shop.opQuantity[op]!
  const attended = plan.rowSetup[row]! + shop.altAttended[alt]! * share
  if (minutes > attended) return finish(lineOf(shop, op, machine, false), plan.rowAttendedEnd[row]!, minutes - attended)
  const people = shop.opFixed[op] ? [] : (plan.rowPeople.get(row) ?? [])
  return finishWithPeople(shop, lineOf(shop, op, machine, true), people, plan.rowStart[row]!, minutes)
}
