import { pino } from 'pino'
import { stopSignal } from '../core/stopSignals.ts'
import { taskRunner } from '../core/task.ts'
import { recurring, tasks } from '../tasks.ts'
import { openConfigured } from './command.ts'
import { type Command, databaseHelp, databaseOptions, readOptions } from './usage.ts'

export const workerCommand: Command = {
  help: `Usage: fettle worker [options]

${databaseHelp}

  Any number of workers and servers may share one database.`,
  run: async (args) => {
    const { values } = readOptions(args, databaseOptions)
    const database = await openConfigured(values, (line) => console.error(line), { join: true })
    try {
      const runner = await taskRunner({
        ...database,
        tasks,
        recurring,
        log: pino({ level: process.env.LOG_LEVEL ?? 'warn' }),
      })
      console.log('The worker is ready. Ctrl-C stops it.')
      await stopSignal()
      await runner.stop()
      return 0
    } finally {
      await database.stop()
    }
  },
}
