import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { ListInput, listOutput } from '../core/list.model.ts'
import { masterContract } from '../core/master.contract.ts'
import { ById, PathId } from '../core/shapes.ts'
import { gaugeMaster } from './gauge.model.ts'
import {
  DisposeInput,
  ResultInput,
  Test,
  TestPlan,
  TestPlanInput,
  testList,
  testPlanList,
  testResultList,
} from './test.model.ts'

const tags = ['quality']
const read = endpoint('quality.read')
const record = endpoint('quality.record')
const decide = endpoint('quality.dispose')

export const testContract = {
  gauges: masterContract(gaugeMaster),
  testPlans: {
    list: read
      .route({ method: 'GET', path: '/test-plans', summary: 'List test plans', tags })
      .input(ListInput)
      .output(listOutput(testPlanList)),
    get: read
      .route({ method: 'GET', path: '/test-plans/{id}', summary: 'Show a test plan', tags })
      .input(ById)
      .output(TestPlan),
    create: decide
      .route({ method: 'POST', path: '/test-plans', summary: 'Say what an item must pass', tags })
      .input(TestPlanInput)
      .output(TestPlan),
    update: decide
      .route({
        method: 'PUT',
        path: '/test-plans/{id}',
        summary: 'Change a test plan; a used one gets a new revision',
        tags,
      })
      .input(TestPlanInput.extend({ id: PathId }))
      .output(TestPlan),
    withdraw: decide
      .route({ method: 'POST', path: '/test-plans/{id}/withdraw', summary: 'Test the item no more', tags })
      .input(ById)
      .output(TestPlan),
  },
  tests: {
    list: read
      .route({ method: 'GET', path: '/tests', summary: 'List finished-goods tests; the inspection queue', tags })
      .input(ListInput)
      .output(listOutput(testList)),
    results: read
      .route({ method: 'GET', path: '/test-results', summary: 'List recorded values', tags })
      .input(ListInput)
      .output(listOutput(testResultList)),
    get: read.route({ method: 'GET', path: '/tests/{id}', summary: 'Show a test', tags }).input(ById).output(Test),
    record: record
      .route({ method: 'POST', path: '/tests/{id}/results', summary: 'Record values', tags })
      .input(z.object({ id: PathId, results: z.array(ResultInput).min(1).max(5000) }))
      .output(Test),
    testAll: record
      .route({ method: 'POST', path: '/tests/{id}/test-all', summary: 'Test every piece instead of a sample', tags })
      .input(ById)
      .output(Test),
    split: decide
      .route({ method: 'POST', path: '/tests/{id}/split', summary: 'Take pieces out into a test of their own', tags })
      .input(z.object({ id: PathId, pieces: z.array(z.int().positive()).min(1).max(5000) }))
      .output(Test),
    release: record
      .route({ method: 'POST', path: '/tests/{id}/release', summary: 'Release passed goods', tags })
      .input(ById)
      .output(Test),
    dispose: decide
      .route({ method: 'POST', path: '/tests/{id}/dispose', summary: 'Decide what becomes of failed goods', tags })
      .input(DisposeInput.extend({ id: PathId }))
      .output(Test),
    rework: decide
      .route({
        method: 'POST',
        path: '/tests/{id}/rework',
        summary: 'Put rejected goods back into their work order',
        tags,
      })
      .input(z.object({ id: PathId, operationId: PathId }))
      .output(Test),
  },
}
