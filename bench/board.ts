// How fast the schedule board draws: `node bench/board.ts [bars]`. Builds the board's drawing code, lets a browser draw it
// while the view pans and zooms, and prints frame and script times. Frames of an empty page tell what the machine itself gives.
import { loadavg } from 'node:os'
import { resolve } from 'node:path'
import { chromium } from '@playwright/test'
import { build } from 'vite'
import { browserArgs, findBrowser } from '../scripts/browser.mjs'
import type { Measured } from './boardDraw.ts'

const count = Number(process.argv[2] ?? 10_000)

async function drawingCode(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: { entry: resolve(import.meta.dirname, 'boardDraw.ts'), formats: ['iife'], name: 'board' },
    },
  })
  const [first] = Array.isArray(built) ? built : [built]
  if (!first || !('output' in first)) throw new Error('Nothing was built.')
  return first.output[0].code
}

const found = await findBrowser()
const browser = await chromium.launch({
  executablePath: found.path,
  args: browserArgs(),
  env: { ...process.env, ...found.env } as Record<string, string>,
})
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.setContent('<body style="margin:0"></body>')
  await page.addScriptTag({ content: await drawingCode() })
  const results = (await page.evaluate(`measureBoard(${count})`)) as Measured[]
  console.log(`${count} bars on 60 machines, load ${loadavg()[0]?.toFixed(1)}`)
  for (const r of results)
    console.log(
      `${r.name.padEnd(32)} frame ${r.frameMedian.toFixed(1)} ms (95 %: ${r.frame95.toFixed(1)}), drawing ${r.scriptMedian.toFixed(1)} ms (95 %: ${r.script95.toFixed(1)})`,
    )
} finally {
  await browser.close()
}
