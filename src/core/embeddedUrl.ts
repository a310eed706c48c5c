import { readFileSync } from 'node:fs'
import path from 'node:path'
import { findPlace } from './postgresPlace.ts'

const user = 'fettle'
const database = 'fettle'

/**
 * The address of an embedded PostgreSQL that another Fettle on this machine is running in that data folder, so that a
 * command can join it; undefined when none is running there or its files cannot be read. Holds the password: never show it.
 */
export function runningEmbeddedUrl(dataDir: string): string | undefined {
  try {
    const place = findPlace(path.resolve(dataDir), () => undefined)
    const password = readFileSync(`${place.dataDir}.secret`, 'utf8').trim()
    // The fourth line of PostgreSQL's own pid file is its port.
    const port = Number(readFileSync(path.join(place.dataDir, 'postmaster.pid'), 'utf8').split('\n')[3])
    return port > 0 ? `postgres://${user}:${password}@127.0.0.1:${port}/${database}` : undefined
  } catch {
    return undefined
  }
}
