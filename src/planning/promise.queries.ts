import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { numbersOf } from '../catalog/method.queries.ts'
import type { Db } from '../core/ctx.ts'
import { Refused } from '../core/refusal.ts'
import { row, rowsOf } from '../core/rows.ts'
import { netLoaded } from '../purchasing/netting.queries.ts'
import { addDays } from '../purchasing/purchase.rules.ts'
import { dayOfMinutes, instantOfDay, minutesOf } from './planDay.rules.ts'
import type { PlanFacts, WorkFacts } from './planFacts.model.ts'
import { demandsOf, type LoadedFacts, planFacts, waitsFor, withMaterials } from './planFacts.queries.ts'
import { askFitted } from './planPool.ts'
import { problemOf } from './planProblem.rules.ts'
import { instantOf } from './planTotals.rules.ts'
import { type Names, namesOf, reasonText, unplacedText } from './planWords.rules.ts'
import type { Fitted } from './planWork.model.ts'
import type { PromiseAnswer, PromiseDate } from './promise.contract.ts'
import { type Delays, safeDays } from './promise.rules.ts'
import { type AskedLine, askedLine, newWorkOf } from './promiseHold.queries.ts'
import { type NewWork, newWork } from './promiseWork.rules.ts'
import { getPlanState } from './stale.queries.ts'

export type Asked = { quotationLineId?: number; salesOrderLineId?: number; itemId?: number }
type Line = Pick<AskedLine, 'itemId' | 'methodId' | 'line' | 'customer'>

const lineOf = async (db: Db, asked: Asked): Promise<Line> =>
  asked.itemId === undefined
    ? askedLine(db, asked)
    : { itemId: asked.itemId, methodId: null, line: (await numbersOf(db, [asked.itemId]))[0] ?? '', customer: '' }

/** How late the jobs of the last year were done: what eight in ten of them did not exceed. */
async function delaysOf(db: Db, today: string): Promise<Delays> {
  const [found] = await rowsOf(
    db,
    sql`select count(*) as count, coalesce(percentile_cont(0.8) within group (order by greatest(0, j.completed_at::date - j.due_on)), 0) as days
      from jobs j where j.completed_at is not null and j.completed_at::date > ${today}::date - 365`,
    z.object({ count: row.number, days: row.number }),
  )
  return found ?? { count: 0, days: 0 }
}

/** Above all held slots that a shop could have. */
const firstSeries = 5000

type Question = { work: WorkFacts[]; materials: PromiseDate['materials'] }

/** The line's own method for one quantity, as work that waits for what stock, purchases and lead times leave it. */
async function questionOf(db: Db, now: string, asked: NewWork, loaded: LoadedFacts): Promise<Question> {
  const { today, netting, vendorDays } = loaded
  const fresh = newWork(asked, vendorDays)
  const { more } = netLoaded(netting, demandsOf(fresh.materials))
  const named = new Map(fresh.materials.map((m) => [m.materialId, m]))
  const waits = await waitsFor(
    db,
    more,
    (n) => named.get(n.materialId) ?? { item: '', unit: '' },
    today,
    loaded.facts.zone,
  )
  return {
    work: withMaterials(fresh, waits, () => null),
    materials: more.flatMap((n) => {
      const wait = waits.get(n.materialId)
      const item = named.get(n.materialId)?.item ?? ''
      return wait && minutesOf(now) < wait.readyAt
        ? [{ item, quantity: n.open, readyOn: wait.day, reason: wait.reason }]
        : []
    }),
  }
}

/** The first day from `day` on that has open time where the last step is done; vendors bring things back on any day. */
function openDay(facts: PlanFacts, work: readonly WorkFacts[], day: string): string {
  const last = work[0]?.steps.at(-1)
  const center = last?.kind === 'inside' ? facts.centers.find((c) => c.id === last.workCenterIds[0]) : undefined
  const windows = facts.calendars.find((c) => c.id === center?.calendarId)?.windows
  const from = minutesOf(instantOfDay(day, facts.zone))
  const next = windows?.find((w) => w.to > from)
  return next ? dayOfMinutes(Math.max(from, next.from), facts.zone) : day
}

function stepsOf(fitted: Fitted, frozenUntil: number, names: Names): PromiseDate['reasons'] {
  return fitted.causes.map((c) => {
    const found = names.step(c.operationId)
    const place = names.machine(c.machineId)
    return {
      operation:
        found && found.work.jobId === null && found.work.holdId === null
          ? `${place} ${found.step.name}`
          : `${place} ${names.operation(c.operationId)}`,
      startAt: instantOf(c.start),
      endAt: instantOf(c.end),
      reason: reasonText(c.reason, { machineId: c.machineId, start: c.start, frozenUntil }, found?.step, names),
    }
  })
}

type Fits = {
  facts: PlanFacts
  questions: readonly Question[]
  fitted: readonly Fitted[]
  frozenUntil: number
  homeless: readonly string[][]
}

