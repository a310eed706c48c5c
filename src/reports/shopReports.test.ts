import { expect, test } from 'vitest'
import { jobEventKinds } from '../jobs/job.model.ts'
import jobStrings from '../jobs/web/strings.en.json' with { type: 'json' }
import { travellerEvents } from './shopReports.model.ts'
import strings from './web/strings.en.json' with { type: 'json' }

test('whatever can happen to a work order has a word in its history and on the page of its job', () => {
  expect(travellerEvents).toEqual(expect.arrayContaining(['reportedGood', 'clockedSetup', 'test', 'plannedMore']))
  const own = strings.words['report-traveller-history'].event
  expect(Object.keys(own).sort()).toEqual([...travellerEvents].sort())
  expect(Object.keys(jobStrings.jobs.eventOf).sort()).toEqual([...jobEventKinds].sort())
})
