// The PostgreSQL packages list the links between their libraries, since a package cannot carry links. Their own install
// script would make them; Fettle runs no install scripts and makes them here.
import fs from 'node:fs'
import path from 'node:path'

/** Makes the links that are missing in each platform folder below `folder`. Returns how many were made. */
export function linkPostgres(folder) {
  let made = 0
  for (const platform of fs.existsSync(folder) ? fs.readdirSync(folder) : []) {
    const list = path.join(folder, platform, 'native', 'pg-symlinks.json')
    if (!fs.existsSync(list)) continue
    for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8'))) {
      const link = path.join(folder, platform, target)
      if (fs.existsSync(link)) continue
      fs.rmSync(link, { force: true })
      fs.symlinkSync(path.relative(path.dirname(link), path.join(folder, platform, source)), link)
      made++
    }
  }
  return made
}
