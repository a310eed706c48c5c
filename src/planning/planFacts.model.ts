import type { Calendar } from '../engines/scheduling/problem.model.ts'
import type { CenterTimeKind } from '../plant/plant.model.ts'
import type { PlanSettings, ResourceKey } from './board.model.ts'

/** All that a plan is made of, as plain data. Times are minutes since 1970, durations minutes. */
export type CenterFacts = {
  id: number
  code: string
  name: string
  calendarId: number
  /** How many work side by side, those with a record of their own among them. */
  machines: number
  records: readonly { id: number; code: string; name: string }[]
  efficiencyPercent: number
  queueMinutes: number
  moveMinutes: number
  heldBackPercent: number
  /** Machine and labor, one machine's hour. */
  hourCost: number
}
export type VendorFacts = {
  id: number
  name: string
  capacity: number | null
  transitMinutes: number
  /** When work leaves for the vendor; null: at any time. */
  pickups: readonly number[] | null
  /** The calendar in which lead days count; null: all days. */
  calendarId: number | null
}
export type PersonFacts = {
  id: number
  number: string
  name: string
  calendarId: number | null
  centerIds: readonly number[]
}
export type ToolFacts = { id: number; name: string; quantity: number }
export type CenterTimeFacts = {
  id: number
  kind: CenterTimeKind
  workCenterId: number
  machineId: number | null
  from: number
  to: number
  reason: string
}
export type SetupTimeFacts = { workCenterId: number; fromFamily: string; toFamily: string; setupMinutes: number }

/** What a planner decided. */
export type Choice = { resource: ResourceKey | null; startAt: number | null; parts: number }

export type StepFacts = {
  /** The method operation's id; less than 0 for work that no work order is for. */
  id: number
  operationId: number
  sequence: number
  name: string
  kind: 'inside' | 'outside'
  workCenterIds: readonly number[]
  vendorId: number | null
  /** What is left of the set-up, for the whole quantity that is left, and the share of it that people attend. */
  setupMinutes: number
  runMinutesLeft: number
  attendedPercent: number
  quantityLeft: number
  overlapQuantity: number
  crew: number
  setupFamily: string
  tooling: string
  /** Outside: at the vendor; from now on when it is there already. */
  outsideMinutes: number
  outsidePrice: number
  atVendor: boolean
  running: boolean
  startedAt: number | null
  /** Where and by whom it is running, as far as it was said. */
  runningMachineId: number | null
  runningPersonIds: readonly number[]
  /** When its last material is there; null when it is. And why not sooner. */
  readyAt: number | null
  readyReason: string
  materialMissing: boolean
  usesMaterial: boolean
  choice: Choice | null
  /** Where the live plan has it. */
  kept: { startAt: number; resource: ResourceKey } | null
}
export type WorkFacts = {
  /** The work order's id; less than 0 for a held slot or a question. */
  id: number
  number: string
  jobId: number | null
  job: string
  customers: string
  item: string
  quantity: number
  /** The work order at the top of its family: the family has one due date and one completion. */
  topId: number
  parentId: number | null
  /** Where in the parent its pieces are used; null: at the first operation. */
  usedAtSequence: number | null
  dueOn: string
  dueAt: number
  /** Money per day late, when it is not rush. */
  normalWeight: number
  rush: boolean
  held: boolean
  holdId: number | null
  /** Operations that are not done, in sequence. */
  steps: readonly StepFacts[]
}
export type PlanFacts = {
  start: number
  zone: string
  settings: PlanSettings
  centers: readonly CenterFacts[]
  vendors: readonly VendorFacts[]
  people: readonly PersonFacts[]
  tools: readonly ToolFacts[]
  setupTimes: readonly SetupTimeFacts[]
  times: readonly CenterTimeFacts[]
  calendars: readonly Calendar[]
  work: readonly WorkFacts[]
}

/** The engine's machine of a resource. One number holds the kind and the record's id. */
const kinds = { m: 1, c: 2, v: 3 } as const
const away = 4
export const machineOf = (key: ResourceKey): number => Number(key.slice(1)) * 8 + kinds[key[0] as 'm' | 'c' | 'v']
/** Work that is at the vendor already needs no pick-up and no place in the vendor's shop. */
export const awayMachineOf = (vendorId: number): number => vendorId * 8 + away
export const keyOf = (machine: number): ResourceKey =>
  `${machine % 8 === kinds.m ? 'm' : machine % 8 === kinds.c ? 'c' : 'v'}${Math.floor(machine / 8)}`
export const vendorKey = (vendorId: number | null): ResourceKey => `v${vendorId ?? 0}`
export const isOutside = (key: ResourceKey): boolean => key.startsWith('v')

/** The resources of a work center: its machines, and the rest of its capacity side by side. */
export function resourcesOf(center: CenterFacts): { key: ResourceKey; code: string; name: string; lanes: number }[] {
  const own = center.records.map((r) => ({ key: `m${r.id}`, code: r.code, name: r.name, lanes: 1 }))
  const rest = Math.max(own.length === 0 ? 1 : 0, center.machines - own.length)
  return rest === 0 ? own : [...own, { key: `c${center.id}`, code: center.code, name: center.name, lanes: rest }]
}
