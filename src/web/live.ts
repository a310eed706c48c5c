import { useEffect, useSyncExternalStore } from 'react'
import { queryClient } from './api.ts'

export type Connection = 'connecting' | 'live' | 'lost'

let connection: Connection = 'connecting'
const listeners = new Set<() => void>()
const become = (next: Connection) => {
  connection = next
  for (const heard of listeners) heard()
}

export const useConnection = (): Connection =>
  useSyncExternalStore(
    (heard) => {
      listeners.add(heard)
      return () => listeners.delete(heard)
    },
    () => connection,
  )

/** At most one refresh in this time, however many changes are heard. */
const throttleMilliseconds = 2_000
const firstRetryMilliseconds = 1_000
const lastRetryMilliseconds = 15_000

/** Listens for changes while somebody is signed in and refreshes what is on the screen. */
export function useLiveChanges(): void {
  useEffect(() => {
    let source: EventSource | undefined
    let retry: ReturnType<typeof setTimeout> | undefined
    let waiting: ReturnType<typeof setTimeout> | undefined
    let refreshedAt = 0
    let wait = firstRetryMilliseconds
    const refresh = () => {
      waiting = undefined
      refreshedAt = Date.now()
      void queryClient.invalidateQueries()
    }
    const heard = () => {
      waiting ??= setTimeout(refresh, Math.max(0, refreshedAt + throttleMilliseconds - Date.now()))
    }
    const connect = () => {
      source = new EventSource('/api/events')
      source.addEventListener('hello', () => {
        // What happened while the line was down was not heard.
        if (connection === 'lost') heard()
        wait = firstRetryMilliseconds
        become('live')
      })
      source.addEventListener('changed', heard)
      source.addEventListener('error', () => {
        source?.close()
        become('lost')
        retry = setTimeout(connect, wait)
        wait = Math.min(wait * 2, lastRetryMilliseconds)
      })
    }
    connect()
    return () => {
      source?.close()
      clearTimeout(retry)
      clearTimeout(waiting)
    }
  }, [])
}
