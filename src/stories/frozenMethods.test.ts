import '../methodGuards.ts'
import { expect, test } from 'vitest'
import { storeLevel } from '../catalog/method.commands.ts'
import { levelOf } from '../catalog/testCatalog.ts'
import { testCtx } from '../core/testDb.ts'
import { cancelJob, createJob } from '../jobs/job.commands.ts'
import { workOrdersOfJob } from '../jobs/job.queries.ts'
import { createQuotation, sendQuotation } from '../sales/quotation.commands.ts'
import { addQuotationLine } from '../sales/quotationLine.commands.ts'
import { testCustomer, testTable } from '../sales/testSales.ts'

test('what was offered, and what is over, keeps the method it had', async () => {
  const ctx = await testCtx()
  const { table, board, saw } = await testTable(ctx)
  const customer = await testCustomer(ctx)
  const level = levelOf({
    operations: [{ workCenterId: saw, runMinutes: 7 }],
    materials: [{ itemId: board, quantityPer: 2 }],
  })

  const draft = await createQuotation(ctx, { customerId: customer.id })
  const quoted = await addQuotationLine(ctx, draft.id, { itemId: table })
  const copy = quoted.lines[0]?.methodId ?? 0
  await storeLevel(ctx, copy, level)
  await sendQuotation(ctx, draft.id)
  await expect(storeLevel(ctx, copy, level)).rejects.toThrow('Q-1001 is sent: revise it first.')

  const job = await createJob(ctx, { items: [{ itemId: table, quantity: 1, dueOn: '2026-04-01' }] })
  const [workOrder] = await workOrdersOfJob(ctx.db, job.id)
  await storeLevel(ctx, workOrder?.methodId ?? 0, level)
  await cancelJob(ctx, job.id, 'Not wanted any more')
  await expect(storeLevel(ctx, workOrder?.methodId ?? 0, level)).rejects.toThrow('WO-1001 is canceled')
})
