import { expect, test } from '@playwright/test'
import { expectAccessible } from './accessible.ts'
import { signInAs } from './walk/page.ts'

const unique = Date.now().toString(36).toUpperCase()

test('a customer is added from the menu and found by its code', async ({ page }) => {
  await signInAs(page, 'owner')
  await page.getByRole('button', { name: 'New', exact: true }).click()
  await page.getByRole('menuitem', { name: 'customer or supplier' }).click()
  await page.getByLabel('Code').fill(`C${unique}`)
  await page.getByLabel('Name', { exact: false }).first().fill('Harbor Hotel')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { name: 'Harbor Hotel' })).toBeVisible()
  await page.goto(`/go/C${unique}`)
  await expect(page.getByRole('heading', { name: 'Harbor Hotel' })).toBeVisible()
})

test('a record is changed, taken back and commented on', async ({ page }) => {
  await signInAs(page, 'owner')
  await page.goto('/units/new')
  await page.getByLabel('Code').fill(`B${unique}`)
  await page.getByLabel('Name').fill('Bundle')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { name: `B${unique}` })).toBeVisible()

  await page.getByLabel('Name').fill('Box')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByLabel('Name')).toHaveValue('Bundle')
  await page.getByRole('tab', { name: 'History' }).click()
  await expect(page.getByText('Box → Bundle')).toBeVisible()
  await page.getByRole('tab', { name: 'Comments' }).click()
  await page.getByLabel('Comment', { exact: true }).fill('Only for panels')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Only for panels')).toBeVisible()
})

test('a taken code is refused at its field', async ({ page }) => {
  await signInAs(page, 'owner')
  for (const name of ['First', 'Second']) {
    await page.goto('/units/new')
    await page.getByLabel('Code').fill(`U${unique}`)
    await page.getByLabel('Name').fill(name)
    await page.getByRole('button', { name: 'Save' }).click()
    if (name === 'First') await expect(page.getByRole('heading', { name: `U${unique}` })).toBeVisible()
  }
  await expect(page.getByText(`The code U${unique} is already used.`)).toBeVisible()
})

test('the palette opens pages and records from the keyboard', async ({ page }) => {
  await signInAs(page, 'owner')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('work cent')
  await expect(page.getByRole('option', { name: 'Work centers' })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/work-centers/)
})

test('a role sees only what it may open', async ({ page }) => {
  await signInAs(page, 'operator')
  const rail = page.getByRole('navigation', { name: 'Main menu' })
  await expect(rail.getByRole('link', { name: 'Stock' })).toBeVisible()
  await expect(rail.getByRole('link', { name: 'Sell' })).toHaveCount(0)
  await page.goto('/settings/users')
  await expect(page.getByText('Not for your role')).toBeVisible()
})

test('a filter stands in the address and can be taken off', async ({ page }) => {
  await signInAs(page, 'owner')
  await page.goto('/customers?q=nobody-is-called-this')
  await expect(page.getByText('Nothing matches what you asked for.')).toBeVisible()
  await page.getByLabel('Search here').fill('')
  await expect(page).not.toHaveURL(/q=/)
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`pages are accessible in ${colorScheme}`, async ({ page }) => {
    test.setTimeout(180_000)
    await page.emulateMedia({ colorScheme })
    await page.goto('/')
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
    await expectAccessible(page, 'sign-in')
    await signInAs(page, 'owner')
    for (const path of [
      '/',
      '/customers',
      '/items',
      '/items/new',
      '/settings',
      '/settings/company',
      '/settings/users',
      '/shifts',
      '/api/docs',
    ]) {
      await page.goto(path)
      await expect(page.locator('h1')).toBeVisible()
      // The line for live changes stays open, so the network is never idle; wait for what the page is about.
      await expect(
        page.locator('.ag-row, .empty, main form, .card-group, .lines, details, .today-block').first(),
      ).toBeVisible()
      await expectAccessible(page, path)
    }
  })
