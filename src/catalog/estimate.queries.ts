import type { Db } from '../core/ctx.ts'
import { ratesOf } from '../plant/rate.queries.ts'
import type { Estimate } from './estimate.model.ts'
import { estimateOf, workCentersOf } from './estimate.rules.ts'
import type { MethodTree } from './method.model.ts'
import { getMethodTree } from './method.queries.ts'

/**
 * What making `quantity` pieces would cost at today's rates and standard costs, by element over all levels, with every
 * operation's minutes, every line's quantity and a reason for each amount. Takes a method's id or a tree already read.
 */
export async function estimateMethod(db: Db, method: number | MethodTree, quantity: number): Promise<Estimate> {
  const tree = typeof method === 'number' ? await getMethodTree(db, method) : method
  return estimateOf(tree, await ratesOf(db, workCentersOf(tree)), quantity)
}

/** The same for several quantities; tree and rates are read once. */
export async function estimateBreaks(
  db: Db,
  method: number | MethodTree,
  quantities: readonly number[],
): Promise<Estimate[]> {
  const tree = typeof method === 'number' ? await getMethodTree(db, method) : method
  const rates = await ratesOf(db, workCentersOf(tree))
  return quantities.map((quantity) => estimateOf(tree, rates, quantity))
}
