/**
 * The finite scheduling problem and its answer: plain data in, plain data out.
 * Ids are integers that the caller chooses; each kind of thing has its own id space. All times are minutes (whole or
 * fractional) since an epoch that the caller chooses. An omitted optional field has the default that its comment gives.
 */

/** A stretch of open time, [from, to). Attended: people are at work. Unattended: machines may run on alone. */
export type Window = { from: number; to: number; attended: boolean }

/** Windows in ascending order that do not overlap. Time outside every window is closed, also after the last window. */
export type Calendar = { id: number; windows: readonly Window[] }

/** Set-up minutes from family to family: `minutes[from][to]`, less than 0 for the operation's own. Families are the integers 0 … n−1. */
export type SetupMatrix = { id: number; minutes: readonly (readonly number[])[] }

/**
 * A group of machines. `heldBackShare` (0 … <1, default 0) of each open window, at its end, is closed to all jobs but
 * those with `mayUseHeldBack`, and so stays free for repairs and rush work. Without a calendar a window is each 24 hours from the problem's start.
 */
export type WorkCenter = { id: number; heldBackShare?: number }

/** An outside vendor's terms. The operation starts at a pick-up and ends when the work is back in the shop. */
export type Outside = {
  transitOutMinutes: number
  transitBackMinutes: number
  /** Ascending instants at which work can leave the shop. Default: at any time. */
  pickups?: readonly number[]
}

export type Machine = {
  id: number
  workCenterId: number
  /** Default: always open and attended. */
  calendarId?: number
  /** Operations (or batches) at the same time. Default 1; null: unlimited. */
  capacity?: number | null
  setupMatrixId?: number
  /** The family that the machine stands set up for at the start. Default: none. */
  setupFamily?: number
  /** Makes this a batch machine (oven, paint line): operations with the same batch key run together up to this load. */
  maximumLoad?: number
  outside?: Outside
}

export type Person = { id: number; calendarId?: number; skillIds: readonly number[] }

/** `quantity` interchangeable tools or fixtures. */
export type Tool = { id: number; quantity: number }

export type Job = {
  id: number
  /** No operation of the job starts earlier. Default: the problem's start. */
  releaseAt?: number
  /** Default: never late. */
  dueAt?: number
  /** Money per day (1,440 minutes) late. Default 1. */
  weight?: number
  mayUseHeldBack?: boolean
}

/**
 * The operation waits for another operation, of its own job or of a child's, to end, plus `lagMinutes`.
 * With `transferQuantity` q of the predecessor's quantity Q it may start when the first q pieces are done, and its own
 * last q/Q of run time may not begin before the predecessor ends. Overlap needs both to run whole, inside and not in a batch;
 * otherwise the link is an ordinary one.
 */
export type Link = { operationId: number; lagMinutes?: number; transferQuantity?: number }

/** Minutes on one machine for the operation's whole quantity. First set-up, then attended run, then unattended run. */
export type Alternative = {
  machineId: number
  /** Set-up when no family rule says otherwise (see Operation.setupFamily). Attended. Default 0. */
  setupMinutes?: number
  attendedMinutes?: number
  unattendedMinutes?: number
}

/** `count` people who each have the skill, for set-up and attended run. */
export type CrewNeed = { skillId: number; count: number }

/**
 * Already started, or pinned by a planner: the engine keeps machine, start and set-up as they are.
 * Its time runs on the machine's own calendar; its people are booked from start to the end of attended time.
 */
export type Fixed = {
  machineId: number
  start: number
  setupMinutes?: number
  personIds?: readonly number[]
  /** Running: minutes left at the problem's start. Without it the operation's end follows from its start. */
  remainingMinutes?: number
}

