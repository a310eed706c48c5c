import { expect } from '@playwright/test'
import { expectAccessible } from '../accessible.ts'
import { button, expectPdf, openList, openRecord, rowWith, searchList } from './page.ts'
import { itemOf } from './setUp.ts'
import { estimateOf, keepNumber, money, typed, type Walk } from './walk.ts'

/** Part-finished goods go to the vendor and come back good. */
export async function sendOutside(walk: Walk) {
  const { page, company } = walk
  await openList(page, 'Buy', 'Outside work')
  await searchList(page, walk.numbers['workOrder'] ?? '', false)
  await rowWith(page, walk.numbers['workOrder'] ?? '')
    .filter({ hasText: company.item.process })
    .getByRole('checkbox')
    .check()
  await button(page, 'Make a dispatch (1)').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Carrier' }).fill('Own van')
  await button(dialog, 'Make a dispatch (1)').click()
  await expect(page).toHaveURL(/\/dispatches\/\d+/)
  await keepNumber(walk, 'dispatch')
  const why = page.getByRole('textbox', { name: /^Why there/ })
  if ((await why.count()) > 0 && (await why.first().isEnabled())) await why.first().fill('Known to do it well')
  const keep = button(page, 'Save')
  if ((await keep.count()) > 0) await keep.click()
  // Sending waits until what was typed is kept.
  await expect(button(page, 'Send')).not.toHaveAttribute('aria-disabled', 'true')
  await button(page, 'Send').click()
  await expect(button(page, 'Receive')).toBeVisible()
  await expectPdf(page, page.getByRole('link', { name: 'Challan' }))
  await expectAccessible(page, 'dispatch')
}

export async function receiveBack(walk: Walk) {
  const { page } = walk
  await button(page, 'Receive').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Delivery note' }).fill(`V-${walk.mark}`)
  await button(dialog, 'All came back good').click()
  await expect(rowWith(dialog, walk.numbers['workOrder'] ?? '')).toContainText(money(walk, estimateOf(walk).outside))
  await expectAccessible(page, 'vendor receipt')
  await button(dialog, 'Receive').click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText(`V-${walk.mark}`)).toBeVisible()
}

/** Before the test has released the goods, nothing of the order can be shipped, and the refusal says why. */
export async function findDeliveryRefused(walk: Walk) {
  const { page } = walk
  await openRecord(page, walk.numbers['order'] ?? '')
  await button(page, 'Prepare shipment').click()
  await expect(page.getByText(new RegExp(`${walk.company.order.quantity} await their test`))).toBeVisible()
  await expectAccessible(page, 'refused shipment')
  // A refusal stays until it has been read.
  await page.getByRole('alert').filter({ hasText: 'await their test' }).getByRole('button', { name: 'Dismiss' }).click()
}

/** All pieces together, or one by one when each has its own serial number. */
export async function testThem(walk: Walk) {
  const { page, company } = walk
  const { quantity } = company.order
  const [tests, pieces] = company.tracking === 'serial' ? [quantity, 1] : [1, quantity]
  for (let done = 0; done < tests; done += 1) {
    await openList(page, 'Quality', 'Inspection queue')
    await searchList(page, itemOf(walk))
    const waiting = rowWith(page, itemOf(walk)).getByRole('link', { name: /^T-\d+$/ })
    await expect(waiting).toHaveCount(tests - done)
    await waiting.first().click()
    await keepNumber(walk, 'test')
    await expect(button(page, 'Release')).toHaveAttribute('aria-disabled', 'true')
    await measure(walk, pieces)
    if (done === 0) await expectAccessible(page, 'test')
    await button(page, 'Release').click()
    await expect(page.getByText('Released').first()).toBeVisible()
  }
  await expectPdf(page, page.getByRole('link', { name: 'Certificate', exact: true }))
}

