/**
 * Many people at terminals log time, report pieces and issue material at once, over HTTP, on a server and a database of
 * the bench's own. Prints the rate, and its ratio to the very same rows written by bare SQL with as many clients and
 * connections and one transaction for each act.
 *
 *   node bench/floorLoad.ts --seconds 60 --clients 50 --servers 2
 */
import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import type pg from 'pg'
import { brokenInvariants } from '../src/stories/floorInvariants.ts'
import { floorLoad } from '../src/stories/floorClients.ts'
import { type FloorShop, floorShop, type ShopOrder } from '../src/stories/floorShop.ts'
import { benchDatabase, type Serving, serving } from './floorServer.ts'

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' }, clients: { type: 'string', default: '50' }, servers: { type: 'string', default: '2' }, orders: { type: 'string', default: '25' } } })
const [seconds, clients, servers, orders] = [Number(values.seconds), Number(values.clients), Number(values.servers), Number(values.orders)]
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function measured(shop: FloorShop, running: readonly Serving[]): Promise<{ rate: number; errors: string[]; rows: number }> {
  const load = floorLoad(shop, running.map((r) => r.address), { patient: false })
  await pause(3000) // warm
  const [before, started] = [load.acts, performance.now()]
  await pause(seconds * 1000)
  const rate = ((load.acts - before) / (performance.now() - started)) * 1000
  await load.stop()
  return { rate, errors: load.errors, rows: load.acts }
}

type Query = (text: string, parameters: unknown[]) => Promise<pg.QueryResult>

/** The rows of one act and nothing else, in one transaction. */
async function bareAct(pool: pg.Pool, name: string, write: (query: Query) => Promise<unknown>): Promise<void> {
  const client = await pool.connect()
  try {
    const key = randomUUID()
    await client.query('begin')
    await client.query('insert into idempotency_keys (key, request, at) values ($1, $2, now())', [key, name])
    await write((text, parameters) => client.query(text, parameters))
    await client.query('update idempotency_keys set answer = $2 where key = $1', [key, JSON.stringify({ value: { id: 1 } })])
    await client.query('commit')
  } finally {
    client.release()
  }
}

const move = async (query: Query, itemId: number, from: number, to: number, number: string) => {
  await query('insert into stock_balances (item_id, place_id, quantity, value, guarded) select $1, p.id, 0, 0, p.physical from places p where p.id in ($2, $3) on conflict do nothing', [itemId, from, to])
  await query('select id from stock_balances where item_id = $1 and place_id in ($2, $3) order by id for update', [itemId, from, to])
  await query('update stock_balances set quantity = quantity + case when place_id = $3 then 1 else -1 end, value = value + case when place_id = $3 then 8 else -8 end where item_id = $1 and place_id in ($2, $3)', [itemId, from, to])
  await query("insert into stock_moves (at, by, item_id, from_place_id, to_place_id, quantity, value, document, document_number, reason) values (now(), 'bare', $1, $2, $3, 1, 8, 'issue', $4, '')", [itemId, from, to, number])
}

type Bare = { order: ShopOrder; jobId: number; placeId: number; itemId: number; number: string; stores: number; finished: number; workCenters: number[] }

