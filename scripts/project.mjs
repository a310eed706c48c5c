// What every script here needs: the project folder, a way to speak, and a way to stop with one sentence.
// Only Node built-ins: these files run on the system's Node before anything is installed.
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(fileURLToPath(new URL('..', import.meta.url)))

/** An end that people are told about in one sentence, without a stack trace. */
export class StopError extends Error {}

/** Runs a script's main function and turns a StopError into its sentence and exit code 1. */
export async function runScript(main) {
  try {
    process.exitCode = await main()
  } catch (error) {
    if (!(error instanceof StopError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}

/** Does `work` between a line that says what begins and a line that says how long it took. */
export function step(say, begins, done, work) {
  const start = performance.now()
  say(`${begins} …`)
  const result = work()
  say(`${done} in ${seconds(start)}.`)
  return result
}

export const seconds = (start) => `${((performance.now() - start) / 1000).toFixed(1)} s`

/** One hash over the names and contents of files, given relative to the project folder. */
export function hashOf(files, ...more) {
  const hash = createHash('sha256')
  for (const file of files)
    hash
      .update(file)
      .update('\0')
      .update(fs.readFileSync(path.join(root, file)))
  for (const text of more) hash.update('\0').update(text)
  return hash.digest('hex')
}

export function readIfThere(file) {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** Writes a file; a folder that cannot be written ends in a sentence that names it. */
export function writeProjectFile(file, text) {
  explainUnwritable(path.dirname(file), () => {
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, text)
  })
}

const unwritable = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT'])

/** Runs `work`; when the folder refuses writing, says so instead of throwing the system's error. */
export function explainUnwritable(folder, work) {
  try {
    return work()
  } catch (error) {
    if (!unwritable.has(error.code)) throw error
    const full = error.code === 'ENOSPC' || error.code === 'EDQUOT'
    throw new StopError(
      full
        ? `The disk is full: Fettle cannot write to ${folder}.`
        : `Fettle cannot write to ${folder} (${error.code}). Run it as the owner of that folder, or copy Fettle to a folder of your own.`,
    )
  }
}
