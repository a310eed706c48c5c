/** A job has one status, one cost sheet, one margin; its work orders have the same list. */
export const jobStatuses = ['planned', 'released', 'started', 'completed', 'closed', 'canceled'] as const
export type JobStatus = (typeof jobStatuses)[number]

/** The only list of allowed moves of jobs and work orders. Rules, buttons, the manual and the tests read it. */
export const jobMoves = {
  release: { from: ['planned'], to: 'released' },
  unrelease: { from: ['released'], to: 'planned' },
  start: { from: ['released'], to: 'started' },
  complete: { from: ['started'], to: 'completed' },
  reopen: { from: ['completed'], to: 'started' },
  close: { from: ['completed'], to: 'closed' },
  cancel: { from: ['planned', 'released'], to: 'canceled' },
} as const satisfies Record<string, { from: readonly JobStatus[]; to: JobStatus }>
export type JobMove = keyof typeof jobMoves

/** What is noted of a job and its work orders: the job's moves, and what else happens to them. */
export const jobEventKinds = [
  'created',
  'release',
  'unrelease',
  'start',
  'complete',
  'completedShort',
  'reopen',
  'close',
  'cancel',
  'hold',
  'resume',
  'block',
  'unblock',
  'quantity',
  'split',
  'merge',
  'grouped',
  'madeToo',
  'unmade',
  'plannedMore',
  'takenOver',
  'pushedBack',
  'rework',
] as const
export type JobEvent = (typeof jobEventKinds)[number]

/** How shared work of a group run is split over its work orders. */
export const splitDrivers = ['quantity', 'weight', 'area', 'time', 'value'] as const
export type SplitDriver = (typeof splitDrivers)[number]

/** The readiness lights; each has a word, a shape, a color and a reason. */
export const readinessLights = ['material', 'tooling', 'drawing', 'capacity', 'outside', 'papers'] as const
export type ReadinessLight = (typeof readinessLights)[number]
export const lightStates = ['ready', 'expected', 'missing', 'none'] as const
export type LightState = (typeof lightStates)[number]
export type Light = { light: ReadinessLight; state: LightState; reason: string; expectedOn: string | null }

export const operationStatuses = ['waiting', 'ready', 'running', 'atVendor', 'blocked', 'done'] as const
export type OperationStatus = (typeof operationStatuses)[number]
