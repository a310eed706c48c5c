import { expect, type Locator, type Page } from '@playwright/test'

/** Signs in as the first sample user of a role, by its button on the first page. */
export async function signInAs(page: Page, role: string) {
  await page.goto('/')
  await page
    .getByRole('button', { name: new RegExp(`${role}$`, 'i') })
    .first()
    .click()
  await expect(page.getByRole('navigation', { name: 'Main menu' })).toBeVisible()
}

/** Opens a section's list by the menu and its tab. */
export async function openList(page: Page, section: string, list: string) {
  await page.getByRole('navigation', { name: 'Main menu' }).getByRole('link', { name: section, exact: true }).click()
  await page.getByRole('navigation', { name: section }).getByRole('link', { name: list, exact: true }).click()
  await expect(title(page)).toHaveText(list)
}

/** Searches the list of the page; most lists keep what is asked in the address. */
export async function searchList(page: Page, text: string, inAddress = true) {
  await page.getByLabel('Search here').fill(text)
  if (inAddress) await expect(page).toHaveURL(new RegExp(`q=${text}`))
}

/** Opens a settings page by its card. */
export async function openSetting(page: Page, name: string) {
  await page.getByRole('link', { name: 'Settings', exact: true }).click()
  await page.getByRole('link', { name, exact: true }).first().click()
}

/** Chooses a word of the "+ New" menu. */
export async function startNew(page: Page, what: string) {
  await page.getByRole('button', { name: 'New', exact: true }).click()
  await page.getByRole('menuitem', { name: what, exact: true }).click()
}

/** Opens a record by its number, as a scanner or a hurried person does. */
export async function openRecord(page: Page, number: string) {
  await page.keyboard.press('Control+k')
  const box = page.getByRole('combobox', { name: 'Find' })
  await box.fill(number)
  await page.getByRole('option', { name: new RegExp(`^${number} ·`) }).click()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

export const title = (page: Page): Locator => page.getByRole('heading', { level: 1 })

/** Types into a picker and takes the one option that holds the text. */
export async function pick(box: Locator, text: string) {
  await box.click()
  await box.fill(text)
  await box.page().getByRole('option', { name: text }).first().click()
}

export const button = (within: Page | Locator, name: string | RegExp): Locator =>
  within.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })

/** The row of a table that holds a text. */
export const rowWith = (within: Page | Locator, text: string | RegExp): Locator =>
  within.getByRole('row').filter({ hasText: text })

/** A paper opens beside the page and is a PDF. */
export async function expectPdf(page: Page, link: Locator) {
  const href = await link.getAttribute('href')
  const answer = await page.request.get(new URL(href ?? '', page.url()).href)
  expect(answer.status(), href ?? '').toBe(200)
  expect(answer.headers()['content-type']).toContain('application/pdf')
  expect((await answer.body()).subarray(0, 5).toString()).toBe('%PDF-')
}