/** By the keys alone: piece by piece a number and Enter, or P for what passes by its looks. */
async function measure(walk: Walk, pieces: number) {
  const { page, company } = walk
  for (let piece = 1; piece <= pieces; piece += 1)
    for (const c of company.test) {
      const field = page.getByLabel(new RegExp(`^${c.name}, piece ${piece}(,|$)`))
      if (piece === 1 && c === company.test[0]) await field.focus()
      await expect(field).toBeFocused()
      if (c.kind === 'check') await page.keyboard.press('p')
      else {
        await page.keyboard.type(typed(walk, c.measured))
        await page.keyboard.press('Enter')
      }
    }
  await page.keyboard.press('Tab')
  await expect(page.getByText('All values are stored')).toBeVisible()
}

export async function ship(walk: Walk) {
  const { page } = walk
  await openRecord(page, walk.numbers['order'] ?? '')
  await button(page, 'Prepare shipment').click()
  await expect(page).toHaveURL(/\/shipments\/\d+/)
  await keepNumber(walk, 'shipment')
  await expect(page.getByText('Everything is here: it can leave.')).toBeVisible()
  await expectPdf(page, page.getByRole('link', { name: 'Delivery note' }))
  await expectPdf(page, page.getByRole('link', { name: 'Packing list' }))
  await button(page, 'Ship').click()
  await expect(button(page, 'Invoice')).toBeVisible()
  await expectAccessible(page, 'shipment')
}

export async function invoice(walk: Walk) {
  const { page } = walk
  await button(page, 'Invoice').click()
  await expect(page).toHaveURL(/\/invoices\/\d+/)
  await keepNumber(walk, 'invoice')
  await button(page, 'Send').click()
  await expect(button(page, 'Paid')).toBeVisible()
  await expectPdf(page, page.getByRole('link', { name: 'PDF', exact: true }))
  await expectAccessible(page, 'invoice')
}

/** The job is closed, and each piece has cost what it must by hand. */
export async function closeAndCost(walk: Walk) {
  const { page } = walk
  await openRecord(page, walk.numbers['job'] ?? '')
  await button(page.getByRole('main'), 'Close').click()
  await expect(page.getByText('Closed').first()).toBeVisible()
  const costs = page.getByRole('region', { name: 'Costs' })
  const due = handCalculation(walk)
  for (const [element, amount] of Object.entries(due.elements))
    if (amount > 0)
      await expect(
        rowWith(costs, new RegExp(`^${element}`))
          .getByRole('cell')
          .nth(2),
      ).toHaveText(money(walk, amount))
  await expect(
    rowWith(costs, walk.numbers['workOrder'] ?? '')
      .getByRole('cell')
      .last(),
  ).toHaveText(money(walk, due.unitCost, 4))
  await expectFacts(walk)
  await expectAccessible(page, 'closed job')
}

/** The job's elements from the prices, the clocks and the hourly rates; their sum is in the company's `unitCost`. */
function handCalculation({ company: { rates, order } }: Walk) {
  const { quantity, seat, leg, outside, worked } = order
  const hours = { setup: worked.setup / 60, run: worked.run / 60 }
  const elements = {
    Material: quantity * seat.per * seat.bought + quantity * leg.per * leg.bought,
    Labor: hours.run * rates.labor,
    Machine: hours.run * rates.machine,
    'Set-up': hours.setup * (rates.labor + rates.machine),
    Outside: Math.max(outside.minimum, quantity * outside.price),
    Overhead: (hours.setup + hours.run) * rates.overhead,
  }
  return { elements, unitCost: order.unitCost }
}

/** Every entry behind the sheet says its minutes and its rate; they are the same as the clocks' and the masters'. */
async function expectFacts({ page, company: { rates, order } }: Walk) {
  await button(page, 'Every entry').click()
  const dialog = page.getByRole('dialog')
  const fact = (element: string) =>
    dialog.getByRole('row').filter({ has: page.getByRole('cell', { name: element, exact: true }) })
  await expect(fact('Set-up').first()).toContainText(`${order.worked.setup / 60} h × ${rates.labor}`)
  await expect(fact('Labor')).toContainText(`${order.worked.run / 60} h × ${rates.labor}`)
  await expect(fact('Overhead')).toHaveCount(2)
  await expectAccessible(page, 'cost facts')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
}
