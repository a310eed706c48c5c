import { expect, type Locator, type Page } from '@playwright/test'
import { expectAccessible } from '../accessible.ts'
import { button, openList, openSetting, pick, rowWith, searchList, signInAs, startNew, title } from './page.ts'
import { type Characteristic, typed, type Walk } from './walk.ts'

export const itemOf = (walk: Walk) => walk.mark
export const seatOf = (walk: Walk) => `${walk.mark}-SEAT`
export const legOf = (walk: Walk) => `${walk.mark}-LEG`
export const personOf = (walk: Walk) => `Robin ${walk.mark}`
export const badgeOf = (walk: Walk) => `B-${walk.mark}`

/** Items pasted as from a spreadsheet; in one trade the materials follow as the bill that a drawing program wrote. */
export async function importItems(walk: Walk) {
  const { page, company } = walk
  await signInAs(page, 'owner')
  await openSetting(page, 'Imports')
  const heads = ['Number', 'Name', 'Kind', 'Unit', 'Supplier', 'Standard cost', 'Tracking']
  const made = [itemOf(walk), company.item.name, 'made', company.unit, '', '0', company.tracking]
  const bought = materialsOf(walk).map(({ number, name, standard }) => [
    number,
    name,
    'bought',
    company.unit,
    company.supplier.code,
    typed(walk, standard),
    'none',
  ])
  await chooseTarget(page, 'Items')
  if (company.materialsFrom === 'method') await importRows(walk, [heads, made, ...bought])
  else {
    await importRows(walk, [heads, made])
    await importBill(walk)
  }
}

const materialsOf = (walk: Walk) => [
  { number: seatOf(walk), name: walk.company.item.material, ...walk.company.order.seat },
  { number: legOf(walk), name: walk.company.item.fitting, ...walk.company.order.leg },
]

async function chooseTarget(page: Page, name: string) {
  await page.getByRole('combobox', { name: 'What is it?' }).click()
  await page.getByRole('option', { name, exact: true }).click()
}

async function importRows({ page }: Walk, rows: readonly (readonly string[])[]) {
  await page.getByLabel(/^Paste rows here/).fill(rows.map((r) => r.join('\t')).join('\n'))
  const count = rows.length - 1
  await expect(page.getByText(`${count} ${count === 1 ? 'row' : 'rows'}: ${count} to make`)).toBeVisible()
  await expectAccessible(page, 'import')
  await button(page, 'Import').click()
  await expect(page.getByText(`Imported: ${count} made`)).toBeVisible()
}

/** Places on the board, parts, numbers and prices; the parts are not known yet. */
async function importBill(walk: Walk) {
  const { page, company } = walk
  await chooseTarget(page, 'Bill of materials')
  await pick(page.getByRole('combobox', { name: 'For the item' }), itemOf(walk))
  const rows = materialsOf(walk).map((m, i) => [
    Array.from({ length: m.per }, (_, n) => `${'XJ'[i]}${n + 1}`).join(', '),
    m.number,
    m.name,
    String(m.per),
    typed(walk, m.standard),
    company.supplier.name,
  ])
  await importRows(walk, [['Designator', 'Part number', 'Description', 'Qty', 'Unit price', 'Supplier'], ...rows])
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
  if (company.materialsFrom === 'method') await button(page, 'Say how it is made').click()
  await addInsideOperation(walk)
  await addOutsideOperation(walk)
  if (company.materialsFrom === 'method')
    for (const { number, per } of materialsOf(walk)) await addMaterial(page, number, per)
  const grid = page.getByRole('treegrid')
  await expect(rowWith(grid, company.item.process)).toContainText(company.vendor)
  await expectAccessible(page, 'method editor')
}

/** Columns of the method's grid as a person counts them. */
const column = { name: 1, where: 2, once: 3, each: 4 } as const

export const methodCell = (page: Page, row: string, name: keyof typeof column): Locator =>
  rowWith(page.getByRole('treegrid'), row).getByRole('gridcell').nth(column[name])

/** By the keys, as the grid is meant to be used: Enter opens the cell's input and stores what was typed. */
export async function typeIntoMethod(
  page: Page,
  row: string,
  name: keyof typeof column,
  label: string,
  text: string,
  shown = text,
) {
  const input = page.getByRole('treegrid').getByLabel(label, { exact: true })
  const cell = methodCell(page, row, name)
  await openCell(cell)
  await input.fill(text)
  await input.press('Enter')
  await expect(cell).toContainText(shown)
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

async function addInsideOperation(walk: Walk) {
  const { page, company } = walk
  const { operation } = company.item
  const { setupMinutes, runMinutes } = company.order
  await addOperation(page, operation)
  await openCell(methodCell(page, operation, 'where'))
  await pick(page.getByRole('treegrid').getByRole('combobox', { name: 'Work center' }), company.workCenter)
  await expect(methodCell(page, operation, 'where')).toContainText(company.workCenter)
  await typeIntoMethod(
    page,
    operation,
    'once',
    'Set-up minutes',
    typed(walk, setupMinutes),
    setupMinutes < 60 ? `${typed(walk, setupMinutes)} min` : `${Math.floor(setupMinutes / 60)} h`,
  )
  await typeIntoMethod(page, operation, 'each', 'Run minutes for each piece', typed(walk, runMinutes))
}

async function addOutsideOperation(walk: Walk) {
  const { page, company } = walk
  const { outside } = company.order
  const { process } = company.item
  await addOperation(page, process)
  await button(page, new RegExp(`^Everything of .*${process}`)).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Kind').selectOption({ label: 'At a vendor' })
  await pick(dialog.getByRole('combobox', { name: 'Vendor' }), company.vendor)
  await dialog.getByLabel('Price, each piece').fill(typed(walk, outside.price))
  await dialog.getByLabel('Minimum charge').fill(typed(walk, outside.minimum))
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

/** Every piece is measured and looked at; Enter on the last line adds the next. */
export async function planItsTest(walk: Walk) {
  const { page, company } = walk
  await startNew(page, 'Test plan')
  await pick(page.getByRole('combobox', { name: 'Item' }), itemOf(walk))
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Final measure')
  for (const [i, characteristic] of company.test.entries()) await addCharacteristic(walk, i + 1, characteristic)
  await expectAccessible(page, 'test plan form')
  await button(page, 'Save').click()
  await expect(page.getByRole('heading', { name: 'Characteristics' })).toBeVisible()
}

async function addCharacteristic(walk: Walk, line: number, c: Characteristic) {
  const cell = (label: string) => walk.page.getByLabel(`${label}, line ${line}`, { exact: true })
  if (line > 1) await walk.page.getByLabel(`Name, line ${line - 1}`, { exact: true }).press('Enter')
  await cell('Name').fill(c.name)
  if (c.kind !== 'measured') return void (await cell('Kind').selectOption(c.kind))
  await cell('Unit').fill(c.unit)
  await cell('Nominal').fill(typed(walk, c.nominal))
  await cell('At least').fill(typed(walk, c.low))
  await cell('At most').fill(typed(walk, c.high))
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
