import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'

/** `run` answers with the exit code: 0 done, 1 refused or failed, 2 wrongly called. */
export type Command = { help: string; run(args: readonly string[]): Promise<number> }

/** Thrown when a command line makes no sense; one sentence, exit code 2. */
export class UsageError extends Error {}

/** The options of every command that touches the database. */
export const databaseOptions = { 'data-dir': { type: 'string' } } as const
export const databaseHelp = `  --data-dir DIR   where the embedded database lies (default .data/fettle)
  DATABASE_URL     set it to use a PostgreSQL 16 or newer of your own instead`

/** Reads options; a wrong one ends the command with one sentence. */
export function readOptions<const O extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: O,
  positionals = false,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: positionals })
  } catch (error) {
    throw new UsageError(
      error instanceof Error ? `${error.message.split('. ')[0]?.replace(/\.$/, '')}.` : 'The options make no sense.',
    )
  }
}
