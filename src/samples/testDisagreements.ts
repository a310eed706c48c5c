import { type Ctx, systemActor } from '../core/ctx.ts'
import { roundQuantity } from '../core/decimal.ts'
import { listOnHand } from '../inventory/stockList.queries.ts'
import { listShortages } from '../purchasing/shortage.queries.ts'
import { runReport } from '../reports/report.queries.ts'
import { today } from '../reports/today.queries.ts'

type Row = Record<string, unknown>
const all = { limit: 1000 }

const sumBy = (rows: readonly Row[], key: string, value: string): Record<string, number> => {
  const sums: Record<string, number> = {}
  for (const r of rows) sums[String(r[key])] = roundQuantity((sums[String(r[key])] ?? 0) + Number(r[value]))
  return sums
}

const differences = (what: string, one: Record<string, number>, other: Record<string, number>): string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .filter((key) => (one[key] ?? 0) !== (other[key] ?? 0))
    .map((key) => `${what} of ${key}: ${one[key] ?? 0} here, ${other[key] ?? 0} there`)

/** Where two pages of a company give different figures for the same thing; nothing, when all is well. */
export async function disagreements({ db, now }: Pick<Ctx, 'db' | 'now'>): Promise<string[]> {
  const ctx: Ctx = { db, now, actor: { ...systemActor, roles: ['owner'] } }
  const page = (await listShortages(db, now, all)).rows
  const report = (await runReport(ctx, 'shortage-list', all)).rows as Row[]
  const block = (await today(ctx)).find((b) => b.kind === 'shortages')
  const shortOf = sumBy(page, 'item', 'short')
  const stock = (await runReport(ctx, 'stock-on-hand', all)).rows as Row[]
  const valuation = await runReport(ctx, 'valuation', all)
  const list = (await listOnHand(db, all, true)).rows
  const family = sumBy(
    stock.map((r) => ({ ...r, family: r.family ?? '–' })),
    'family',
    'value',
  )
  return [
    ...differences('Short', shortOf, sumBy(report, 'item', 'short')),
    ...(block?.count === Object.keys(shortOf).length
      ? []
      : [`Today says that ${block?.count} items are short, the page says ${Object.keys(shortOf).length}`]),
    ...(block?.rows ?? []).flatMap((r) =>
      differences(
        'Short on Today',
        { [r.key]: Number(/^short ([\d.]+)/.exec(r.detail)?.[1]) },
        { [r.key]: Math.round((shortOf[r.key] ?? 0) * 100) / 100 },
      ),
    ),
    ...differences('Value', family, sumBy(valuation.rows as Row[], 'family', 'value')),
    ...differences('Value', sumBy(stock, 'item', 'value'), sumBy(list, 'number', 'value')),
  ]
}
