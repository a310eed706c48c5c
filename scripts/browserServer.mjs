// The server that the browser walks visit: a sample company in a data folder that starts empty every time.
import fs from 'node:fs'
import path from 'node:path'
import { root } from './project.mjs'

const dataDir = path.join(root, '.data', 'e2e')
fs.rmSync(dataDir, { recursive: true, force: true })
process.argv.push('serve', '--port', '54411', '--data-dir', dataDir, '--sample', 'furniture')
await import('../src/main.ts')
