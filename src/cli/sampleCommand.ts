import { company } from '../core/company.tables.ts'
import { StartError } from '../core/startError.ts'
import { withDatabase } from './command.ts'
import { sampleIfEmpty, sampleLogIns, sampleNames } from './sample.ts'
import { type Command, databaseHelp, databaseOptions, readOptions, UsageError } from './usage.ts'

export const sampleCommand: Command = {
  help: `Usage: fettle sample NAME [options]

  NAME             ${sampleNames.join(', ')}
  --json           print the result as JSON
${databaseHelp}`,
  run: async (args) => {
    const { values, positionals } = readOptions(
      args,
      { ...databaseOptions, json: { type: 'boolean', default: false } },
      true,
    )
    const [name, ...rest] = positionals
    if (name === undefined || rest.length > 0 || !(sampleNames as readonly string[]).includes(name))
      throw new UsageError(`Say: fettle sample NAME, where NAME is ${sampleNames.join(', ')}.`)
    return withDatabase(values, async (ctx, database) => {
      const [there] = await ctx.db.select({ name: company.name }).from(company).limit(1)
      if (there)
        throw new StartError(
          `The database holds the company ${there.name} already; a sample goes into an empty one only.`,
        )
      await sampleIfEmpty(database, name, (line) => console.error(line))
      const logIns = await sampleLogIns(database)
      if (values.json) console.log(JSON.stringify({ sample: name }))
      else for (const line of [`Loaded the ${name} sample.`, ...logIns]) console.log(line)
      return 0
    })
  },
}
