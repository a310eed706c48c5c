import { StartError } from '../core/startError.ts'

/** One sentence about a file that cannot be read. */
export function cannotRead(file: string, error: unknown): StartError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const why =
    code === 'ENOENT'
      ? 'there is no such file'
      : code === 'EISDIR'
        ? 'it is a folder'
        : error instanceof Error
          ? error.message
          : 'unknown reason'
  return new StartError(`Cannot read ${file}: ${why}.`)
}
