import { expect, type Locator } from '@playwright/test'
import { expectAccessible } from '../accessible.ts'
import { button, expectPdf, openList, openRecord, rowWith, searchList, startNew } from './page.ts'
import { legOf, seatOf } from './setUp.ts'
import { estimateOf, keepNumber, money, typed, type Walk } from './walk.ts'

/** The order line becomes a job of its own. */
export async function makeJob(walk: Walk) {
  const { page } = walk
  await startNew(page, 'job')
  await page.getByRole('checkbox', { name: `${walk.numbers['order']}/1` }).check()
  await button(page, 'Make a job').click()
  await expect(button(page, 'Release')).toBeVisible()
  await keepNumber(walk, 'job')
  const work = await page
    .getByText(/^WO-\d+$/)
    .first()
    .innerText()
  walk.numbers['workOrder'] = work
  await expect(page.getByText(/differs from the master in 1 place/i)).toBeVisible()
  // Nothing is spent yet, but the sheet already says what it should cost.
  await expect(rowWith(page.getByRole('region', { name: 'Costs' }), /^Material/)).toContainText(
    money(walk, estimateOf(walk).material),
  )
  await expectAccessible(page, 'job')
}

/** Nothing of the two materials is in stock: both are bought on one order, for this job, at today's price. */
export async function buyWhatIsShort(walk: Walk) {
  const { page, company } = walk
  await openList(page, 'Buy', 'Shortages')
  await searchList(page, walk.mark)
  for (const number of [seatOf(walk), legOf(walk)]) await tick(rowWith(page, number))
  await button(page, 'Make purchase orders (2)').click()
  await page.getByRole('link', { name: new RegExp(`^PO-\\d+ · ${company.supplier.name}`) }).click()
  await expect(rowWith(page, seatOf(walk))).toContainText(walk.numbers['job'] ?? '')
  await keepNumber(walk, 'purchase')
  const seatLine = await rowWith(page, seatOf(walk)).getByRole('cell').first().innerText()
  await page.getByRole('link', { name: 'Change', exact: true }).click()
  await page.getByLabel(`Price each, line ${seatLine}`).fill(typed(walk, company.order.seat.bought))
  await button(page, 'Save').click()
  await button(page, 'Send').click()
  await expectPdf(page, page.getByRole('link', { name: 'PDF', exact: true }))
  await expectAccessible(page, 'purchase order')
}

const tick = (row: Locator) => row.getByRole('checkbox').check()

/** Everything comes as ordered, with the supplier's delivery note. */
export async function receiveIt(walk: Walk) {
  const { page } = walk
  await page.getByRole('main').getByRole('link', { name: 'Receive', exact: true }).click()
  await page.getByRole('textbox', { name: 'Delivery note' }).fill(`DN-${walk.mark}`)
  await button(page, 'All came').click()
  await expectAccessible(page, 'receive')
  await button(page, 'Receive').click()
  await expect(page.getByRole('heading', { name: 'Receipts' })).toBeVisible()
  await expect(page.getByText(`DN-${walk.mark}`).first()).toBeVisible()
}

/** Released to the floor, and the material handed out from the job's page. */
export async function releaseAndIssue(walk: Walk) {
  const { page } = walk
  const { order } = walk.company
  await openRecord(page, walk.numbers['job'] ?? '')
  await expect(page.getByRole('list', { name: 'Readiness' })).toContainText('Material')
  await button(page, 'Release').click()
  await expect(button(page, 'Take release back')).toBeVisible()
  for (const [number, per] of [
    [seatOf(walk), order.seat.per],
    [legOf(walk), order.leg.per],
  ] as const) {
    const row = rowWith(page, number)
    await button(row, 'Issue').click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('textbox', { name: /^Quantity/ })).toHaveValue(String(per * order.quantity))
    await button(dialog, 'Issue').click()
    await expect(dialog).toBeHidden()
    await expect(row).toContainText('Done')
  }
  await expectAccessible(page, 'released job')
}
