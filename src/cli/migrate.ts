import { parseArgs } from 'node:util'
import { type Command, databaseHelp, databaseOptions, openConfigured } from './command.ts'

export const migrateCommand: Command = {
  summary: 'bring the database schema up to date',
  help: `Usage: fettle migrate [options]\n\n${databaseHelp}`,
  run: async (args) => {
    const { values } = parseArgs({ args: [...args], options: databaseOptions })
    const database = await openConfigured(values, (line) => console.error(line))
    await database.stop()
    console.log('The database is up to date.')
    return 0
  },
}
