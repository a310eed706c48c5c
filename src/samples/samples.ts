import type { Ctx } from '../core/ctx.ts'
import { aerospace } from './aerospace.ts'
import { electronics } from './electronics.ts'
import { furniture } from './furniture.ts'
import { playHistory } from './history.ts'
import { loadCompany } from './load.ts'
import type { SampleCompany } from './sample.ts'
import { tools } from './tools.ts'

export const samples: Record<SampleCompany['name'], SampleCompany> = { furniture, aerospace, tools, electronics }

/** Makes the sample company and lets it work until now. Everything is one transaction: a sample is there whole or not at all. */
export async function loadSample(
  tx: Ctx,
  sample: SampleCompany,
  say: (line: string) => void = () => {},
): Promise<void> {
  const oldest = Math.max(...sample.deals.map((d) => d.age), 1)
  const firstDay = new Date(Date.parse(tx.now) - (oldest * 1.5 + 14) * 86_400_000).toISOString()
  const loaded = await loadCompany({ ...tx, now: firstDay }, sample, tx.now)
  await playHistory(tx, loaded, tx.now, say)
}
