import { asc, eq } from 'drizzle-orm'
import type { Ctx, Db } from '../core/ctx.ts'
import { inTransaction } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import type { PlanChange } from './board.model.ts'
import { planScenarios } from './plan.tables.ts'
import { type Acted, doChanges } from './planAct.commands.ts'

export type ScenarioInput = { name: string; changes: PlanChange[] }

export const listScenarios = (db: Db) => db.select().from(planScenarios).orderBy(asc(planScenarios.id))

export const createScenario = (ctx: Ctx, { name, changes }: ScenarioInput): Promise<{ id: number }> =>
  inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .insert(planScenarios)
      .values({ name, changes, at: tx.now, by: tx.actor.name })
      .returning({ id: planScenarios.id })
    return found(row, 'scenario', name)
  })

export const changeScenario = (ctx: Ctx, id: number, { name, changes }: ScenarioInput): Promise<{ id: number }> =>
  inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .update(planScenarios)
      .set({ name, changes, at: tx.now, by: tx.actor.name })
      .where(eq(planScenarios.id, id))
      .returning({ id: planScenarios.id })
    return found(row, 'scenario', id)
  })

export const discardScenario = (ctx: Ctx, id: number): Promise<{ id: number }> =>
  inTransaction(ctx, async (tx) => {
    const [row] = await tx.db.delete(planScenarios).where(eq(planScenarios.id, id)).returning({ id: planScenarios.id })
    return found(row, 'scenario', id)
  })

/** Does what a scenario says. It is not kept afterwards: undo brings the plan back. */
export const commitScenario = (ctx: Ctx, id: number): Promise<Acted> =>
  inTransaction(ctx, async (tx) => {
    const [row] = await tx.db.select().from(planScenarios).where(eq(planScenarios.id, id)).for('update')
    const { name, changes } = found(row, 'scenario', id)
    const acted = await doChanges(tx, changes, undefined, name)
    await tx.db.delete(planScenarios).where(eq(planScenarios.id, id))
    return acted
  })
