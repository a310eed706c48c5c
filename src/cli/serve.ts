import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { createApp } from '../app.ts'
import { StartError } from '../core/startError.ts'
import { type Command, databaseHelp, databaseOptions, openConfigured } from './command.ts'
import { sampleNames, sampleIfEmpty, sampleLogIns } from './sample.ts'

const options = {
  ...databaseOptions,
  port: { type: 'string' },
  host: { type: 'string' },
  sample: { type: 'string' },
} as const

const portOf = (text: string | undefined): number => {
  const port = Number(text ?? process.env.PORT ?? 5440)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new StartError(`${text} is not a port: give a number from 1 to 65535.`)
  return port
}

export const serveCommand: Command = {
  summary: 'serve the pages and the API',
  help: `Usage: fettle serve [options]

  --port N         the port (default 5440)
  --host ADDRESS   the address to listen on (default 127.0.0.1; 0.0.0.0 for the network)
  --sample NAME    the company of a new database: ${sampleNames.join(', ')} or none (default furniture)
${databaseHelp}`,
  run: async (args) => {
    const started = performance.now()
    const { values } = parseArgs({ args: [...args], options })
    const port = portOf(values.port)
    const host = values.host ?? '127.0.0.1'
    const say = (line: string) => console.log(`  ${line}`)
    const database = await openConfigured(values, say)
    try {
      await sampleIfEmpty(database, values.sample, say)
      const app = await createApp({ database, log: pino({ level: process.env.LOG_LEVEL ?? 'warn' }) })
      await new Promise<void>((resolve, reject) => {
        app.server.once('error', (error: NodeJS.ErrnoException) =>
          reject(new StartError(error.code === 'EADDRINUSE' ? `Port ${port} is already in use. Choose another with --port.` : `Cannot listen on ${host}:${port}: ${error.message}.`)),
        )
        app.server.listen(port, host, resolve)
      })
      console.log(`\nFettle is ready at http://${host === '0.0.0.0' ? 'localhost' : host}:${port} (${((performance.now() - started) / 1000).toFixed(1)} s)`)
      for (const line of await sampleLogIns(database)) console.log(line)
      console.log('Ctrl-C stops it.')
      await stopSignal()
      await app.close()
      return 0
    } finally {
      await database.stop()
    }
  },
}

/** Resolves on the first Ctrl-C or termination; a second one ends at once. */
const stopSignal = (): Promise<void> =>
  new Promise((resolve) => {
    let asked = false
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => {
        if (asked) process.exit(1)
        asked = true
        resolve()
      })
  })
