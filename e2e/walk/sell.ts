import { expect } from '@playwright/test'
import { expectAccessible } from '../accessible.ts'
import { button, expectPdf, pick, rowWith, startNew, title } from './page.ts'
import { itemOf, typeIntoMethod } from './setUp.ts'
import { estimateOf, keepNumber, money, typed, type Walk } from './walk.ts'

export const buyerNumberOf = (walk: Walk) => `PO-${walk.mark}`

/** The customer's own words, before anybody knows what they mean. */
export async function takeEnquiry(walk: Walk) {
  const { page, company } = walk
  await startNew(page, 'Enquiry')
  await pick(page.getByRole('combobox', { name: 'Customer' }), company.customer)
  await page.getByRole('textbox', { name: 'About' }).fill(`${company.item.name} for ${company.customer}`)
  await page.getByRole('textbox', { name: "The customer's words" }).fill(company.words)
  await page.getByLabel('Description, line 1').fill(company.item.name)
  await page.getByLabel('Quantity, line 1').fill(String(company.order.quantity))
  await pick(page.getByRole('combobox', { name: 'Our item, when known, line 1' }), itemOf(walk))
  await button(page, 'Save').click()
  await expect(page.getByText(company.words)).toBeVisible()
  await page.getByRole('checkbox', { name: 'Material' }).click()
  await expect(page.getByRole('checkbox', { name: 'Material' })).toBeChecked()
  await expectAccessible(page, 'enquiry')
  await keepNumber(walk, 'enquiry')
}

/** A line with its own copy of the method, tailored; a specification, two quantities, a mark-up. */
export async function quote(walk: Walk) {
  const { page, company } = walk
  await button(page, 'Quote').click()
  await expect(page.getByRole('heading', { name: /^Line 1/ })).toBeVisible()
  await keepNumber(walk, 'quotation')
  await typeIntoMethod(
    page,
    company.item.operation,
    'each',
    'Run minutes for each piece',
    typed(walk, company.order.tailoredRunMinutes),
  )
  await button(page, 'Add a row').click()
  const [first] = company.test
  await page.getByLabel('What, line 1').fill(first.name)
  await page.getByLabel('Value, line 1').fill(typed(walk, first.nominal))
  await page.getByLabel('Unit, line 1').fill(first.unit)
  await button(page.getByRole('region', { name: 'Specification sheet' }), 'Save').click()
  await page.getByRole('textbox', { name: 'Another quantity' }).fill('25')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Quantity 25', exact: true })).toBeVisible()
  await page.getByRole('textbox', { name: 'Mark-up on Material' }).fill('20')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Mark-up on Material' })).toHaveValue('20 %')
  await expectEstimate(walk)
  await expectAccessible(page, 'quotation')
}

/** The estimate of the whole quantity at the standard costs and the vendor's price, or his minimum. */
async function expectEstimate(walk: Walk) {
  const { page } = walk
  const prices = page.getByRole('region', { name: 'Prices' })
  await prices.getByText('Whole quantity').click()
  await expect(rowWith(prices, 'Material')).toContainText(money(walk, estimateOf(walk).material))
  await expect(rowWith(prices, 'Outside work')).toContainText(money(walk, estimateOf(walk).outside))
  await prices.getByText('Per piece').click()
}

/** Sent, and printed as the customer gets it. */
export async function sendIt({ page }: Walk) {
  await button(page, 'Send').click()
  await expect(button(page, 'Won')).toBeVisible()
  await button(page, 'Preview').click()
  await expectPdf(page, page.getByRole('link', { name: 'Open the PDF by itself' }))
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
}

/** The customer orders under a number of his own. */
export async function win(walk: Walk) {
  const { page, company } = walk
  await button(page, 'Won').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: "Buyer's order number" }).fill(buyerNumberOf(walk))
  await dialog.getByRole('textbox', { name: 'Quantity', exact: true }).fill(String(company.order.quantity))
  await expectAccessible(page, 'won dialog')
  await button(dialog, 'Make the order').click()
  await expect(page.getByText(buyerNumberOf(walk)).first()).toBeVisible()
  await expect(title(page)).not.toContainText(walk.numbers['quotation'] ?? '')
  await keepNumber(walk, 'order')
  await expectAccessible(page, 'sales order')
}