export type Operation = {
  id: number
  jobId: number
  /** At least one. The same array may be shared by many operations. */
  alternatives: readonly Alternative[]
  after?: readonly Link[]
  /** Default 1. */
  quantity?: number
  /** When the last bought or stocked material is there. */
  readyAt?: number
  /**
   * Set-up is the machine's matrix entry from the family before to this family; without matrix 0 after the same family;
   * in every other case, and for an operation without family, the alternative's own set-up.
   */
  setupFamily?: number
  crew?: readonly CrewNeed[]
  /** One unit of each, from start to end. */
  toolIds?: readonly number[]
  /** The quantity may be split in up to this many parts, each on its own machine with its own set-up. Default 1. */
  maximumParts?: number
  /** Least quantity in a part. Default 1. */
  minimumPart?: number
  /** On batch machines only operations with equal key, crew, tools and setupFamily share a run. Its time is the longest of its members'. */
  batchKey?: number
  /** Share of the batch machine's maximumLoad. Default 1. */
  batchLoad?: number
  /** May not pause over closed time. */
  unbroken?: boolean
  /** Its place in the order of a plan that is to be kept: the rule `given` takes the lowest first. Default: behind all that have one. */
  rank?: number
  /** The machine on which it stands in a plan that is to be kept: it moves to another only where that ends it hours sooner. */
  stayOn?: number
  fixed?: Fixed
}

export type Problem = {
  /** Now. */
  start: number
  /** Operations that are not fixed start no earlier. Default: start. */
  frozenUntil?: number
  workCenters: readonly WorkCenter[]
  machines: readonly Machine[]
  calendars?: readonly Calendar[]
  setupMatrices?: readonly SetupMatrix[]
  people?: readonly Person[]
  tools?: readonly Tool[]
  jobs: readonly Job[]
  operations: readonly Operation[]
}

/**
 * What a start waited for last. `start`: nothing, it starts with the plan. `predecessor`, `machine`, `person` and `tool` name the
 * operation that was in the way; `calendar` is closed time; `due`: moved toward its due date; `turn`: more urgent work went first, or the dispatcher kept to its order.
 */
export const reasonCodes = [
  'start',
  'fixed',
  'frozen',
  'release',
  'material',
  'predecessor',
  'overlap',
  'machine',
  'person',
  'tool',
  'calendar',
  'pickup',
  'pinned',
  'turn',
  'due',
] as const
export type ReasonCode = (typeof reasonCodes)[number]

export type Reason = {
  code: ReasonCode
  /** The operation that held up this one, if one did. */
  operationId?: number
  /** The person or tool waited for. */
  personId?: number
  toolId?: number
}

/** `personId` works on the placement in [from, to), as far as the calendars are open. */
export type Booking = { personId: number; from: number; to: number }

/** One operation, or one part of it, on one machine. */
export type Placement = {
  operationId: number
  machineId: number
  /** 0 … capacity − 1. 0 on unlimited machines. */
  lane: number
  quantity: number
  start: number
  /** End of set-up and attended run. */
  attendedEnd: number
  end: number
  setupMinutes: number
  people: readonly Booking[]
  reason: Reason
}

export type JobResult = {
  jobId: number
  /** Null when an operation could not be placed. */
  completion: number | null
  lateMinutes: number
  /** lateMinutes / 1440 × weight. */
  lateCost: number
}

/** Why an operation has no place: nothing more can be done within the calendars given, or a need that nobody and nothing meets. */
export const unplacedCodes = [
  'calendar-ends',
  'no-person',
  'no-tool',
  'no-pickup',
  'too-large',
  'never-unbroken',
  'predecessor',
] as const
export type UnplacedCode = (typeof unplacedCodes)[number]
export type Unplaced = { operationId: number; code: UnplacedCode }

export type Answer = {
  /** In the order in which they were decided: ascending start, except fixed operations, which come first. */
  placements: readonly Placement[]
  jobs: readonly JobResult[]
  unplaced: readonly Unplaced[]
  /** Latest end, or the problem's start. */
  makespanEnd: number
  lateCost: number
  setupMinutes: number
}