/** The same round as a client's: two clocks, one issue, two reports. */
async function bareRound(pool: pg.Pool, employeeId: number, b: Bare, done: () => void): Promise<void> {
  const act = async (name: string, write: (query: Query) => Promise<unknown>) => {
    await bareAct(pool, name, write)
    done()
  }
  for (const [i, operationId] of b.order.operationIds.entries()) {
    let log = 0
    await act('on', async (query) => {
      const { rows } = await query("insert into time_logs (employee_id, work_order_id, operation_id, work_center_id, activity, started_at) values ($1, $2, $3, $4, 'run', now()) returning id", [employeeId, b.order.workOrderId, operationId, b.workCenters[i]])
      log = rows[0].id
    })
    if (i === 0)
      await act('issue', async (query) => {
        await move(query, b.order.itemId, b.stores, b.placeId, b.number)
        await query('insert into material_progress (work_order_id, material_id, item_id, issued_quantity, issued_value) values ($1, $2, $3, 1, 8) on conflict (material_id, item_id) do update set issued_quantity = material_progress.issued_quantity + 1', [b.order.workOrderId, b.order.materialId, b.order.itemId])
      })
    await act('report', async (query) => {
      await query('update operation_progress set good_quantity = good_quantity + 1 where operation_id = $1', [operationId])
      await query("insert into quantity_reports (at, by, employee_id, work_order_id, operation_id, kind, quantity, note) values (now(), 'bare', $1, $2, $3, 'good', 1, '')", [employeeId, b.order.workOrderId, operationId])
      if (i === 0) return
      await query('update work_orders set completed_quantity = completed_quantity + 1 where id = $1', [b.order.workOrderId])
      await move(query, b.itemId, b.placeId, b.finished, b.number)
    })
    await act('off', async (query) => {
      await query('update time_logs set ended_at = now(), minutes = 0.01 where id = $1', [log])
      await query('update operation_progress set run_minutes = run_minutes + 0.01 where operation_id = $1', [operationId])
      await query("insert into cost_entries (at, job_id, work_order_id, operation_id, element, quantity, rate, amount, credit, source, source_id, note) values (now(), $1, $2, $3, 'labor', 0, 38, 0.01, 'laborApplied', 'timeLog', $4, '')", [b.jobId, b.order.workOrderId, operationId, log])
    })
  }
}

async function bare(pool: pg.Pool, shop: FloorShop): Promise<number> {
  const { rows } = await pool.query("select w.id, w.job_id, w.place_id, w.item_id, w.number, (select id from places where code = 'STORES') as stores, (select id from places where code = 'FINISHED') as finished, (select array_agg(o.work_center_id order by o.sequence) from method_operations o where o.method_id = w.method_id) as centers from work_orders w")
  const facts = shop.orders.map((order): Bare => {
    const r = rows.find((x) => x.id === order.workOrderId)
    return { order, jobId: r.job_id, placeId: r.place_id, itemId: r.item_id, number: r.number, stores: r.stores, finished: r.finished, workCenters: r.centers.map(Number) }
  })
  let [acts, stopping] = [0, false]
  const workers = shop.people.map(async (person, nth) => {
    for (let round = nth; !stopping; round += 7) {
      const order = facts[round % facts.length]
      if (order) await bareRound(pool, person.employeeId, order, () => { acts += 1 })
    }
  })
  await pause(1500)
  const [before, started] = [acts, performance.now()]
  await pause(seconds * 1000)
  const rate = ((acts - before) / (performance.now() - started)) * 1000
  stopping = true
  await Promise.all(workers)
  return rate
}

const database = await benchDatabase()
const running: Serving[] = []
try {
  const shop = await floorShop(database.db, { people: clients, orders })
  for (let i = 0; i < servers; i++) running.push(await serving(database.url))
  const { rate, errors, rows } = await measured(shop, running)
  const broken = await brokenInvariants(database.pool)
  for (const r of running) r.child.kill('SIGTERM')
  await Promise.all(running.map((r) => r.ended))
  console.log(`${clients} clients, ${servers} server processes, ${seconds} s: ${Math.round(rate)} acts/s (${rows} acts), ${errors.length} errors`)
  for (const line of [...errors, ...broken].slice(0, 20)) console.log(line)
  await database.pool.query('update time_logs set ended_at = started_at, minutes = 0 where ended_at is null')
  const bareRate = await bare(database.pool, shop)
  console.log(`The same rows by bare SQL: ${Math.round(bareRate)} acts/s. Ratio ${(rate / bareRate).toFixed(2)}`)
  process.exitCode = errors.length + broken.length > 0 ? 1 : 0
} finally {
  for (const r of running) r.child.kill('SIGKILL')
  await database.end()
}
