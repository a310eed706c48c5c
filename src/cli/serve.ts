import { pino } from 'pino'
import { StartError } from '../core/startError.ts'
import { stopSignal } from '../core/stopSignals.ts'
import { taskRunner } from '../core/task.ts'
import { recurring, tasks } from '../tasks.ts'
import { type OpenedDatabase, openConfigured } from './command.ts'
import { sampleIfEmpty, sampleLogIns, sampleNames } from './sample.ts'
import { type Command, databaseHelp, databaseOptions, readOptions, UsageError } from './usage.ts'

const options = {
  ...databaseOptions,
  port: { type: 'string' },
  host: { type: 'string' },
  sample: { type: 'string' },
  'no-worker': { type: 'boolean', default: false },
} as const

const portOf = (text: string | undefined): number => {
  const port = Number(text ?? process.env.PORT ?? 5440)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new UsageError(`${text ?? process.env.PORT} is not a port: give a number from 1 to 65535.`)
  return port
}

type Serving = { port: number; host: string; worker: boolean; started: number }

/** Listens, runs tasks, and answers with how to stop both. */
async function startServing(
  database: OpenedDatabase,
  { port, host, worker, started }: Serving,
): Promise<() => Promise<void>> {
  const log = pino({ level: process.env.LOG_LEVEL ?? 'warn' })
  const { createApp } = await import('../app.ts')
  const app = await createApp({ database, log })
  const listening = new Promise<void>((resolve, reject) => {
    app.server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new StartError(
          error.code === 'EADDRINUSE'
            ? `Port ${port} is already in use. Choose another with --port.`
            : `Cannot listen on ${host}:${port}: ${error.message}.`,
        ),
      ),
    )
    app.server.listen(port, host, resolve)
  })
  // The app holds a connection for live changes; the database could not close before it is given back.
  await listening.catch(async (error: unknown) => {
    await app.close()
    throw error
  })
  const runner = worker ? await taskRunner({ ...database, tasks, recurring, log }) : undefined
  console.log(
    `\nFettle is ready at http://${host === '0.0.0.0' ? 'localhost' : host}:${port} (${((performance.now() - started) / 1000).toFixed(1)} s)`,
  )
  return async () => {
    await app.close()
    await runner?.stop()
  }
}

export const serveCommand: Command = {
  help: `Usage: fettle serve [options]

  --port N         the port (default 5440)
  --host ADDRESS   the address to listen on (default 127.0.0.1; 0.0.0.0 for the network)
  --sample NAME    the company of a new database: ${sampleNames.join(', ')} or none (default furniture)
  --no-worker      leave background tasks to other processes
${databaseHelp}`,
  run: async (args) => {
    const started = performance.now()
    const { values } = readOptions(args, options)
    const port = portOf(values.port)
    const say = (line: string) => console.log(`  ${line}`)
    const database = await openConfigured(values, say)
    try {
      await sampleIfEmpty(database, values.sample, say)
      const stop = await startServing(database, {
        port,
        host: values.host ?? '127.0.0.1',
        worker: !values['no-worker'],
        started,
      })
      for (const line of await sampleLogIns(database)) console.log(line)
      console.log('Ctrl-C stops it.')
      await stopSignal()
      await stop()
      return 0
    } finally {
      await database.stop()
    }
  },
}
