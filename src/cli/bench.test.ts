import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { fettle, runFettle } from '../stories/testProcess.ts'

const nowhere = 'postgres://nobody@127.0.0.1:1/none'
const patience = 180_000
const ft06 =
  '6 6\n2 1 0 3 1 6 3 7 5 3 4 6\n1 8 2 5 4 10 5 10 0 10 3 4\n2 5 3 4 5 8 0 9 1 1 4 7\n1 5 0 5 2 5 3 3 4 8 5 9\n2 9 1 3 4 5 5 4 0 3 3 1\n1 3 3 3 5 9 0 10 4 4 2 1\n'

function file(name: string, content: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'fettle-bench-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

test('solves a file to its best known value and passes the checker', { timeout: patience }, async () => {
  const bounds = file('bounds.json', '[{"name":"ft06","ub":55}]')
  const args = ['bench', 'schedule', file('ft06.txt', ft06), '--seconds', '1', '--bounds', bounds]
  const { code, out, err } = await runFettle([...args, '--json'], nowhere)
  expect([code, err]).toEqual([0, ''])
  expect(JSON.parse(out)).toEqual([
    {
      name: 'ft06',
      makespan: 55,
      cpuSeconds: expect.any(Number),
      bestKnown: 55,
      checked: true,
      proven: expect.any(Boolean),
    },
  ])
  const plain = await runFettle(args, nowhere)
  expect(plain.out).toMatch(/^ft06 +55 .* checked .* best known 55, 0\.00 % above\n$/)
})

test.each([
  [['bench'], '', 2, 'Say: fettle bench schedule FILE.'],
  [['bench', 'schedule', 'ta01', '--seconds', '0'], '', 2, '--seconds needs a number greater than 0.'],
  [['bench', 'schedule', 'ta81'], '', 1, 'Cannot read ta81: there is no such file.'],
  [['bench', 'schedule', 'ta01'], '2 2\n0 1 1 2\n0 3 1 x\n', 1, 'Line 3 holds something that is not a number.'],
])('%j with %j ends with one clear sentence', { timeout: patience }, async (args, content, code, message) => {
  const answer = await runFettle(content === '' ? args : [...args, file('bad.txt', content)], nowhere)
  expect([answer.code, answer.out]).toEqual([code, ''])
  expect(answer.err).toMatch(message)
  expect(answer.err.split('\n')).toHaveLength(2)
})

test('interrupted, it prints the best so far', { timeout: patience }, async () => {
  const { child, output, ended } = fettle(['bench', 'schedule', 'ta01', 'ta02', '--seconds', '600', '--json'], nowhere)
  // Nothing is printed before the end; a first schedule is there soon after the start.
  await new Promise((resolve) => setTimeout(resolve, 8_000))
  child.kill('SIGINT')
  expect(await ended).toBe(130)
  expect(JSON.parse(output())).toEqual([expect.objectContaining({ name: 'ta01', checked: true })])
})
