import { serveCommand } from './cli/serve.ts'
import { migrateCommand } from './cli/migrate.ts'
import { userCommand } from './cli/user.ts'
import { importCommand } from './cli/import.ts'
import { sampleCommand } from './cli/sampleCommand.ts'
import { workerCommand } from './cli/worker.ts'
import { Refused } from './core/refusal.ts'
import { Missing } from './core/missing.ts'
import { type Command, UsageError } from './cli/command.ts'
import { StartError } from './core/startError.ts'

/** Every subcommand. Each prints its own --help and answers with a process exit code. */
const commands: Record<string, Command> = {
  serve: serveCommand,
  worker: workerCommand,
  migrate: migrateCommand,
  sample: sampleCommand,
  import: importCommand,
  user: userCommand,
}

const help = (): string =>
  ['Usage: fettle COMMAND [options]', '', ...Object.entries(commands).map(([name, c]) => `  ${name.padEnd(10)}${c.summary}`), '', 'fettle COMMAND --help tells more.'].join('\n')

/** Runs one command line and gives its exit code: 0 done, 1 refused or failed, 2 wrongly called. */
export async function run(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    console.log(help())
    return name === undefined ? 2 : 0
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    console.error(`There is no command ${name}. ${Object.keys(commands).join(', ')} are the commands.`)
    return 2
  }
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
    if (error instanceof StartError || error instanceof Refused || error instanceof Missing) console.error(error.message)
    else console.error(error)
    return 1
  }
}
