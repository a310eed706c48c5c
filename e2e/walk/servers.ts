import { expect } from '@playwright/test'
import { ports } from './ports.ts'
import type { Company } from './walk.ts'

export const addressOf = (sample: Company['sample']): string => `http://127.0.0.1:${ports[sample]}`

/** The companies open one after the other; a walk begins as soon as its own has. */
export async function isOpen(sample: Company['sample']) {
  const answers = () =>
    fetch(addressOf(sample)).then(
      (answer) => answer.status,
      () => 0,
    )
  await expect.poll(answers, { timeout: 300_000, intervals: [500] }).toBe(200)
}
