import { expect, type Locator, type Page } from '@playwright/test'
import { expectAccessible } from '../accessible.ts'
import { badgeOf, personOf } from './setUp.ts'
import type { Order, Walk } from './walk.ts'

/**
 * A terminal of the floor: enrolled on the spot by the office, then everything by badge and big buttons. The server
 * hears of each act as of a terminal that was cut off and tells later when it happened, so the minutes are exact.
 */
export async function workOnTheFloor(walk: Walk) {
  const { company } = walk
  const page = await walk.page.context().newPage()
  const clock = await tellingTime(page, company.order)
  await page.goto(new URL('/floor', walk.page.url()).href)
  await enroll(page, walk)
  await page.getByRole('textbox', { name: 'Scan your badge' }).fill(badgeOf(walk))
  await press(page, 'Sign in')
  await expect(page.getByText(personOf(walk))).toBeVisible()
  await expectAccessible(page, 'floor queue')
  await page.getByRole('textbox', { name: 'Scan a traveller' }).fill(walk.numbers['workOrder'] ?? '')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toContainText(company.item.operation)
  await clockOn(page, clock, company.order)
  await expectAccessible(page, 'floor operation')
  await reportGood(page, clock, company.order)
  await page.close()
}

async function enroll(page: Page, walk: Walk) {
  const form = page.getByRole('form', { name: 'Or enroll it here and now' })
  await form.getByRole('textbox', { name: 'Name of the terminal' }).fill(`Terminal ${walk.mark}`)
  await form.getByRole('combobox', { name: 'Stands at' }).selectOption({ label: walk.company.workCenter })
  await press(form, 'Enroll this device')
}

const press = (within: Page | Locator, name: string | RegExp) => within.getByRole('button', { name }).click()

/** Sets when the next act happened. */
type Clock = { minutesIn: number }

async function tellingTime(page: Page, { worked }: Order): Promise<Clock> {
  // The end of the run is a little before now.
  const zero = Date.now() - (worked.setup + worked.run + 5) * 60_000
  const clock: Clock = { minutesIn: 0 }
  await page.route(/\/api\/floor\/(clock-on|clock-off|reports)$/, (route) => {
    const at = new Date(zero + clock.minutesIn * 60_000).toISOString()
    return route.continue({ postData: JSON.stringify({ ...route.request().postDataJSON(), at }) })
  })
  return clock
}

/** Set-up, then the run follows without a gap. */
async function clockOn(page: Page, clock: Clock, order: Order) {
  await expect(page.getByText('Your clock does not run here.')).toBeVisible()
  await press(page, 'Start set-up')
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
  clock.minutesIn += order.worked.setup
  await press(page, 'Start run')
  await expect(page.getByText('The clock runs.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Start run' })).toBeHidden()
}

/** All pieces are good; the clock stops with the report. */
async function reportGood(page: Page, clock: Clock, order: Order) {
  clock.minutesIn += order.worked.run
  await press(page, `Done: ${order.quantity} good`)
  await expect(page.getByRole('heading', { name: 'Next' })).toBeVisible()
  await press(page, 'Sign out')
}
