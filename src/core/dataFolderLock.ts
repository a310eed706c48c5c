import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { StartError } from './startError.ts'

const holder = z.object({ pid: z.number().int().positive(), started: z.string() })

export type DataFolderLock = {
  /** True when an earlier process left its lock behind, so a PostgreSQL still at work in the folder is ours to stop. */
  tookOver: boolean
  release: () => void
}

/**
 * Takes the lock `file` for this process. Throws StartError when another live process holds it. A lock whose process is
 * gone, or whose process number now belongs to a younger process, is taken over.
 */
export function lockDataFolder(file: string): DataFolderLock {
  const mine = JSON.stringify({ pid: process.pid, started: startedAt(process.pid) })
  for (let tookOver = false; ; tookOver = true) {
    try {
      writeFileSync(file, mine, { flag: 'wx' })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') rmSync(file, { force: true })
        throw error
      }
      const pid = liveHolder(file)
      if (pid !== undefined)
        throw new StartError(`This data folder is already in use by another Fettle (process ${pid}).`)
      rmSync(file, { force: true })
      continue
    }
    return { tookOver, release: () => rmSync(file, { force: true }) }
  }
}

/** The process that holds the lock, or undefined when it is gone or the file is not a lock. */
function liveHolder(file: string): number | undefined {
  const read = readHolder(file)
  if (!read || !isAlive(read.pid)) return undefined
  return startedAt(read.pid) === read.started ? read.pid : undefined
}

function readHolder(file: string): z.infer<typeof holder> | undefined {
  try {
    return holder.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/**
 * When a process started, in whatever words the system has; only compared with itself. Process numbers are used again,
 * number and start together are not. Empty on Windows, where the number alone has to do.
 */
export function startedAt(pid: number): string {
  if (process.platform === 'win32') return ''
  if (process.platform !== 'linux')
    return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)])
      .stdout.toString()
      .trim()
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field, the program's name, may hold spaces; the start is the 20th field after it.
    return `${boot} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`
  } catch {
    return ''
  }
}
