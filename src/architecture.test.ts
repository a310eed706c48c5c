import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { areas, pureRoles, roles } from './areas.ts'

const place = (path: string) => {
  const [area = '', ...rest] = path.split('/')
  const file = rest.at(-1) ?? ''
  return { area, web: rest[0] === 'web', role: file.split('.')[1] ?? '' }
}
const rank = (list: readonly string[], word: string) => list.indexOf(word)
const all = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((f) => /\.tsx?$/.test(f))
const files = all.filter((f) => !/\.test\.|\/test[A-Z]/.test(f) && rank(areas, place(f).area) >= 0)
const imports = files.flatMap((from) =>
  [...readFileSync(join('src', from), 'utf8').matchAll(/(?:from|import)\s*\(?'(\.[^']+)'/g)].map(([, path]) => ({
    from,
    to: normalize(join(dirname(from), path ?? '')),
  })),
)

test('there is something to hold', () => {
  expect(files.length).toBeGreaterThan(50)
  expect(imports.length).toBeGreaterThan(100)
})

test('areas only look up', () => {
  expect(imports.filter(({ from, to }) => rank(areas, place(to).area) > rank(areas, place(from).area))).toEqual([])
})

test('roles only look back', () => {
  const wrong = imports.filter(({ from, to }) => {
    const [a, b] = [place(from), place(to)]
    return rank(roles, a.role) >= 0 && rank(roles, b.role) > rank(roles, a.role)
  })
  expect(wrong).toEqual([])
})

test('pages touch no server code', () => {
  const server = roles.filter((r) => !(pureRoles as readonly string[]).includes(r))
  expect(imports.filter(({ from, to }) => place(from).web && rank(server, place(to).role) >= 0)).toEqual([])
})

test('engines know nothing of the application', () => {
  expect(imports.filter(({ from, to }) => place(from).area === 'engines' && place(to).area !== 'engines')).toEqual([])
})

test('no file is longer than 400 lines', () => {
  expect(all.filter((f) => readFileSync(join('src', f), 'utf8').split('\n').length > 401)).toEqual([])
})
