import { expect, type Page } from '@playwright/test'
import { seriousFindings } from '../accessible.ts'
import { openList, openRecord, title } from './page.ts'
import { openItem } from './setUp.ts'
import type { Walk } from './walk.ts'

/** The ten pages that one sees most, each opened by hand. */
const screens: Record<string, (walk: Walk) => Promise<void>> = {
  today: async ({ page }) => {
    await page.getByRole('link', { name: 'Today', exact: true }).click()
    await expect(page.getByRole('heading', { name: /^Ready to ship/ })).toBeVisible()
  },
  quotation: (walk) => record(walk, 'quotation', 'Prices'),
  order: (walk) => record(walk, 'order', 'Lines'),
  job: (walk) => record(walk, 'job', 'Costs'),
  dispatchList: async ({ page }) => {
    await openList(page, 'Floor', 'What next')
    await expect(page.getByRole('row').nth(1)).toBeVisible()
  },
  purchaseOrder: (walk) => record(walk, 'purchase', 'Receipts'),
  test: (walk) => record(walk, 'test', 'Values'),
  shipment: (walk) => record(walk, 'shipment', 'Lines'),
  report: async ({ page }) => {
    await page.getByRole('link', { name: 'Reports', exact: true }).click()
    await page
      .getByRole('link', { name: /order book/i })
      .first()
      .click()
    await expect(page.getByRole('row').nth(1)).toBeVisible()
  },
  method: async (walk) => {
    await openItem(walk)
    await walk.page.getByRole('tab', { name: 'Method' }).click()
    await expect(walk.page.getByRole('treegrid').getByRole('row').nth(2)).toBeVisible()
  },
}

async function record({ page, numbers }: Walk, what: string, heading: string) {
  await openRecord(page, numbers[what] ?? '')
  await expect(title(page)).toContainText(numbers[what] ?? '')
  await expect(page.getByRole('heading', { name: heading, exact: true }).first()).toBeVisible()
}

/** Each in light and dark, kept below test-results/screens, and looked at by axe in both. */
export async function takeScreens(walk: Walk) {
  const { page, company } = walk
  const findings: string[] = []
  for (const [name, open] of Object.entries(screens)) {
    await page.emulateMedia({ colorScheme: 'light' })
    await open(walk)
    await settled(page)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme)
      findings.push(...(await seriousFindings(page, `${name}, ${colorScheme}`)))
      await page.screenshot({ path: `test-results/screens/${company.sample}-${name}-${colorScheme}.png` })
    }
  }
  expect(findings).toEqual([])
}

/** Notices have gone and nothing is being read. A notice stays for as long as the mouse is on it. */
async function settled(page: Page) {
  await page.mouse.move(0, 0)
  await expect(page.getByRole('button', { name: 'Dismiss' })).toHaveCount(0, { timeout: 30_000 })
}
