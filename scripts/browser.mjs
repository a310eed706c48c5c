// Finds a Chromium for the browser walks. Never gives up silently: no browser is an error that says what to install.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { unpackBrowser } from './packagedBrowser.mjs'
import { root, StopError } from './project.mjs'

const systemNames = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
]
const macPrograms = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
)
const windowsPrograms = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe']

/**
 * In this order: CHROME_PATH, Playwright's own download, a browser of the system, the one among the packages (Linux), a
 * fresh download by Playwright. `env` holds what the browser needs beside our own environment.
 */
export async function findBrowser() {
  if (process.env.CHROME_PATH) return { path: process.env.CHROME_PATH, from: 'CHROME_PATH', env: {} }
  const { chromium } = await import('@playwright/test')
  const downloaded = { path: chromium.executablePath(), from: "Playwright's download", env: {} }
  if (fs.existsSync(downloaded.path) && runs(downloaded)) return downloaded
  const system = systemBrowsers()
    .map((file) => ({ path: file, from: 'the system', env: {} }))
    .find(runs)
  if (system) return system
  if (process.platform === 'linux') {
    const packaged = { ...(await unpackBrowser()), from: 'the packages' }
    if (runs(packaged)) return packaged
  }
  if (downloadBrowser()) return downloaded
  throw new StopError(
    'There is no browser for the browser tests. Install one (Debian, Ubuntu: apt-get install chromium) or set CHROME_PATH to one.',
  )
}

function systemBrowsers() {
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  const onPath = systemNames.flatMap((name) => folders.map((folder) => path.join(folder, name)))
  const programFiles = [process.env.ProgramFiles, process.env['ProgramFiles(x86)']].filter(Boolean)
  const onWindows = windowsPrograms.flatMap((program) => programFiles.map((folder) => path.join(folder, program)))
  const candidates = { darwin: macPrograms, win32: onWindows }[process.platform] ?? onPath
  return candidates.filter((file) => fs.existsSync(file))
}

function runs(browser) {
  // Chrome on Windows opens a window instead of printing its version.
  if (process.platform === 'win32') return true
  const result = spawnSync(browser.path, ['--version', ...browserArgs()], {
    encoding: 'utf8',
    timeout: 20_000,
    env: { ...process.env, ...browser.env },
  })
  return result.status === 0
}

function downloadBrowser() {
  const cli = path.join(root, 'node_modules', '@playwright', 'test', 'cli.js')
  return spawnSync(process.execPath, [cli, 'install', 'chromium'], { cwd: root, stdio: 'inherit' }).status === 0
}

/** Chromium's sandbox does not work for root; everybody else keeps it. */
export const browserArgs = () => (process.getuid?.() === 0 ? ['--no-sandbox'] : [])
