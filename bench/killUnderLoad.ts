/**
 * kill -9 in the middle of the load, again and again: the app, then PostgreSQL, in turn. People go on asking with the same
 * keys, as their terminals do. At the end nothing that was acknowledged may be missing or there twice, and all
 * invariants hold; they are also checked after every restart.
 *
 *   node bench/killUnderLoad.ts --kills 10 --clients 50
 */
import { parseArgs } from 'node:util'
import { brokenInvariants } from '../src/stories/floorInvariants.ts'
import { floorLoad } from '../src/stories/floorClients.ts'
import { floorShop } from '../src/stories/floorShop.ts'
import { killPostgres, missing, untilItAnswers } from '../src/stories/killing.ts'
import { benchDatabase, serving } from './floorServer.ts'

const { values } = parseArgs({ options: { kills: { type: 'string', default: '10' }, clients: { type: 'string', default: '50' }, seconds: { type: 'string', default: '4' } } })
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const database = await benchDatabase()
let app: Awaited<ReturnType<typeof serving>> | undefined
try {
  const shop = await floorShop(database.db, { people: Number(values.clients), orders: 20 })
  app = await serving(database.url)
  const port = Number(new URL(app.address).port)
  const load = floorLoad(shop, [app.address], { patient: true })
  const wrong: string[] = []
  for (let kill = 1; kill <= Number(values.kills); kill++) {
    await pause(Number(values.seconds) * 1000 * (0.5 + Math.random()))
    const acts = load.acts
    if (kill % 2 === 1) {
      app.child.kill('SIGKILL')
      await app.ended
      app = await serving(database.url, port)
    } else {
      killPostgres(database.dataDir)
      await pause(200)
      await untilItAnswers(database.pool)
    }
    const broken = await brokenInvariants(database.pool).catch((error: Error) => [String(error)])
    console.log(`kill ${kill}, ${kill % 2 === 1 ? 'the app' : 'PostgreSQL'}, after ${acts} acts: ${broken.length === 0 ? 'all invariants hold' : broken.join('; ')}`)
    wrong.push(...broken)
  }
  await pause(2000)
  await load.stop()
  wrong.push(...load.errors, ...(await missing(database.pool, load.acknowledged)), ...(await brokenInvariants(database.pool)))
  for (const line of wrong.slice(0, 20)) console.log(line)
  console.log(`${values.kills} kills, ${load.acts} acts acknowledged: ${wrong.length === 0 ? 'nothing lost, nothing doubled' : `${wrong.length} faults`}`)
  process.exitCode = wrong.length > 0 ? 1 : 0
} finally {
  app?.child.kill('SIGKILL')
  await database.end()
}
