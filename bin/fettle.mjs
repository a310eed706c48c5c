#!/usr/bin/env node
// The command line: `node bin/fettle.mjs <command> …`. Standard output belongs to the command alone.
import path from 'node:path'
import { install } from '../scripts/install.mjs'
import { launch } from '../scripts/launch.mjs'
import { checkSystemNode, findNode24 } from '../scripts/node24.mjs'
import { root, runScript } from '../scripts/project.mjs'
import { buildWeb } from '../scripts/web.mjs'

const say = (line) => process.stderr.write(`[fettle] ${line}\n`)

runScript(async () => {
  checkSystemNode(process.versions.node, process.platform, process.arch)
  const args = process.argv.slice(2)
  install('runtime', say)
  const node = findNode24()
  if (args[0] === 'serve') buildWeb(node, say)
  return await launch(node, [path.join(root, 'src', 'main.ts'), ...args])
})
