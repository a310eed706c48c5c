import { masterRoutes } from '../core/master.routes.ts'
import type { PaperKind } from '../core/paper.pages.ts'
import { serve } from '../core/serve.ts'
import { certificatePaper } from './certificatePaper.queries.ts'
import { gaugeMaster } from './gauge.model.ts'
import { reworkTest, splitTest, testEveryPiece } from './rework.commands.ts'
import { disposeTest, recordResults, releaseTest } from './test.commands.ts'
import { testContract } from './test.contract.ts'
import { getTest, listTestResults, listTests } from './test.queries.ts'
import { gauges } from './test.tables.ts'
import { changeTestPlan, createTestPlan, withdrawTestPlan } from './testPlan.commands.ts'
import { getTestPlan, listTestPlans } from './testPlan.queries.ts'

const on = serve(testContract)

export const testRoutes = {
  gauges: masterRoutes(gaugeMaster, gauges),
  testPlans: {
    list: on.testPlans.list.handler(({ context, input }) => listTestPlans(context.db, input)),
    get: on.testPlans.get.handler(({ context, input }) => getTestPlan(context.db, input.id)),
    create: on.testPlans.create.handler(async ({ context, input }) =>
      getTestPlan(context.db, await createTestPlan(context, input)),
    ),
    update: on.testPlans.update.handler(async ({ context, input: { id, ...plan } }) =>
      getTestPlan(context.db, await changeTestPlan(context, id, plan)),
    ),
    withdraw: on.testPlans.withdraw.handler(async ({ context, input }) => {
      await withdrawTestPlan(context, input.id)
      return getTestPlan(context.db, input.id)
    }),
  },
  tests: {
    list: on.tests.list.handler(({ context, input }) => listTests(context.db, input, context.now)),
    results: on.tests.results.handler(({ context, input }) => listTestResults(context.db, input)),
    get: on.tests.get.handler(({ context, input }) => getTest(context.db, input.id)),
    record: on.tests.record.handler(async ({ context, input }) => {
      await recordResults(context, input.id, input.results)
      return getTest(context.db, input.id)
    }),
    testAll: on.tests.testAll.handler(async ({ context, input }) =>
      getTest(context.db, (await testEveryPiece(context, input.id)).id),
    ),
    split: on.tests.split.handler(async ({ context, input }) =>
      getTest(context.db, (await splitTest(context, input.id, input.pieces)).id),
    ),
    release: on.tests.release.handler(async ({ context, input }) =>
      getTest(context.db, (await releaseTest(context, input.id)).id),
    ),
    dispose: on.tests.dispose.handler(async ({ context, input }) => {
      await disposeTest(context, input.id, input.disposition, input.note, input.approvedBy)
      return getTest(context.db, input.id)
    }),
    rework: on.tests.rework.handler(async ({ context, input }) =>
      getTest(context.db, (await reworkTest(context, input.id, input.operationId)).id),
    ),
  },
}

export const testPapers: readonly PaperKind[] = [
  { kind: 'certificate', needs: 'quality.read', build: certificatePaper },
]
