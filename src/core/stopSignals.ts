const repeatMs = 1000

/**
 * Resolves when this process is asked to stop: by Ctrl-C, SIGTERM, SIGHUP, or by the end of the process that launched it.
 * The terminal and npm both pass Ctrl-C on, so a repeat within a second is the same press; a later one ends the process
 * at once.
 */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let askedAt: number | undefined
    const ask = () => {
      const now = performance.now()
      if (askedAt !== undefined && now - askedAt > repeatMs) process.exit(1)
      askedAt ??= now
      resolve()
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask)
    if (process.connected) process.once('disconnect', ask)
    process.channel?.unref() // Listening must not keep a process alive that has nothing left to do.
  })
}