/** Puts each question, alone, into the gaps of the live plan. */
export async function fitInto(loaded: LoadedFacts, questions: readonly Question[]): Promise<Fits> {
  const facts = { ...loaded.facts, work: [...loaded.facts.work, ...questions.flatMap((q) => q.work)] }
  const { problem, shop, homeless } = problemOf(facts)
  const extras = questions.map((q) => {
    const top = q.work[0]?.topId
    return {
      jobs: problem.jobs.filter((j) => j.id === top),
      operations: problem.operations.filter((o) => o.jobId === top),
    }
  })
  const asked = new Set(questions.map((q) => q.work[0]?.topId))
  const live = {
    ...problem,
    jobs: problem.jobs.filter((j) => !asked.has(j.id)),
    operations: problem.operations.filter((o) => !asked.has(o.jobId)),
  }
  return {
    facts,
    questions,
    fitted: await askFitted({
      kind: 'fit',
      problem: live,
      extras,
      justInTime: facts.settings.earlyPerDay > 0,
    }),
    frozenUntil: shop.frozenUntil,
    homeless: questions.map((q) =>
      homeless.filter((h) => q.work.some((w) => w.id === h.workOrderId)).map((h) => h.reason),
    ),
  }
}

function dateOf(fits: Fits, i: number, quantity: number, today: string, delays: Delays): PromiseDate {
  const { facts, questions, fitted, frozenUntil } = fits
  const { work, materials } = questions[i] as Question
  const own = fitted[i] as Fitted
  const names = namesOf(facts)
  const faults = [
    ...(fits.homeless[i] ?? []),
    ...own.answer.unplaced.map((u) => `${names.step(u.operationId)?.step.name ?? ''}: ${unplacedText(u.code)}`),
  ]
  const completion = faults.length > 0 ? null : (own.answer.jobs[0]?.completion ?? null)
  const earliestOn = completion === null ? null : dayOfMinutes(completion, facts.zone)
  const safe = earliestOn === null ? undefined : safeDays(delays, today, earliestOn)
  return {
    quantity,
    earliestOn,
    safeOn: earliestOn && safe ? openDay(facts, work, addDays(earliestOn, safe.days)) : null,
    safeReason: safe?.reason ?? '',
    reasons: faults.length > 0 ? [] : stepsOf(own, frozenUntil, names),
    materials,
    faults: [...new Set(faults)],
  }
}

/** The live plan without the slot that is held for this very line. */
export const withoutOwnHold = (loaded: LoadedFacts, ownHolds: readonly number[]): LoadedFacts => ({
  ...loaded,
  facts: { ...loaded.facts, work: loaded.facts.work.filter((w) => w.holdId === null || !ownHolds.includes(w.holdId)) },
})

const ownHolds = async (db: Db, asked: Asked): Promise<number[]> =>
  asked.itemId !== undefined
    ? []
    : (
        await rowsOf(
          db,
          sql`select id from promise_holds where state = 'held' and (quotation_line_id = ${asked.quotationLineId ?? null} or sales_order_line_id = ${asked.salesOrderLineId ?? null})`,
          z.object({ id: row.id }),
        )
      ).map((h) => h.id)

/** A line's work fitted into the live plan at each quantity, each as if it were asked alone. */
export async function fitLine(db: Db, now: string, asked: Asked, quantities: readonly number[]) {
  const given = { quantity: 1, dueOn: now.slice(0, 10), rush: false, holdId: null }
  const made = await newWorkOf(db, await lineOf(db, asked), given)
  if (!made)
    throw new Refused([
      { code: 'promise.no-method', message: 'Nobody has said how to make it: the method has no operations.' },
    ])
  const itemIds = newWork(made, new Map()).materials.map((m) => m.itemId)
  const loaded = withoutOwnHold(await planFacts(db, now, { itemIds }), await ownHolds(db, asked))
  const questions: Question[] = []
  for (const [i, quantity] of quantities.entries())
    questions.push(await questionOf(db, now, { ...made, quantity, series: firstSeries + i }, loaded))
  return { loaded, fits: await fitInto(loaded, questions) }
}

/** Capable to promise: when it can be done with the materials, people, machines and vendors that the plan leaves free. */
export async function promiseDates(
  db: Db,
  now: string,
  asked: Asked,
  quantities: readonly number[],
): Promise<PromiseAnswer> {
  const began = performance.now()
  const { loaded, fits } = await fitLine(db, now, asked, quantities)
  const delays = await delaysOf(db, loaded.today)
  return {
    version: (await getPlanState(db)).version,
    dates: quantities.map((quantity, i) => dateOf(fits, i, quantity, loaded.today, delays)),
    holdDays: loaded.facts.settings.holdDays,
    milliseconds: Math.round(performance.now() - began),
  }
}
