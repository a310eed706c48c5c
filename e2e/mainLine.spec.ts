import { test } from '@playwright/test'
import { companies } from './walk/companies.ts'
import { closeAndCost, findDeliveryRefused, invoice, receiveBack, sendOutside, ship, testThem } from './walk/finish.ts'
import { workOnTheFloor } from './walk/floor.ts'
import { buyWhatIsShort, makeJob, receiveIt, releaseAndIssue } from './walk/make.ts'
import { takeScreens } from './walk/screens.ts'
import { quote, sendIt, takeEnquiry, win } from './walk/sell.ts'
import { addressOf, isOpen } from './walk/servers.ts'
import { hire, importItems, planItsTest, sayHowItIsMade } from './walk/setUp.ts'
import type { Walk } from './walk/walk.ts'

/** One custom order from the customer's first words to what each piece has cost. */
const steps: readonly [string, (walk: Walk) => Promise<void>][] = [
  ['items are imported', importItems],
  ['their method is typed', sayHowItIsMade],
  ['their test is planned', planItsTest],
  ['somebody is hired', hire],
  ['an enquiry is taken', takeEnquiry],
  ['it is quoted with a method of its own', quote],
  ['the quotation is sent', sendIt],
  ['it is won', win],
  ['a job is made', makeJob],
  ['what is short is bought', buyWhatIsShort],
  ['the purchase is received', receiveIt],
  ['the job is released and its material issued', releaseAndIssue],
  ['the floor works and reports', workOnTheFloor],
  ['the goods go to a vendor', sendOutside],
  ['they come back', receiveBack],
  ['delivery is refused before the test', findDeliveryRefused],
  ['the goods are tested and released', testThem],
  ['they are shipped', ship],
  ['they are invoiced', invoice],
  ['the job is closed at the cost worked out by hand', closeAndCost],
  ['the main pages are shown', takeScreens],
]

for (const company of companies)
  test(`one order goes the whole line at the ${company.sample} company`, async ({ browser }) => {
    test.setTimeout(900_000)
    await isOpen(company.sample)
    const context = await browser.newContext({
      baseURL: addressOf(company.sample),
      reducedMotion: 'reduce',
      viewport: { width: 1440, height: 900 },
    })
    context.setDefaultTimeout(30_000)
    const page = await context.newPage()
    const walk: Walk = { page, company, mark: `W${Date.now().toString(36).slice(-4).toUpperCase()}`, numbers: {} }
    try {
      for (const [name, step] of steps) await test.step(name, () => step(walk))
    } finally {
      await context.close()
    }
  })
