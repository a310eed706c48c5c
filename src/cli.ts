import { type Command, UsageError } from './cli/usage.ts'
import { Missing } from './core/missing.ts'
import { Refused } from './core/refusal.ts'
import { StartError } from './core/startError.ts'

/** Every subcommand, loaded when it is asked for. Each prints its own --help and answers with a process exit code. */
const commands: Record<string, { summary: string; load(): Promise<Command> }> = {
  serve: { summary: 'serve the pages and the API', load: async () => (await import('./cli/serve.ts')).serveCommand },
  worker: { summary: 'run background tasks only', load: async () => (await import('./cli/worker.ts')).workerCommand },
  migrate: {
    summary: 'bring the database schema up to date',
    load: async () => (await import('./cli/migrate.ts')).migrateCommand,
  },
  sample: {
    summary: 'load a sample company into an empty database',
    load: async () => (await import('./cli/sampleCommand.ts')).sampleCommand,
  },
  import: { summary: 'import a CSV or XLSX file', load: async () => (await import('./cli/import.ts')).importCommand },
  user: { summary: 'add a user: fettle user add', load: async () => (await import('./cli/user.ts')).userCommand },
  bench: { summary: 'solve scheduling instances', load: async () => (await import('./cli/bench.ts')).benchCommand },
}

const help = (): string =>
  [
    'Usage: fettle COMMAND [options]',
    '',
    ...Object.entries(commands).map(([name, c]) => `  ${name.padEnd(10)}${c.summary}`),
    '',
    'fettle COMMAND --help tells more.',
  ].join('\n')

/** Runs one command line and gives its exit code: 0 done, 1 refused or failed, 2 wrongly called. */
export async function run(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    console.log(help())
    return name === undefined ? 2 : 0
  }
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!entry) {
    console.error(`There is no command ${name}. ${Object.keys(commands).join(', ')} are the commands.`)
    return 2
  }
  const command = await entry.load()
  if (rest.includes('--help') || rest.includes('-h')) {
    console.log(command.help)
    return 0
  }
  try {
    return await command.run(rest)
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`${error.message} fettle ${name} --help tells more.`)
      return 2
    }
    if (error instanceof StartError || error instanceof Refused || error instanceof Missing)
      console.error(error.message)
    else console.error(error)
    return 1
  }
}
