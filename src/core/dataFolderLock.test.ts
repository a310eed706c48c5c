import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockDataFolder, startedAt } from './dataFolderLock.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'fettle-lock-'))
  file = path.join(folder, 'postgres.lock')
})
afterEach(() => fs.rmSync(folder, { recursive: true }))

const hold = (pid: number, started: string) => fs.writeFileSync(file, JSON.stringify({ pid, started }))

test('a free folder is locked, and free again after release', () => {
  const lock = lockDataFolder(file)
  expect(lock.tookOver).toBe(false)
  expect(() => lockDataFolder(file)).toThrow(
    `This data folder is already in use by another Fettle (process ${process.pid}).`,
  )
  lock.release()
  expect(fs.existsSync(file)).toBe(false)
  lockDataFolder(file).release()
})

test('the lock of a process that was killed is taken over', async () => {
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  const pid = other.pid ?? 0
  hold(pid, startedAt(pid))
  expect(() => lockDataFolder(file)).toThrow(`(process ${pid})`)
  other.kill('SIGKILL')
  await once(other, 'exit')
  expect(lockDataFolder(file).tookOver).toBe(true)
})

test.skipIf(process.platform === 'win32')(
  'a process number that was given out again is not mistaken for the holder',
  () => {
    hold(process.pid, 'an earlier start')
    expect(lockDataFolder(file).tookOver).toBe(true)
  },
)

test('a torn lock file does not block', () => {
  fs.writeFileSync(file, '{"pid":')
  expect(lockDataFolder(file).tookOver).toBe(true)
})
