import { type Browser, expect, type Page, test } from '@playwright/test'
import { expectAccessible } from './accessible.ts'
import { button, pick, rowWith, signInAs, title } from './walk/page.ts'

const asRole = async (browser: Browser, role: string): Promise<Page> => {
  const page = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage()
  await signInAs(page, role)
  return page
}

const askApi = async (page: Page, path: string, data?: object) => {
  const answer = await (data ? page.request.post(`/api${path}`, { data }) : page.request.get(`/api${path}`))
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true)
  return answer.json()
}

/** A draft with one line of a table that the shop knows how to make, at two quantities. */
async function draft(page: Page): Promise<number> {
  const customers = await askApi(page, '/parties?filter[customer]=true&limit=1')
  const items = await askApi(page, '/items?q=TBL-2000&limit=1')
  const { id } = await askApi(page, '/quotations', { customerId: customers.rows[0].id })
  await askApi(page, `/quotations/${id}/lines`, { itemId: items.rows[0].id, quantities: [2, 8] })
  return id
}

/** Sales asks when a line can be done at each quantity, reads why, and holds the slot of the first. */
async function promiseLine(sales: Page): Promise<void> {
  const panel = sales.getByRole('region', { name: 'When can it be done?' })
  await button(panel, 'Ask the plan').click()
  const dates = panel.getByRole('table', { name: 'When can it be done?' })
  for (const quantity of ['2', '8'])
    await expect(dates.getByRole('row', { name: new RegExp(`^${quantity} `) })).toContainText(/\d{4}.*\d{4}/)
  const reasons = panel.getByRole('list', { name: 'What decides the date, first to last' })
  await expect(reasons.getByRole('listitem').first()).toContainText(/\w+\.$/)
  await expect(panel.getByText(/15 % of the \d+ days until then/)).toBeVisible()
  const first = await reasons.innerText()
  await button(dates, '8').click()
  await expect(reasons).not.toHaveText(first, { useInnerText: true })
  await button(dates, '2').click()
  await expectAccessible(sales, 'promise')
  await button(panel, 'Promise and hold').click()
  await expect(panel.getByText(/A slot for 2 is held/)).toBeVisible()
}

async function win(sales: Page): Promise<void> {
  await button(sales, 'Send').click()
  await button(sales, 'Won').click()
  const dialog = sales.getByRole('dialog')
  await dialog.getByRole('textbox', { name: "Buyer's order number" }).fill('PO-promise')
  await button(dialog, 'Make the order').click()
  await expect(title(sales)).toHaveText(/^SO-\d+/)
}

const status = (page: Page) => page.getByRole('status').filter({ hasNotText: /^$/ }).first()

type Operation = { workCenterName: string | null; sequence: number }

/** Something that is only packed, for an hour each: everything that is to be shipped waits behind it. Answers its number. */
async function packedOnly(page: Page): Promise<string> {
  const [like] = (await askApi(page, '/items?q=TBL-2000&limit=1')).rows
  const { id: _, archived: __, ...item } = await askApi(page, `/items/${like.id}`)
  const number = `RUSH-${Date.now()}`
  const made = await askApi(page, '/items', { ...item, number })
  const [of, to] = [
    await askApi(page, `/items/${like.id}/method`, {}),
    await askApi(page, `/items/${made.id}/method`, {}),
  ]
  const [top] = (await askApi(page, `/methods/${of.methodId}`)).levels
  const packing = (top.operations as Operation[]).find((o) => /pack/i.test(o.workCenterName ?? ''))
  const operation = { ...packing, id: undefined, sequence: 10, setupMinutes: 0, runMinutes: 60 }
  const level = { operations: [operation], materials: [] }
  const stored = await page.request.put(`/api/methods/${to.methodId}/level`, { data: level })
  expect(stored.ok(), await stored.text()).toBe(true)
  return number
}

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** The planner puts a rush order on the board, reads who loses in jobs, days and money, and takes it. */
async function takeRushOrder(planner: Page): Promise<void> {
  const number = await packedOnly(planner)
  await button(planner, 'Rush order').click()
  const dialog = planner.getByRole('dialog')
  await pick(dialog.getByRole('combobox', { name: 'Item' }), number)
  await dialog.getByRole('textbox', { name: 'Quantity' }).fill('30')
  await dialog.getByLabel('Due').fill(inDays(2))
  await expectAccessible(planner, 'rush order')
  await button(dialog, 'Who loses?').click()
  const panel = planner.getByRole('region', { name: 'Who loses' })
  await expect(panel.getByText('Asking who loses')).toHaveCount(0)
  await expect(panel.getByRole('heading', { name: 'Who loses' })).toBeVisible()
  const loser = panel
    .getByRole('listitem')
    .filter({ has: planner.getByRole('link', { name: /^J-\d+/ }) })
    .first()
  await expect(loser).toContainText(/\+[\d.]+ d · \+\$[\d,.]+/)
  await expect(panel.getByRole('row', { name: /^Days late/ })).toBeVisible()
  await expectAccessible(planner, 'who loses')
  await button(panel, 'Do it').click()
  await expect(status(planner)).toContainText(`Done: Rush: 30 × ${number}`)
}

