import { expect, test } from 'vitest'
import { asInput, storeLevel } from '../catalog/method.commands.ts'
import { getMethodTree } from '../catalog/method.queries.ts'
import { renderPaper } from '../core/paper.ts'
import { testCtx } from '../core/testDb.ts'
import { finders } from '../finders.ts'
import { employees } from '../plant/plant.tables.ts'
import { testTable } from '../sales/testSales.ts'
import { createJob } from './job.commands.ts'
import { workOrdersOfJob } from './job.queries.ts'
import { scan } from './scan.queries.ts'
import { travellerOf, travellerPaper } from './traveller.queries.ts'
import { outdated, printedCode, readPrintedCode } from './traveller.rules.ts'

test('a printed code is read as it was written, and other texts are none', () => {
  for (const code of ['WO-1', 'WO-1/10', 'WO-1@A1B2C3', 'WO-1/10@A1B2C3.9F00']) expect(printedCode(readPrintedCode(code) ?? { workOrder: '', sequence: null, whole: null, part: null })).toBe(code)
  for (const text of ['', 'two words', 'WO-1/x', 'WO-1@', 'WO-1/10/20']) expect(readPrintedCode(text)).toBeUndefined()
})

test('a paper is outdated when the operation, or something else, changed', () => {
  const printed = { workOrder: 'WO-1', sequence: 20, whole: 'AA', part: 'BB' }
  expect(outdated(printed, { whole: 'AA', part: 'BB' })).toBe('')
  expect(outdated({ ...printed, whole: null }, { whole: 'CC', part: 'DD' })).toBe('')
  expect(outdated(printed, { whole: 'CC', part: 'DD' })).toContain('before operation 20 of WO-1 changed')
  expect(outdated(printed, { whole: 'CC', part: 'BB' })).toContain('before WO-1 changed, though not in operation 20')
  expect(outdated(printed, { whole: 'CC', part: null })).toContain('no operation 20 any more')
})

test('scanning a traveller that was printed before an operation changed says so', async () => {
  const ctx = await testCtx()
  const { table, shop } = await testTable(ctx)
  const job = await createJob(ctx, { items: [{ itemId: table, quantity: 2, dueOn: '2026-03-20' }] })
  const [w] = await workOrdersOfJob(ctx.db, job.id)
  if (!w) throw new Error('The job has a work order.')
  const { codes } = await travellerOf(ctx.db, w.id)
  const printed = printedCode({ workOrder: w.number, sequence: 10, whole: codes.whole, part: codes.parts.get(10) ?? null })
  expect(await scan(ctx, finders, printed)).toMatchObject([{ kind: 'operation', number: `${w.number}/10`, path: `/jobs/${job.id}`, warning: '' }])

  const level = asInput(await getMethodTree(ctx.db, w.methodId))
  await storeLevel(ctx, w.methodId, { ...level, operations: level.operations.map((o) => ({ ...o, instructions: 'Mind the grain.' })) })
  expect((await scan(ctx, finders, printed))[0]?.warning).toBe(`This traveller was printed before operation 10 of ${w.number} changed. Print it again.`)
  expect((await scan(ctx, finders, `${w.number}@${codes.whole}`))[0]?.warning).toContain(`before ${w.number} changed`)
  expect((await scan(ctx, finders, `${w.number}/90`))[0]).toMatchObject({ kind: 'workOrder', warning: `${w.number} has no operation 90.` })

  await ctx.db.insert(employees).values({ number: '7', name: 'Ada', laborGradeId: shop.grade.id, badge: 'B-77', department: '', phone: '' })
  expect((await scan(ctx, finders, 'B-77')).map((s) => [s.kind, s.label])).toEqual([['employee', 'Ada']])
  expect((await scan(ctx, finders, job.number.toLowerCase())).map((s) => [s.kind, s.path])).toEqual([['job', `/jobs/${job.id}`]])
  expect((await scan(ctx, finders, 'TABLE')).map((s) => s.kind)).toEqual(['item'])
  expect(await scan(ctx, finders, 'no such thing')).toEqual([])
  expect(await scan({ ...ctx, actor: { name: 'Nobody', roles: [] } }, finders, printed)).toEqual([])

  const paper = await travellerPaper(ctx.db, job.id)
  expect(JSON.stringify(paper)).toContain('Mind the grain.')
  expect((await renderPaper(paper)).subarray(0, 5).toString()).toBe('%PDF-')
})
