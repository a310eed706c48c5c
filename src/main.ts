import { startQuickly } from './quickStart.ts'

startQuickly()
const { run } = await import('./cli.ts')
process.exitCode = await run(process.argv.slice(2))
// The channel to the launching process must not keep a finished command alive.
process.channel?.unref()
