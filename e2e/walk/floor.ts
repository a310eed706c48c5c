import { expect, type Locator, type Page } from '@playwright/test'
import { expectAccessible } from '../accessible.ts'
import { badgeOf, personOf } from './setUp.ts'
import { order, type Walk } from './walk.ts'

/** Minutes before now at which the clock of the operation starts; the end of the run is after all of them. */
const startedBefore = order.worked.setup + order.worked.run + 5

/**
 * A terminal of the floor: enrolled on the spot by the office, then everything by badge and big buttons. The server
 * hears of each act as of a terminal that was cut off and tells later when it happened, so the minutes are exact.
 */
export async function workOnTheFloor(walk: Walk) {
  const { company } = walk
  const page = await walk.page.context().newPage()
  const clock = await tellingTime(page)
  await page.goto(new URL('/floor', walk.page.url()).href)
  await enroll(page, walk)
  await page.getByRole('textbox', { name: 'Scan your badge' }).fill(badgeOf(walk))
  await press(page, 'Sign in')
  await expect(page.getByText(personOf(walk))).toBeVisible()
  await expectAccessible(page, 'floor queue')
  await page.getByRole('textbox', { name: 'Scan a traveller' }).fill(walk.numbers['workOrder'] ?? '')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toContainText(company.item.operation)
  await clockOn(page, clock)
  await expectAccessible(page, 'floor operation')
  await reportGood(page, clock)
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

async function tellingTime(page: Page): Promise<Clock> {
  const zero = Date.now() - startedBefore * 60_000
  const clock: Clock = { minutesIn: 0 }
  await page.route(/\/api\/floor\/(clock-on|clock-off|reports)$/, (route) => {
    const at = new Date(zero + clock.minutesIn * 60_000).toISOString()
    return route.continue({ postData: JSON.stringify({ ...route.request().postDataJSON(), at }) })
  })
  return clock
}

/** Set-up, then the run follows without a gap. */
async function clockOn(page: Page, clock: Clock) {
  await expect(page.getByText('Your clock does not run here.')).toBeVisible()
  await press(page, 'Start set-up')
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
  clock.minutesIn += order.worked.setup
  await press(page, 'Start run')
  await expect(page.getByText('The clock runs.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Start run' })).toBeHidden()
}

/** All pieces are good; the clock stops with the report. */
async function reportGood(page: Page, clock: Clock) {
  clock.minutesIn += order.worked.run
  await press(page, `Done: ${order.quantity} good`)
  await expect(page.getByRole('heading', { name: 'Next' })).toBeVisible()
  await press(page, 'Sign out')
}
