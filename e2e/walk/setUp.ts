import { expect, type Locator, type Page } from '@playwright/test'
import { expectAccessible } from '../accessible.ts'
import { button, openList, openSetting, pick, rowWith, searchList, signInAs, startNew, title } from './page.ts'
import { order, testOf, type Walk } from './walk.ts'

export const itemOf = (walk: Walk) => walk.mark
export const seatOf = (walk: Walk) => `${walk.mark}-SEAT`
export const legOf = (walk: Walk) => `${walk.mark}-LEG`
export const personOf = (walk: Walk) => `Robin ${walk.mark}`
export const badgeOf = (walk: Walk) => `B-${walk.mark}`

/** Three items, pasted as from a spreadsheet. */
export async function importItems(walk: Walk) {
  const { page, company } = walk
  await signInAs(page, 'owner')
  await openSetting(page, 'Imports')
  await page.getByRole('combobox', { name: 'What is it?' }).click()
  await page.getByRole('option', { name: 'Items', exact: true }).click()
  const rows = [
    ['Number', 'Name', 'Kind', 'Unit', 'Supplier', 'Standard cost'],
    [itemOf(walk), company.item.name, 'made', company.unit, '', '0'],
    [seatOf(walk), company.item.material, 'bought', company.unit, company.supplier.code, order.seat.standard],
    [legOf(walk), company.item.fitting, 'bought', company.unit, company.supplier.code, order.leg.standard],
  ]
  await page.getByLabel(/^Paste rows here/).fill(rows.map((r) => r.join('\t')).join('\n'))
  await expect(page.getByText('3 rows: 3 to make')).toBeVisible()
  await expectAccessible(page, 'import')
  await button(page, 'Import').click()
  await expect(page.getByText('Imported: 3 made')).toBeVisible()
}

export async function openItem(walk: Walk) {
  await openList(walk.page, 'Stock', 'Items')
  await searchList(walk.page, itemOf(walk))
  await walk.page.getByRole('link', { name: itemOf(walk), exact: true }).click()
}

/** The item's own method: one operation here, one at a vendor, two materials. */
export async function sayHowItIsMade(walk: Walk) {
  const { page, company } = walk
  await openItem(walk)
  await page.getByRole('tab', { name: 'Method' }).click()
  await button(page, 'Say how it is made').click()
  await addInsideOperation(walk)
  await addOutsideOperation(walk)
  await addMaterial(page, seatOf(walk), order.seat.per)
  await addMaterial(page, legOf(walk), order.leg.per)
  const grid = page.getByRole('treegrid')
  await expect(rowWith(grid, company.item.process)).toContainText(company.vendor)
  await expectAccessible(page, 'method editor')
}

/** Columns of the method's grid as a person counts them. */
const column = { name: 1, where: 2, once: 3, each: 4 } as const

export const methodCell = (page: Page, row: string, name: keyof typeof column): Locator =>
  rowWith(page.getByRole('treegrid'), row).getByRole('gridcell').nth(column[name])

/** By the keys, as the grid is meant to be used: Enter opens the cell's input and stores what was typed. */
export async function typeIntoMethod(page: Page, row: string, name: keyof typeof column, label: string, text: string) {
  const input = page.getByRole('treegrid').getByLabel(label, { exact: true })
  const cell = methodCell(page, row, name)
  await openCell(cell)
  await input.fill(text)
  await input.press('Enter')
  await expect(cell).toContainText(text)
}

/** Prices above the grid may arrive just then and move the cell from under the pointer. */
async function openCell(cell: Locator) {
  await expect(async () => {
    await cell.click({ timeout: 2000 })
    await expect(cell).toBeFocused({ timeout: 500 })
  }).toPass()
  await cell.press('Enter')
}

async function addOperation(page: Page, name: string) {
  await button(page, 'Operation').click()
  await page.getByRole('textbox', { name: 'New operation' }).fill(name)
  await page.keyboard.press('Enter')
  await expect(rowWith(page.getByRole('treegrid'), name)).toBeVisible()
}

async function addInsideOperation({ page, company }: Walk) {
  const { operation } = company.item
  await addOperation(page, operation)
  await openCell(methodCell(page, operation, 'where'))
  await pick(page.getByRole('treegrid').getByRole('combobox', { name: 'Work center' }), company.workCenter)
  await expect(methodCell(page, operation, 'where')).toContainText(company.workCenter)
  await typeIntoMethod(page, operation, 'once', 'Set-up minutes', String(order.setupMinutes))
  await typeIntoMethod(page, operation, 'each', 'Run minutes for each piece', String(order.runMinutes))
}

async function addOutsideOperation({ page, company }: Walk) {
  const { process } = company.item
  await addOperation(page, process)
  await button(page, new RegExp(`^Everything of .*${process}`)).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Kind').selectOption({ label: 'At a vendor' })
  await pick(dialog.getByRole('combobox', { name: 'Vendor' }), company.vendor)
  await dialog.getByLabel('Price, each piece').fill(String(order.outside.price))
  await dialog.getByLabel('Minimum charge').fill(String(order.outside.minimum))
  await dialog.getByLabel('Lead time (days)').fill('5')
  await button(dialog, 'Save').click()
  await expect(dialog).toBeHidden()
}

async function addMaterial(page: Page, number: string, per: number) {
  await button(page, 'Material').click()
  await pick(page.getByRole('combobox', { name: 'Item of the new material' }), number)
  await expect(rowWith(page.getByRole('treegrid'), number)).toBeVisible()
  await typeIntoMethod(page, number, 'each', 'Quantity for each piece', String(per))
}

/** Every piece is measured once, within limits. */
export async function planItsTest(walk: Walk) {
  const { page } = walk
  await startNew(page, 'Test plan')
  await pick(page.getByRole('combobox', { name: 'Item' }), itemOf(walk))
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Final measure')
  await page.getByLabel('Name, line 1').fill(testOf.name)
  await page.getByLabel('Nominal, line 1').fill(String(testOf.nominal))
  await page.getByLabel('At least, line 1').fill(String(testOf.low))
  await page.getByLabel('At most, line 1').fill(String(testOf.high))
  await expectAccessible(page, 'test plan form')
  await button(page, 'Save').click()
  await expect(page.getByRole('heading', { name: 'Characteristics' })).toBeVisible()
}

/** Somebody new, whose clocks nobody else has touched. */
export async function hire(walk: Walk) {
  const { page, company } = walk
  await openSetting(page, 'Employees')
  await page.getByRole('link', { name: 'New', exact: true }).click()
  await page.getByRole('textbox', { name: 'Number', exact: true }).fill(`E-${walk.mark}`)
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(personOf(walk))
  await pick(page.getByRole('combobox', { name: 'Labor grade' }), company.grade)
  await page.getByRole('textbox', { name: 'Badge' }).fill(badgeOf(walk))
  await button(page, 'Save').click()
  await expect(title(page)).toContainText(personOf(walk))
}
