import { and, asc, eq, inArray } from 'drizzle-orm'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { mayDo } from '../core/permissions.model.ts'
import { unless } from '../core/refusal.ts'
import { getMove } from '../inventory/stock.queries.ts'
import { getWorkOrder } from '../jobs/job.queries.ts'
import { reverseIssue } from '../production/material.commands.ts'
import { takeBackOutput } from '../production/takeBack.commands.ts'
import { undoGraceSeconds, undoSeconds } from './time.model.ts'
import { quantityReports } from './time.tables.ts'
import { whyNotUndo } from './undo.rules.ts'

type ReportRow = typeof quantityReports.$inferSelect

/** Takes one report back whole: its counter-entry says who did and why; the report itself stays. */
export const undoReport = (
  ctx: Ctx,
  reportIds: readonly number[],
  reason: string | undefined = undefined,
): Promise<{ reportIds: number[] }> =>
  inTransaction(ctx, async (tx) => {
    const said = reason?.trim() || 'A report was taken back'
    const [named] = await tx.db
      .select()
      .from(quantityReports)
      .where(inArray(quantityReports.id, [...reportIds]))
      .orderBy(asc(quantityReports.id))
    const first = found(named, 'report', reportIds[0] ?? 0)
    const workOrder = await getWorkOrder(tx.db, first.workOrderId, { lock: true })
    const rows = (await togetherWith(tx, first)).filter((r) => r.reversesId === null)
    const reversed = await tx.db.$count(
      quantityReports,
      inArray(
        quantityReports.reversesId,
        rows.map((r) => r.id),
      ),
    )
    const total = (kind: ReportRow['kind']) =>
      rows.filter((r) => r.kind === kind).reduce((sum, r) => sum + r.quantity, 0)
    await takeBackOutput(tx, {
      workOrder,
      operationId: first.operationId,
      good: total('good'),
      scrap: total('scrap'),
      rework: total('rework'),
      effects: rows.map((r) => r.effects).find((e) => e !== null) ?? { moveIds: [], testIds: [] },
      reason: said,
      refusals: whyNotUndo({
        secondsAgo: (Date.parse(tx.now) - Date.parse(first.at)) / 1000,
        mine: tx.actor.employeeId === undefined ? first.by === tx.actor.name : tx.actor.employeeId === first.employeeId,
        mayCorrect: mayDo(tx.actor.roles, 'shopfloor.correct'),
        undone: reversed > 0 || first.reversesId !== null,
      }),
    })
    const counter = rows.map((r) => ({
      at: tx.now,
      by: tx.actor.name,
      employeeId: r.employeeId,
      workOrderId: r.workOrderId,
      operationId: r.operationId,
      kind: r.kind,
      quantity: -r.quantity,
      scrapReason: r.scrapReason,
      note: said,
      reversesId: r.id,
    }))
    const written = await tx.db.insert(quantityReports).values(counter).returning({ id: quantityReports.id })
    return { reportIds: written.map((w) => w.id) }
  })

/** Takes issues or returns back; whoever made them does so at once, without saying why. */
export const undoIssues = (
  ctx: Ctx,
  moveIds: readonly number[],
  reason: string | undefined,
): Promise<{ moveIds: number[] }> =>
  inTransaction(ctx, async (tx) => {
    const mayCorrect = mayDo(tx.actor.roles, 'shopfloor.correct') || mayDo(tx.actor.roles, 'inventory.write')
    const counters: number[] = []
    for (const id of [...new Set(moveIds)].sort((a, b) => b - a)) {
      const move = await getMove(tx.db, id)
      const secondsAgo = (Date.parse(tx.now) - Date.parse(move.at)) / 1000
      unless(whyNotUndo({ secondsAgo, mine: move.by === tx.actor.name, mayCorrect, undone: false }))
      const atOnce = secondsAgo <= undoSeconds + undoGraceSeconds
      counters.push((await reverseIssue(tx, id, reason?.trim() || (atOnce ? 'Taken back at once' : ''))).id)
    }
    return { moveIds: counters }
  })

/** Good, scrap and rework of one report are rows of their own, written together. */
const togetherWith = (tx: Ctx, first: ReportRow): Promise<ReportRow[]> =>
  tx.db
    .select()
    .from(quantityReports)
    .where(
      and(
        eq(quantityReports.operationId, first.operationId),
        eq(quantityReports.at, first.at),
        eq(quantityReports.by, first.by),
      ),
    )
    .orderBy(asc(quantityReports.id))
