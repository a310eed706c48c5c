// The Chromium among the packages (Linux): a headless one, packed together with the libraries and the fonts that a bare
// machine lacks.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { hashOf, root } from './project.mjs'

/** Unpacks it once per version. Returns its path and the environment that lets it find its libraries and fonts. */
export async function unpackBrowser() {
  const version = hashOf(['node_modules/@sparticuz/chromium/package.json']).slice(0, 12)
  const folder = path.join(cacheFolder(), `fettle-browser-${version}`)
  if (!fs.existsSync(folder)) await unpackInto(folder)
  const env = { FONTCONFIG_FILE: path.join(folder, 'fonts.conf') }
  const ownLibraries = [path.join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':')
  return { path: path.join(folder, 'chromium'), env: { ...env, LD_LIBRARY_PATH: ownLibraries } }
}

/** Beside the packages, where other accounts on the machine cannot be in the way; else the temporary folder. */
function cacheFolder() {
  const cache = path.join(root, 'node_modules', '.cache')
  try {
    fs.mkdirSync(cache, { recursive: true })
    fs.accessSync(cache, fs.constants.W_OK)
    return cache
  } catch {
    return fs.realpathSync(os.tmpdir())
  }
}

async function unpackInto(folder) {
  const half = fs.mkdtempSync(`${folder}.`)
  // The package unpacks into the temporary folder, whichever that is at the time.
  const before = process.env.TMPDIR
  process.env.TMPDIR = half
  try {
    const { default: chromium, inflate } = await import('@sparticuz/chromium')
    await chromium.executablePath()
    await inflate(path.join(root, 'node_modules', '@sparticuz', 'chromium', 'bin', 'al2023.tar.br'))
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
  fs.writeFileSync(path.join(half, 'fonts.conf'), fontsConfig(path.join(folder, 'fonts')))
  for (const file of [half, path.join(half, 'chromium')]) fs.chmodSync(file, 0o755)
  try {
    fs.renameSync(half, folder)
  } catch (error) {
    fs.rmSync(half, { recursive: true, force: true })
    if (!fs.existsSync(folder)) throw error
  }
}

/** The machine's fonts first, then the packed one, so that text is drawn even where no font is installed. */
const fontsConfig = (fonts) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>/usr/share/fonts</dir>
  <dir>${fonts}</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <cachedir>${fonts}/cache</cachedir>
${['sans-serif', 'serif', 'monospace', 'system-ui']
  .map((family) => `  <alias><family>${family}</family><default><family>Open Sans</family></default></alias>`)
  .join('\n')}
</fontconfig>
`
