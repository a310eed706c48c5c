import { expect, type Page, test } from '@playwright/test'
import { expectAccessible } from './accessible.ts'
import { signInAs } from './walk/page.ts'

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()
const waits = (page: Page) => page.getByText(/wait(s)? to be sent/)

/** What the server knows of an operation: counted in reports and moves, so that a second telling would show. */
async function told(page: Page, workOrder: string) {
  const jobs = await page.request.get(`/api/floor/operations?code=${workOrder}`)
  const [entry] = (await jobs.json()) as { jobId: number; operationId: number; good: number; ready: number }[]
  const reports = await page.request.get(`/api/floor/reports?jobId=${entry?.jobId}`)
  const rows = (await reports.json()) as { operationId: number; kind: string; quantity: number }[]
  return rows.filter((r) => r.operationId === entry?.operationId).map((r) => [r.kind, r.quantity])
}

test('a terminal that loses the line keeps what is done and tells it once when the line is back', async ({
  page,
  context,
}) => {
  test.setTimeout(60_000)
  await signInAs(page, 'owner')
  const terminal = await context.newPage()
  await terminal.goto('/floor')
  const form = terminal.getByRole('form', { name: 'Or enroll it here and now' })
  await form.getByRole('textbox', { name: 'Name of the terminal' }).fill(`Bench ${Date.now()}`)
  await form.getByRole('button', { name: 'Enroll this device' }).click()
  const people = await (await page.request.get('/api/employees?limit=5')).json()
  const badge = (people.rows as { badge: string }[]).find((p) => p.badge)?.badge ?? ''
  await terminal.getByRole('textbox', { name: 'Scan your badge' }).fill(badge)
  await terminal.keyboard.press('Enter')
  await expect(terminal.getByRole('heading', { name: 'Next' })).toBeVisible()

  const list = (await (await page.request.get('/api/floor/dispatch')).json()) as {
    workOrder: string
    ready: number
    status: string
    quantity: number
  }[]
  const work = list.find((e) => e.status === 'ready' && e.ready > 2)
  expect(work).toBeDefined()
  await terminal.getByRole('textbox', { name: 'Scan a traveller' }).fill(work?.workOrder ?? '')
  await terminal.keyboard.press('Enter')
  await expect(terminal.getByText('Your clock does not run here.')).toBeVisible()
  const before = await told(page, work?.workOrder ?? '')

  // The server hears of it, but its answer is lost: it is told again, and counted once.
  await terminal.route(
    '**/api/floor/reports',
    async (route) => {
      await route.fetch()
      await route.abort()
    },
    { times: 1 },
  )
  await press(terminal, /^Good 1/)
  await expect(waits(terminal)).toBeVisible()
  await expect(waits(terminal)).toBeHidden()
  const once = [...before, ['good', 1]]
  expect(await told(page, work?.workOrder ?? '')).toEqual(once)

  await context.setOffline(true)
  await press(terminal, 'Start run')
  await expect(waits(terminal)).toBeVisible()
  await expect(terminal.getByRole('button', { name: 'Pause' })).toBeVisible()
  await press(terminal, /^Good 1/)
  await press(terminal, /^Rework 1/)
  await press(terminal, 'Handling')
  await expect(waits(terminal)).toContainText('3 wait')
  await expectAccessible(terminal, 'floor without a line')

  await context.setOffline(false)
  await expect(waits(terminal)).toBeHidden({ timeout: 20_000 })
  await expect(terminal.getByRole('button', { name: 'Pause' })).toBeVisible()
  expect(await told(page, work?.workOrder ?? '')).toEqual([...once, ['good', 1], ['rework', 1]])
  await press(terminal, 'Pause')
  await expect(terminal.getByText('Your clock does not run here.')).toBeVisible()
  await press(terminal, 'Sign out')
})
