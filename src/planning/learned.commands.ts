import { eq } from 'drizzle-orm'
import { asInput, storeLevel } from '../catalog/method.commands.ts'
import { getMethodTree } from '../catalog/method.queries.ts'
import { methodOperations } from '../catalog/method.tables.ts'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { round } from '../core/decimal.ts'
import { found } from '../core/missing.ts'
import { unless } from '../core/refusal.ts'
import { parties } from '../parties/party.tables.ts'
import { workCenters } from '../plant/plant.tables.ts'
import type { Learned } from './learned.model.ts'
import { whyNotApply } from './learned.rules.ts'

type Suggestion = Pick<Learned, 'kind' | 'id' | 'current' | 'suggested'>

async function applyToCenter(tx: Ctx, { id, current, suggested }: Suggestion): Promise<number> {
  const [row] = await tx.db.select().from(workCenters).where(eq(workCenters.id, id)).for('no key update')
  unless(whyNotApply(current, found(row, 'work center', id).efficiencyPercent))
  const efficiencyPercent = round(suggested, 1)
  await tx.db.update(workCenters).set({ efficiencyPercent }).where(eq(workCenters.id, id))
  return efficiencyPercent
}

async function applyToVendor(tx: Ctx, { id, current, suggested }: Suggestion): Promise<number> {
  const [row] = await tx.db.select().from(parties).where(eq(parties.id, id)).for('no key update')
  unless(whyNotApply(current, found(row, 'vendor', id).leadDays))
  const leadDays = Math.ceil(suggested)
  await tx.db.update(parties).set({ leadDays }).where(eq(parties.id, id))
  return leadDays
}

/** The item's master is written like anywhere else, so jobs that run keep their own copies and show the difference. */
async function applyToOperation(tx: Ctx, { id, current, suggested }: Suggestion): Promise<number> {
  const [row] = await tx.db.select().from(methodOperations).where(eq(methodOperations.id, id))
  const { methodId, runMinutes: stands, sequence } = found(row, 'operation', id)
  unless(whyNotApply(current, stands))
  const runMinutes = round(suggested, 4)
  const level = asInput(await getMethodTree(tx.db, methodId))
  await storeLevel(tx, methodId, {
    ...level,
    operations: level.operations.map((o) => (o.sequence === sequence ? { ...o, runMinutes } : o)),
  })
  return runMinutes
}

const appliers = { workCenter: applyToCenter, vendor: applyToVendor, operation: applyToOperation }

/** Writes a suggestion into the master because somebody said so; nothing is ever applied by itself. */
export const applyLearned = (
  ctx: Ctx,
  suggestion: Suggestion,
): Promise<{ kind: Learned['kind']; id: number; value: number }> =>
  inTransaction(ctx, async (tx) => ({
    kind: suggestion.kind,
    id: suggestion.id,
    value: await appliers[suggestion.kind](tx, suggestion),
  }))
