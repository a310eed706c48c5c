// Starts the program on Node 24 and stands in for it: signals go in, its exit code comes out.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import path from 'node:path'
import { readIfThere, root } from './project.mjs'

const repeatMs = 1000

/**
 * Resolves with the program's exit code (128 + signal number if a signal ended it). The program also holds a channel to
 * this process: should this process be killed outright, the program sees the channel close and stops by itself.
 */
export function launch(node, args, options = {}) {
  // Taking the types off the sources and compiling them is most of a start; it is done once.
  const env = { NODE_COMPILE_CACHE: path.join(root, 'dist', 'compiled'), ...process.env }
  const child = spawn(node, args, { ...options, env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  const lastSent = {}
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      // npm passes Ctrl-C on although the terminal has already sent it, so one press arrives here twice.
      const now = performance.now()
      if (process.platform === 'win32' || now - (lastSent[signal] ?? -repeatMs) < repeatMs) return
      lastSent[signal] = now
      child.kill(signal)
    })
  stopWithNpm(child)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]))
  })
}

/** npm, or the shell that it puts between, can be killed without a word to us; the line of our parents changes then. */
function stopWithNpm(child) {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return
  const line = parentLine()
  const watch = setInterval(() => {
    if (parentLine() === line) return
    clearInterval(watch)
    child.kill('SIGTERM')
  }, 1000)
  watch.unref()
}

/** Our parent, and its parent where that one is npm and ours is only its shell. */
function parentLine() {
  const parent = process.ppid
  const isNpm = readIfThere(`/proc/${parent}/cmdline`).startsWith('npm')
  const grandparent = /^PPid:\s*(\d+)/m.exec(readIfThere(`/proc/${parent}/status`))?.[1]
  return isNpm || !grandparent ? `${parent}` : `${parent} ${grandparent}`
}
