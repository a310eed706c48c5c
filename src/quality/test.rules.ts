import { roundQuantity } from '../core/decimal.ts'
import { type Refusal, refuse } from '../core/refusal.ts'
import type { CharacteristicKind, TestStatus } from './test.model.ts'

export type Characteristic = { id: number; line: number; name: string; kind: CharacteristicKind; unit: string; lowerLimit: number | null; upperLimit: number | null }
export type Result = { characteristicId: number; piece: number; measured: number | null; passed: boolean; fileHash?: string | null }

/** How many pieces of a quantity are tested; at least one. */
export function sampleQuantity(sample: 'all' | 'count' | 'percent', size: number, quantity: number): number {
  const whole = Math.ceil(quantity)
  if (sample === 'all') return whole
  const asked = sample === 'count' ? size : Math.ceil(roundQuantity((whole * size) / 100))
  return Math.max(1, Math.min(whole, asked))
}

/** A measured value passes within its limits, which belong to them. */
export const withinLimits = (c: Pick<Characteristic, 'lowerLimit' | 'upperLimit'>, measured: number): boolean =>
  (c.lowerLimit === null || measured >= c.lowerLimit) && (c.upperLimit === null || measured <= c.upperLimit)

/** A measured characteristic is judged by its limits, never by hand; checks and photos by the inspector. */
export const judge = (c: Characteristic, result: Result): boolean =>
  c.kind === 'measured' ? result.measured !== null && withinLimits(c, result.measured) : c.kind === 'photo' ? result.passed && Boolean(result.fileHash) : result.passed

export type TestFacts = { status: TestStatus; sampleQuantity: number; characteristics: readonly Characteristic[]; results: readonly Result[] }

/** The values still to be recorded, piece by piece. */
export const missingResults = (test: TestFacts): { name: string; piece: number }[] => {
  const have = new Set(test.results.map((r) => `${r.characteristicId}:${r.piece}`))
  return Array.from({ length: test.sampleQuantity }, (_, i) => i + 1).flatMap((piece) =>
    test.characteristics.filter((c) => !have.has(`${c.id}:${piece}`)).map((c) => ({ name: c.name, piece })),
  )
}

export const whyNotRecord = (status: TestStatus): Refusal[] =>
  refuse(status === 'released' || status === 'rejected', 'test.decided', `The test is ${status} already.`)

export function whyNotDecide(test: TestFacts): Refusal[] {
  const missing = missingResults(test)
  return [
    ...whyNotRecord(test.status),
    ...refuse(missing.length > 0, 'test.incomplete', `${missing.length} ${missing.length === 1 ? 'value is' : 'values are'} missing: ${missing.slice(0, 5).map((m) => `${m.name} of piece ${m.piece}`).join(', ')}${missing.length > 5 ? ', …' : ''}.`),
  ]
}

export const whyNotRelease = (test: TestFacts): Refusal[] => {
  const failed = test.results.filter((r) => !r.passed).length
  return [...whyNotDecide(test), ...refuse(failed > 0, 'test.failed', `${failed} ${failed === 1 ? 'value' : 'values'} failed: choose a disposition.`)]
}
