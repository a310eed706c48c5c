// `npm start` and `npm test`. Runs on the system's Node with nothing installed.
import path from 'node:path'
import { install } from './install.mjs'
import { launch } from './launch.mjs'
import { checkSystemNode, findNode24 } from './node24.mjs'
import { root, runScript, StopError } from './project.mjs'
import { buildWeb } from './web.mjs'

const say = (line) => process.stdout.write(`[fettle] ${line}\n`)

async function start(args) {
  install('runtime', say)
  const node = findNode24()
  buildWeb(node, say)
  return await launch(node, [path.join(root, 'src', 'main.ts'), 'serve', ...args])
}

async function test(args) {
  install('full', say)
  return await launch(findNode24(), [path.join(root, 'scripts', 'test.mjs'), ...args], { cwd: root })
}

runScript(() => {
  checkSystemNode(process.versions.node, process.platform, process.arch)
  const [command, ...args] = process.argv.slice(2)
  if (command === 'start') return start(args)
  if (command === 'test') return test(args)
  throw new StopError('Use: npm start, or: npm test')
})
