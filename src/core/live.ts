import type { Pool } from 'pg'

/**
 * Live pages: after a write commits, its area is announced through LISTEN/NOTIFY to every serving process,
 * which pass it on to their browsers as server-sent events. Announcements are gathered for a moment, since
 * NOTIFY serializes commits and browsers need not hear of every single write.
 */
const gatherMilliseconds = 150
const channel = 'fettle_changes'

let pool: Pool | undefined
let pending = new Set<string>()
let timer: NodeJS.Timeout | undefined

export const announceOn = (announcer: Pool | undefined): void => {
  pool = announcer
}

export function announceChange(area: string): void {
  pending.add(area)
  if (timer === undefined) timer = setTimeout(flush, gatherMilliseconds)
}

function flush(): void {
  const areas = [...pending]
  pending = new Set()
  timer = undefined
  // A lost announcement only delays a page until its next read, so a failure here must not fail anything.
  pool?.query('select pg_notify($1, $2)', [channel, areas.join(',')]).catch(() => {})
}

/** Calls `heard` for each announcement of any process; reconnects when the connection is lost. */
export function listenForChanges(from: Pool, heard: (areas: string) => void): () => void {
  let stopped = false
  let drop = () => {}
  const connect = async (): Promise<void> => {
    if (stopped) return
    try {
      const client = await from.connect()
      // Stopped before the connection was there: the pool could not end while it is held.
      if (stopped) return client.release(true)
      let held = true
      // A client may be given back once only: by its own fault or by the stop, whichever comes first.
      drop = () => {
        if (held) client.release(true)
        held = false
      }
      client.on('notification', (n) => heard(n.payload ?? ''))
      client.on('error', () => {
        drop()
        setTimeout(connect, 500)
      })
      await client.query(`listen ${channel}`)
    } catch {
      drop()
      setTimeout(connect, 500)
    }
  }
  void connect()
  return () => {
    stopped = true
    drop()
  }
}
