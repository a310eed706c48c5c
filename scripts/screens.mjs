// Copies chosen screens that the browser walks have taken into docs/screens, where the README shows them.
import fs from 'node:fs'
import path from 'node:path'
import { root } from './project.mjs'

const taken = path.join(root, 'test-results', 'screens')
const shown = path.join(root, 'docs', 'screens')
const chosen = ['job-light', 'order-light', 'test-light', 'purchaseOrder-light', 'shipment-light', 'board-light']
/** A page of the README stays light to load. */
const mostBytes = 150_000

fs.mkdirSync(shown, { recursive: true })
for (const name of chosen) {
  const file = path.join(taken, `furniture-${name}.png`)
  if (!fs.existsSync(file)) throw new Error(`There is no ${file}: run the browser walks first.`)
  const { size } = fs.statSync(file)
  if (size > mostBytes) throw new Error(`${name} has ${size} bytes, more than ${mostBytes}.`)
  fs.copyFileSync(file, path.join(shown, `${name}.png`))
  console.log(`docs/screens/${name}.png  ${Math.round(size / 1000)} kB`)
}
