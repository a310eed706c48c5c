import { expect, type Page, test } from '@playwright/test'
import { expectAccessible } from './accessible.ts'
import { button, signInAs } from './walk/page.ts'

const board = (page: Page) => page.getByRole('application', { name: /^Schedule board/ })
const status = (page: Page) => page.getByRole('status').filter({ hasNotText: /^$/ }).first()

/** The row of the table that opens an operation; others name it as what they wait for. */
const rowOf = (page: Page, operation: string) =>
  page
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name: operation, exact: true }) })
    .first()

async function openBoard(page: Page) {
  // A company that has just been opened is planned within seconds.
  await expect
    .poll(async () => (await (await page.request.get('/api/plan/state')).json()).plannedAt, { timeout: 30_000 })
    .not.toBeNull()
  await page.goto('/board')
  await expect(board(page)).toBeVisible()
}

/** Walks by arrow keys until a bar is selected that may be moved; answers its operation's number. */
async function selectMovable(page: Page): Promise<string> {
  await board(page).focus()
  for (let n = 0; n < 40; n++) {
    await page.keyboard.press(n % 6 === 5 ? 'ArrowDown' : 'ArrowRight')
    const said = (await status(page).textContent()) ?? ''
    const operation = /WO-\d+\/\d+/.exec(said)?.[0]
    if (operation && /Planned(?!.*Pinned)/.test(said)) return operation
  }
  throw new Error('No bar was found that may be moved.')
}

test('the board and its table are accessible, light and dark', async ({ page }) => {
  await signInAs(page, 'planner')
  await openBoard(page)
  await selectMovable(page)
  await page.setViewportSize({ width: 1440, height: 900 })
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: `test-results/screens/furniture-board-${colorScheme}.png` })
  }
  const table = page.getByRole('switch', { name: 'Table' })
  // Every state in its color stands in the legend. Of the table the rows of one job are enough: axe looks at each cell by itself.
  await button(page, 'Legend').click()
  await expect(page.getByText('Held for a promise')).toBeVisible()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expectAccessible(page, `board in ${colorScheme}`)
  }
  const job = /J-\d+/.exec((await status(page).textContent()) ?? '')?.[0] ?? ''
  await page.keyboard.press('Escape')
  await page.getByRole('searchbox', { name: 'Find a job, item, customer' }).fill(job)
  await table.setChecked(true, { force: true })
  await expect(page.getByRole('columnheader', { name: 'Why then' })).toBeVisible()
  await expect(page.getByRole('cell', { name: job, exact: true }).first()).toBeVisible()
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    await expectAccessible(page, `board as table in ${colorScheme}`)
  }
})

test('an operation is moved by keyboard, seen elsewhere, and taken back', async ({ page, browser }) => {
  const other = await (await browser.newContext()).newPage()
  await Promise.all([signInAs(page, 'planner'), signInAs(other, 'viewer')])
  await openBoard(page)
  await other.goto('/board')
  await other.getByRole('switch', { name: 'Table' }).setChecked(true, { force: true })

  const operation = await selectMovable(page)
  await page.keyboard.press('Enter')
  for (let n = 0; n < 3; n++) await page.keyboard.press('Control+ArrowRight')
  const panel = page.getByRole('region', { name: 'Who loses' })
  await expect(panel.getByRole('heading', { level: 2 })).toContainText(operation)
  await expect(panel.getByRole('row', { name: /^Days late/ })).toBeVisible()
  await expect(panel.getByText(/Nobody loses|Who loses/)).toBeVisible()
  await expect(panel.getByText('Asking who loses')).toHaveCount(0)
  await board(page).focus()
  await page.keyboard.press('Enter')
  await expect(status(page)).toContainText('Done:')

  await expect(rowOf(other, operation)).toContainText('Pinned')
  await rowOf(other, operation).getByRole('button', { name: operation, exact: true }).click()
  await expect(button(other, 'Unpin')).toHaveAttribute('aria-disabled', 'true')

  await page.getByRole('switch', { name: 'Table' }).setChecked(true, { force: true })
  await expect(rowOf(page, operation)).toContainText('Pinned')
  await button(page, 'Undo').click()
  await expect(rowOf(page, operation)).not.toContainText('Pinned')
  await expect(rowOf(other, operation)).not.toContainText('Pinned')
  await other.context().close()
})

test('an overtime what-if is compared with the plan and thrown away', async ({ page }) => {
  await signInAs(page, 'planner')
  await page.goto('/what-if')
  await button(page, 'New what-if').click()
  await page.getByRole('menuitem', { name: 'Overtime' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('Saturday shift')
  await button(page.getByRole('dialog'), 'Work it out').click()
  await expect(page.getByRole('columnheader', { name: /Saturday shift/ }).first()).toBeVisible()
  await expect(page.getByRole('row', { name: /^Cost in all/ })).toBeVisible()
  await expectAccessible(page, 'what-if')
  // The newest stands last.
  await button(page, 'Throw away').last().click()
  await expect(page.getByRole('columnheader', { name: /Saturday shift/ })).toHaveCount(0)
})
