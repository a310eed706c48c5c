import { and, eq, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { refuse, unless } from '../core/refusal.ts'
import { row, rowsOf } from '../core/rows.ts'
import { addDays } from '../purchasing/purchase.rules.ts'
import { promiseQuotationLine } from '../sales/quotationLine.commands.ts'
import { changePromise } from '../sales/salesOrder.commands.ts'
import { getOrderOfLine } from '../sales/salesOrder.queries.ts'
import { lockPlan, planAnew } from './plan.commands.ts'
import { planOperations, promiseHolds } from './plan.tables.ts'
import { keyOf } from './planFacts.model.ts'
import { firstParts, instantOf } from './planTotals.rules.ts'
import { namesOf } from './planWords.rules.ts'
import type { PromiseHold } from './promise.contract.ts'
import { fitLine } from './promise.queries.ts'
import { whyNotHold } from './promise.rules.ts'
import { askedLine, getHold } from './promiseHold.queries.ts'

export type HoldInput = {
  quotationLineId?: number | undefined
  salesOrderLineId?: number | undefined
  quantity: number
  promisedOn: string
  days?: number | undefined
}

const jobsOfLine = async (tx: Ctx, asked: HoldInput): Promise<string[]> =>
  (
    await rowsOf(
      tx.db,
      sql`select distinct j.number from work_orders w join jobs j on j.id = w.job_id join sales_order_lines l on l.id = w.sales_order_line_id
        where w.status <> 'canceled' and (l.id = ${asked.salesOrderLineId ?? null} or l.quotation_line_id = ${asked.quotationLineId ?? null})`,
      z.object({ number: row.text }),
    )
  ).map((j) => j.number)

type Fits = Awaited<ReturnType<typeof fitLine>>['fits']

/** Where the slot was found, so that the plan keeps it there: one row for each step, in order. */
async function keepPlaces(tx: Ctx, holdId: number, { facts, fitted, questions }: Fits): Promise<void> {
  const names = namesOf(facts)
  const first = firstParts((fitted[0] as (typeof fitted)[number]).answer)
  const steps = (questions[0]?.work ?? []).flatMap((w) => w.steps)
  for (const [n, s] of steps.entries()) {
    const p = first.get(s.id)
    if (!p || !names.step(s.id)) continue
    const key = keyOf(p.machineId)
    const id = Number(key.slice(1))
    await tx.db.insert(planOperations).values({
      key: `h${holdId}.${n}`,
      operationId: s.operationId,
      part: 0,
      workOrderId: null,
      holdId,
      workCenterId: key.startsWith('c') ? id : null,
      machineId: key.startsWith('m') ? id : null,
      vendorId: key.startsWith('v') && id > 0 ? id : null,
      lane: p.lane,
      quantity: p.quantity,
      startAt: instantOf(p.start),
      setupEndAt: instantOf(p.start),
      endAt: instantOf(p.end),
      setupMinutes: p.setupMinutes,
      workMinutes: 0,
      personIds: [],
      reasonCode: p.reason.code,
      reason: '',
      waitsForId: null,
    })
  }
}

/** Writes the day on the line: as the quotation's promise, or as the order's current one with its cause. */
async function writePromise(tx: Ctx, given: HoldInput): Promise<void> {
  if (given.quotationLineId !== undefined) {
    await promiseQuotationLine(tx, given.quotationLineId, given.promisedOn)
    return
  }
  const { line } = await getOrderOfLine(tx.db, given.salesOrderLineId ?? 0, { lock: true })
  if (line.currentPromiseOn !== given.promisedOn)
    await changePromise(tx, line.id, { toOn: given.promisedOn, cause: 'capacity', askedBy: tx.actor.name, note: '' })
}

/** Promises a day for a line and holds its slot in the plan for some days; a slot held for the line before is given back. */
export const holdSlot = (ctx: Ctx, given: HoldInput): Promise<PromiseHold> =>
  inTransaction(ctx, async (tx) => {
    await lockPlan(tx)
    const line = await askedLine(tx.db, given)
    const { quotationLineId, salesOrderLineId, quantity, promisedOn } = given
    const asked = quotationLineId === undefined ? { salesOrderLineId: salesOrderLineId ?? 0 } : { quotationLineId }
    const { loaded, fits } = await fitLine(tx.db, tx.now, asked, [quantity])
    unless(
      whyNotHold({
        line: line.line,
        promisedOn,
        today: loaded.today,
        jobs: await jobsOfLine(tx, given),
        placed: (fits.fitted[0]?.answer.unplaced.length ?? 1) === 0 && (fits.homeless[0]?.length ?? 0) === 0,
      }),
    )
    await writePromise(tx, given)
    await tx.db
      .update(promiseHolds)
      .set({ state: 'released' })
      .where(
        and(
          eq(promiseHolds.state, 'held'),
          or(
            eq(promiseHolds.quotationLineId, quotationLineId ?? 0),
            eq(promiseHolds.salesOrderLineId, salesOrderLineId ?? 0),
          ),
        ),
      )
    const [row] = await tx.db
      .insert(promiseHolds)
      .values({
        quotationLineId: quotationLineId ?? null,
        salesOrderLineId: salesOrderLineId ?? null,
        itemId: line.itemId,
        quantity,
        promisedOn,
        heldUntil: addDays(loaded.today, given.days ?? loaded.facts.settings.holdDays),
        state: 'held',
        at: tx.now,
        by: tx.actor.name,
      })
      .returning({ id: promiseHolds.id })
    const { id } = found(row, 'held slot', line.line)
    await keepPlaces(tx, id, fits)
    await planAnew(tx)
    return getHold(tx.db, id)
  })

export const releaseSlot = (ctx: Ctx, id: number): Promise<PromiseHold> =>
  inTransaction(ctx, async (tx) => {
    await lockPlan(tx)
    const hold = await getHold(tx.db, id)
    unless(refuse(hold.state !== 'held', 'promise.not-held', `The slot is ${hold.state}.`))
    await tx.db.update(promiseHolds).set({ state: 'released' }).where(eq(promiseHolds.id, id))
    await planAnew(tx)
    return getHold(tx.db, id)
  })
