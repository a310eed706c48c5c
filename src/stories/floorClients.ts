import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import type { FloorShop, ShopOrder } from './floorShop.ts'

type Answer = { status: number; body: unknown }

/** What the server said yes to. Nothing of it may ever be missing. */
export type Acknowledged = { clockedOn: number[]; clockedOff: number[]; reports: number[]; moves: number[] }
export type Load = { acknowledged: Acknowledged; acts: number; errors: string[]; stop(): Promise<void>; moveTo(address: string): void }

const post = (agent: Agent, address: string, path: string, token: string, key: string, input: unknown): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const body = JSON.stringify(input)
    const asked = request(`${address}/api${path}`, { agent, method: 'POST', headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), authorization: `Floor ${token}`, 'idempotency-key': key } }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (part: string) => {
        text += part
      })
      answer.once('end', () => {
        try {
          resolve({ status: answer.statusCode ?? 0, body: JSON.parse(text) })
        } catch (error) {
          reject(error)
        }
      })
      answer.once('error', reject)
      answer.once('close', () => reject(new Error('The answer was cut off.')))
    })
    asked.setTimeout(30_000, () => asked.destroy(new Error('No answer.')))
    asked.once('error', reject)
    asked.end(body)
  })

/**
 * People at terminals who log time, issue material and report pieces without a pause. What gets no answer, or a fault of
 * the server, is asked again with the same key, as a terminal does; any refusal is an error.
 */
export function floorLoad(shop: FloorShop, addresses: readonly string[], { patient }: { patient: boolean }): Load {
  const agent = new Agent({ keepAlive: true, maxSockets: 200 })
  const servers = [...addresses]
  const load = { acknowledged: { clockedOn: [], clockedOff: [], reports: [], moves: [] } as Acknowledged, acts: 0, errors: [] as string[] }
  let stopping = false
  const act = async (person: FloorShop['people'][number], nth: number, path: string, input: unknown): Promise<unknown> => {
    const key = randomUUID()
    for (let tries = 0; ; tries++) {
      const said = await post(agent, servers[nth % servers.length] ?? '', path, person.token, key, input).catch((error: Error) => error)
      if (!(said instanceof Error) && said.status === 200) {
        load.acts += 1
        return said.body
      }
      const lost = said instanceof Error || said.status >= 500
      if (!lost || !patient || tries > 600) throw new Error(`${path}: ${said instanceof Error ? said.message : JSON.stringify(said.body)}`)
      await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 100))
    }
  }
  const oneRound = async (person: FloorShop['people'][number], nth: number, order: ShopOrder) => {
    const { acknowledged } = load
    const clock = async (operationId: number, meanwhile: () => Promise<void>) => {
      acknowledged.clockedOn.push(((await act(person, nth, '/floor/clock-on', { operationId, activity: 'run' })) as { id: number }).id)
      await meanwhile()
      for (const log of (await act(person, nth, '/floor/clock-off', { operationId })) as { id: number }[]) acknowledged.clockedOff.push(log.id)
    }
    for (const [i, operationId] of order.operationIds.entries())
      await clock(operationId, async () => {
        if (i === 0) acknowledged.moves.push(...((await act(person, nth, '/floor/issues', { materialId: order.materialId, quantity: 1 })) as { moveIds: number[] }).moveIds)
        acknowledged.reports.push(...((await act(person, nth, '/floor/reports', { operationId, good: 1 })) as { reportIds: number[] }).reportIds)
      })
  }
  const clients = shop.people.map(async (person, nth) => {
    for (let round = nth; !stopping; round += 7) {
      const order = shop.orders[round % shop.orders.length]
      if (!order) return
      try {
        await oneRound(person, nth, order)
      } catch (error) {
        load.errors.push(String(error))
        return
      }
    }
  })
  return {
    ...load,
    get acts() {
      return load.acts
    },
    moveTo: (address) => servers.splice(0, servers.length, address),
    stop: async () => {
      stopping = true
      await Promise.all(clients)
      agent.destroy()
    },
  }
}
