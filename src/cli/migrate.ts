import { withDatabase } from './command.ts'
import { type Command, databaseHelp, databaseOptions, readOptions } from './usage.ts'

export const migrateCommand: Command = {
  help: `Usage: fettle migrate [options]

  --json           print the result as JSON
${databaseHelp}`,
  run: async (args) => {
    const { values } = readOptions(args, { ...databaseOptions, json: { type: 'boolean', default: false } })
    await withDatabase(values, async () => {})
    console.log(values.json ? JSON.stringify({ upToDate: true }) : 'The database is up to date.')
    return 0
  },
}