type Work = { workOrder: string; sequence: number; item: string; ready: number; status: string }

/** An operator at a terminal starts work that is ready; answers which operation. */
async function clockOn(floor: Page): Promise<string> {
  const work = ((await askApi(floor, '/floor/dispatch')) as Work[]).filter(
    // The sample's own items have a dash; those of other walks are left alone.
    (e) => e.status === 'ready' && e.ready > 0 && e.item.includes('-'),
  )
  const { workOrder, sequence } = work.at(-1) as Work
  const people = await askApi(floor, '/employees?limit=50')
  const badge = (people.rows as { badge: string }[]).filter((p) => p.badge).at(-1)?.badge ?? ''
  await floor.goto('/floor')
  const form = floor.getByRole('form', { name: 'Or enroll it here and now' })
  await form.getByRole('textbox', { name: 'Name of the terminal' }).fill(`Promise ${Date.now()}`)
  await button(form, 'Enroll this device').click()
  await floor.getByRole('textbox', { name: 'Scan your badge' }).fill(badge)
  await floor.keyboard.press('Enter')
  await expect(floor.getByRole('heading', { name: 'Next' })).toBeVisible()
  await floor.getByRole('textbox', { name: 'Scan a traveller' }).fill(workOrder)
  await floor.keyboard.press('Enter')
  await floor
    .getByRole('button', { name: /^Start/ })
    .last()
    .click()
  await expect(floor.getByRole('button', { name: 'Pause' })).toBeVisible()
  return `${workOrder}/${sequence}`
}

test('a day is promised and held, a rush order says who loses, and the board follows the floor', async ({
  browser,
}) => {
  const [sales, planner, floor] = await Promise.all(['sales', 'planner', 'owner'].map((role) => asRole(browser, role)))
  if (!sales || !planner || !floor) throw new Error('Three people are at work.')
  await test.step('sales quotes, promises, holds and wins', async () => {
    await sales.goto(`/quotations/${await draft(sales)}`)
    await promiseLine(sales)
    await win(sales)
  })
  await test.step('the planner takes a rush order', async () => {
    await planner.goto('/board')
    await expect(planner.getByRole('application', { name: /^Schedule board/ })).toBeVisible()
    await takeRushOrder(planner)
  })
  await test.step('the board follows the floor without being loaded again', async () => {
    await planner.getByRole('switch', { name: 'Table' }).setChecked(true, { force: true })
    const operation = await clockOn(floor)
    const row = planner
      .getByRole('row')
      .filter({ has: planner.getByRole('button', { name: operation, exact: true }) })
      .first()
    await expect(row).toContainText('Running')
    await button(floor, 'Pause').click()
    await expect(row).not.toContainText('Running')
  })
  await Promise.all([sales, planner, floor].map((page) => page.context().close()))
})

test('downtime is set, seen on the board at once, changed and ended; settings and set-up times are kept', async ({
  browser,
}) => {
  const [planner, viewer] = await Promise.all(['planner', 'viewer'].map((role) => asRole(browser, role)))
  if (!planner || !viewer) throw new Error('Two people are at work.')
  await planner.goto('/downtime')
  await button(planner, 'Machine down').click()
  const dialog = planner.getByRole('dialog')
  await dialog.getByLabel('Reason').fill('Spindle')
  await expectAccessible(planner, 'downtime dialog')
  await button(dialog, 'Do it').click()
  await expect(dialog).toBeHidden()
  const row = rowWith(planner, 'Spindle')
  await expect(row).toContainText('Now')
  await viewer.goto('/downtime')
  await expect(rowWith(viewer, 'Spindle')).toContainText('Now')
  await expect(button(viewer, 'Machine down')).toHaveAttribute('aria-disabled', 'true')
  await button(row, 'Change').click()
  await dialog.getByLabel('Reason').fill('Spindle and belt')
  await button(dialog, 'Do it').click()
  await expect(rowWith(viewer, 'Spindle and belt')).toBeVisible()
  await button(rowWith(planner, 'Spindle and belt'), 'End now').click()
  await expect(rowWith(viewer, 'Spindle and belt')).toContainText('Over')
  await expectAccessible(planner, 'downtime')

  await planner.goto('/settings/plan')
  await planner.getByLabel('Frozen zone').fill('2')
  await button(planner, 'Try it').click()
  await expect(planner.getByRole('row', { name: /^Days late/ })).toBeVisible()
  await expectAccessible(planner, 'plan settings')

  await planner.goto('/setup-times')
  await planner.getByLabel('Another family').fill(`Family ${Date.now()}`)
  await planner.keyboard.press('Enter')
  const cell = planner.getByRole('textbox', { name: /^Minutes from Family/ }).last()
  await cell.fill('7')
  await expectAccessible(planner, 'set-up times')
  await button(planner, 'Store').click()
  await expect(planner.getByText('The set-up times are stored')).toBeVisible()
  await Promise.all([planner, viewer].map((page) => page.context().close()))
})
