// Builds the web page into dist/web when its sources have changed.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { explainUnwritable, hashOf, readIfThere, root, StopError, step, writeProjectFile } from './project.mjs'

const stampFile = path.join(root, 'dist', 'web.stamp')
const builtPage = path.join(root, 'dist', 'web', 'index.html')

/** Files outside src that decide how the page looks or what it holds. */
const besideSources = ['package-lock.json', 'vite.config.ts', 'tsconfig.json', 'index.html']

/** Whether a file below src can be part of the page. Everything can, but tests and what only the server may import. */
export function isWebSource(file) {
  const name = path.basename(file)
  if (/\.test\.tsx?$/.test(name)) return false
  if (/\.(tables|queries|commands|tasks|routes)\.ts$/.test(name)) return false
  return !/^(stories|samples)[\\/]/.test(file)
}

function webSources() {
  const src = fs
    .readdirSync(path.join(root, 'src'), { recursive: true })
    .filter((file) => isWebSource(file) && fs.statSync(path.join(root, 'src', file)).isFile())
    .map((file) => path.join('src', file))
  const guide = fs
    .readdirSync(path.join(root, 'docs'), { recursive: true })
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.join('docs', file))
  return [...besideSources.filter((file) => fs.existsSync(path.join(root, file))), ...guide.sort(), ...src.sort()]
}

/** Returns whether the page had to be built. A failing build ends in a sentence below Vite's own message. */
export function buildWeb(node, say) {
  const hash = hashOf(webSources())
  if (readIfThere(stampFile) === hash && fs.existsSync(builtPage)) return false
  step(say, 'Building the web page', 'Web page built', () => {
    explainUnwritable(root, () => fs.accessSync(root, fs.constants.W_OK))
    explainUnwritable(path.dirname(stampFile), () => fs.rmSync(stampFile, { force: true }))
    const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js')
    const args = [vite, 'build', '--logLevel', 'error', '--outDir', path.join(root, 'dist', 'web'), '--emptyOutDir']
    const result = spawnSync(node, args, { cwd: root, stdio: ['ignore', process.stderr, process.stderr] })
    if (result.status !== 0) throw new StopError('The web page could not be built; the message above says why.')
  })
  writeProjectFile(stampFile, hash)
  return true
}
