import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { linkPostgres } from './postgresLinks.mjs'

test('listed links are made once and lead to their library', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'fettle-links-'))
  const lib = path.join(folder, 'linux-x64', 'native', 'lib')
  fs.mkdirSync(lib, { recursive: true })
  fs.writeFileSync(path.join(lib, 'libpq.so.5.18'), 'library')
  const list = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]
  fs.writeFileSync(path.join(folder, 'linux-x64', 'native', 'pg-symlinks.json'), JSON.stringify(list))
  try {
    expect(linkPostgres(folder)).toBe(1)
    expect(fs.readFileSync(path.join(lib, 'libpq.so.5'), 'utf8')).toBe('library')
    expect(fs.readlinkSync(path.join(lib, 'libpq.so.5'))).toBe('libpq.so.5.18')
    expect(linkPostgres(folder)).toBe(0)
    expect(linkPostgres(path.join(folder, 'nowhere'))).toBe(0)
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
})
