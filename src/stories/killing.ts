import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import type { Acknowledged } from './floorClients.ts'

/** Kills PostgreSQL's first process as a power cut would; its children follow. */
export function killPostgres(dataDir: string): void {
  const pid = Number(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0])
  if (!(pid > 1)) throw new Error('PostgreSQL does not run there.')
  process.kill(pid, 'SIGKILL')
}

/** What was acknowledged and is not there, and what is there twice or without having been asked for. */
export async function missing(pool: Pick<pg.Pool, 'query'>, said: Acknowledged): Promise<string[]> {
  const facts: [name: string, ids: readonly number[], query: string][] = [
    ['clocked on', said.clockedOn, 'select id from time_logs'],
    ['clocked off', said.clockedOff, 'select id from time_logs where ended_at is not null and minutes is not null'],
    ['reported', said.reports, 'select id from quantity_reports'],
    ['issued', said.moves, "select id from stock_moves where document = 'issue'"],
  ]
  const wrong: string[] = []
  for (const [name, ids, query] of facts) {
    const there = new Set((await pool.query<{ id: number }>(query)).rows.map((r) => Number(r.id)))
    const lost = ids.filter((id) => !there.has(id))
    if (lost.length > 0) wrong.push(`${name}, acknowledged and lost: ${lost.slice(0, 5).join(', ')} (${lost.length})`)
    // Every act was asked again until it was acknowledged, so nothing may be there that nobody heard of.
    if (there.size !== new Set(ids).size) wrong.push(`${name}: ${there.size} are there, ${new Set(ids).size} were acknowledged`)
  }
  return wrong
}

/** Tries until the database answers again. */
export async function untilItAnswers(pool: Pick<pg.Pool, 'query'>): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const up = await pool.query('select 1').then(() => true, () => false)
    if (up) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('PostgreSQL did not come back.')
}
