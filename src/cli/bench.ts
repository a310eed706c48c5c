import { type Command, readOptions, UsageError } from './usage.ts'

const options = {
  seconds: { type: 'string', default: '10' },
  seed: { type: 'string', default: '1' },
  bounds: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

export const benchCommand: Command = {
  help: `Usage: fettle bench schedule FILE|ta01…ta80 … [options]

Solves job shop instances for the least makespan: files in the standard text formats, classical and flexible, or
Taillard's ta01 … ta80, made from their published seeds. Prints per instance its name, makespan, CPU seconds and
whether the independent checker passed. Ctrl-C prints the best found so far.

  --seconds S      CPU seconds for each instance (default 10)
  --seed N         a whole number; the same seed searches alike (default 1)
  --bounds FILE    best known values to compare with: a JSON list of { "name", "ub" }
  --json           print the results as JSON`,
  run: async (args) => {
    const { values, positionals } = readOptions(args, options, true)
    const [what, ...files] = positionals
    if (what !== 'schedule' || files.length === 0) throw new UsageError('Say: fettle bench schedule FILE.')
    const seconds = Number(values.seconds)
    if (!(seconds > 0 && seconds <= 1_000_000)) throw new UsageError('--seconds needs a number greater than 0.')
    const seed = Number(values.seed)
    if (!Number.isSafeInteger(seed)) throw new UsageError('--seed needs a whole number.')
    const { benchSchedule } = await import('./benchSchedule.ts')
    return benchSchedule(files, { seconds, seed, bounds: values.bounds, json: values.json })
  },
}
