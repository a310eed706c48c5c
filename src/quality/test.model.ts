export const characteristicKinds = ['measured', 'check', 'photo'] as const
export type CharacteristicKind = (typeof characteristicKinds)[number]

export const sampleKinds = ['all', 'count', 'percent'] as const

export const testStatuses = ['waiting', 'passed', 'failed', 'released', 'rejected'] as const
export type TestStatus = (typeof testStatuses)[number]

/** What becomes of goods that failed their test. */
export const dispositions = ['rework', 'scrap', 'useAsIs'] as const
export type Disposition = (typeof dispositions)[number]
