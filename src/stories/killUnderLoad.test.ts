import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { migrateDatabase, openDatabase } from '../core/database.ts'
import { startEmbeddedPostgres } from '../core/embeddedPostgres.ts'
import { floorLoad } from './floorClients.ts'
import { floorShop } from './floorShop.ts'
import { brokenInvariants } from './floorInvariants.ts'
import { killPostgres, missing, untilItAnswers } from './killing.ts'
import { fettle, freePort, until } from './testProcess.ts'

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** The long one, ten kills under fifty clients, is bench/killUnderLoad.ts. */
test('a killed app and a killed PostgreSQL lose nothing that was acknowledged', { timeout: 240_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fettle-kill-'))
  const postgres = await startEmbeddedPostgres(join(folder, 'postgres'), () => {})
  const database = openDatabase(postgres.url, 10)
  onTestFinished(async () => {
    await database.close()
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  await migrateDatabase(database)
  const shop = await floorShop(database.db, { people: 12, orders: 4 })
  const port = await freePort()
  const serve = async () => {
    const running = fettle(['serve', '--port', String(port), '--sample', 'none', '--no-worker'], postgres.url)
    await until(`the server: ${running.output()}`, () => running.output().includes('Fettle is ready'), 120_000)
    return running
  }
  let app = await serve()
  const load = floorLoad(shop, [`http://127.0.0.1:${port}`], { patient: true })
  const more = async (acts: number) => {
    const from = load.acts
    await until(`${acts} acts more; so far ${load.errors.join(' ')}`, () => load.acts >= from + acts || load.errors.length > 0, 60_000)
  }
  await more(60)
  app.child.kill('SIGKILL')
  await app.ended
  expect(await brokenInvariants(database.pool)).toEqual([])
  app = await serve()
  await more(60)
  killPostgres(postgres.dataDir)
  await pause(200)
  await untilItAnswers(database.pool)
  await more(60)
  await load.stop()
  expect(load.errors).toEqual([])
  expect(await missing(database.pool, load.acknowledged)).toEqual([])
  expect(await brokenInvariants(database.pool)).toEqual([])
})
