import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { reports } from '../../reports/report.model.ts'

const folder = 'docs/guide'
const files = readdirSync(folder).filter((f) => f.endsWith('.md'))
const linksOf = (file: string) =>
  [...readFileSync(`${folder}/${file}`, 'utf8').matchAll(/\]\(([^)\s]+)\)/g)].map((m) => m[1] ?? '')

test('each link of the guide leads to a page of the guide or of the application', () => {
  const paths = new Set([...readFileSync('src/web/routes.tsx', 'utf8').matchAll(/path: '([^']+)'/g)].map((m) => m[1]))
  const reportPaths = new Set(reports.map((r) => `/reports/${r.name}`))
  const isThere = (link: string) =>
    link.startsWith('/') ? paths.has(link) || reportPaths.has(link) : link.startsWith('../') || files.includes(link)
  expect(files.flatMap((f) => linksOf(f).flatMap((l) => (isThere(l) ? [] : [`${f}: ${l}`])))).toEqual([])
})

test('each page of the guide has a title in the help', () => {
  const { help } = JSON.parse(readFileSync('src/web/strings.en.json', 'utf8')) as {
    help: { pages: Record<string, string> }
  }
  expect(files.map((f) => f.replace('.md', '').replaceAll('-', '_')).filter((n) => !help.pages[n])).toEqual([])
})
