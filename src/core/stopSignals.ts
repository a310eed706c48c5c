const repeatMs = 1000

/**
 * Calls `stop` once and then ends the process: on Ctrl-C, SIGTERM, SIGHUP, or when the process that launched this one is
 * gone. The terminal and npm both pass Ctrl-C on, so repeats within a second are the same press; a later one ends the
 * process at once.
 */
export function stopOnSignals(stop: () => Promise<void>): void {
  let askedAt: number | undefined
  const ask = () => {
    const now = performance.now()
    if (askedAt !== undefined) {
      if (now - askedAt > repeatMs) process.exit(1)
      return
    }
    askedAt = now
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask)
  if (process.connected) process.once('disconnect', ask)
}
