import { type Refusal, refuse } from '../core/refusal.ts'

export type GaugeFacts = { number: string; name: string; dueOn: string | null; archived: boolean }

/** Why a gauge proves nothing on a day: it is out of use, or its calibration is over. One without a due day needs none. */
export const whyNotGauge = (gauge: GaugeFacts, today: string): Refusal[] => [
  ...refuse(gauge.archived, 'gauge.archived', `Gauge ${gauge.number} ${gauge.name} is out of use.`),
  ...refuse(
    gauge.dueOn !== null && gauge.dueOn < today,
    'gauge.overdue',
    `Gauge ${gauge.number} ${gauge.name} was due for calibration on ${gauge.dueOn}.`,
  ),
]
