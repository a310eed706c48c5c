import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { ById, Day, Id, Instant, PositiveQuantity } from '../core/shapes.ts'
import { holdStates } from './board.model.ts'
import { Learned, learnedKinds } from './learned.model.ts'

const tags = ['planning']

/** What the date is asked for: a line of a quotation or of an order with its own method, or an item as its master says. */
const Asked = z.object({
  quotationLineId: Id.optional(),
  salesOrderLineId: Id.optional(),
  itemId: Id.optional(),
})
const one = (asked: z.infer<typeof Asked>) =>
  [asked.quotationLineId, asked.salesOrderLineId, asked.itemId].filter((id) => id !== undefined).length === 1
const oneOnly = 'Name a quotation line, an order line or an item.'

export const PromiseStep = z.object({
  /** SAW Cut; for outside work the vendor. */
  operation: z.string(),
  startAt: Instant,
  endAt: Instant,
  reason: z.string(),
})

export const PromiseDate = z.object({
  quantity: z.number(),
  /** The day on which the last piece can be done, without moving anybody else's work; null when the plan finds no place. */
  earliestOn: Day.nullable(),
  /** The earliest day and what orders usually came late by. */
  safeOn: Day.nullable(),
  /** How the days between are reckoned, as a sentence with its numbers. */
  safeReason: z.string(),
  /** From the last step back to what decides the date; the last entry is what to change. */
  reasons: z.array(PromiseStep),
  /** Materials that are not there, with the day on which they would be. */
  materials: z.array(z.object({ item: z.string(), quantity: z.number(), readyOn: Day, reason: z.string() })),
  /** Why it has no place. */
  faults: z.array(z.string()),
})
export type PromiseDate = z.infer<typeof PromiseDate>

export const PromiseAnswer = z.object({
  version: z.int(),
  dates: z.array(PromiseDate),
  /** How many days a slot is held unless somebody says otherwise. */
  holdDays: z.int(),
  milliseconds: z.int(),
})
export type PromiseAnswer = z.infer<typeof PromiseAnswer>

export const PromiseHold = z.object({
  id: Id,
  quotationLineId: Id.nullable(),
  salesOrderLineId: Id.nullable(),
  /** Q-12/1 or SO-7/2. */
  line: z.string(),
  customer: z.string(),
  item: z.string(),
  quantity: z.number(),
  promisedOn: Day,
  heldUntil: Day,
  state: z.enum(holdStates),
  at: Instant,
  by: z.string(),
  /** The day that the plan gives it now. */
  projectedOn: Day.nullable(),
})
export type PromiseHold = z.infer<typeof PromiseHold>

export const promiseContract = {
  check: endpoint('planning.read')
    .meta({ needs: 'planning.read', reads: true })
    .route({
      method: 'POST',
      path: '/promises/check',
      summary: 'When it can be done, at one to three quantities',
      tags,
    })
    .input(Asked.extend({ quantities: z.array(PositiveQuantity).min(1).max(3) }).refine(one, oneOnly))
    .output(PromiseAnswer),
  /** Keeps the slot in the plan, and writes the day on the line: as the quotation's promise, or as the order's current promise. */
  hold: endpoint('sales.write')
    .route({ method: 'POST', path: '/promises', summary: 'Promise a day and hold its slot in the plan', tags })
    .input(
      Asked.omit({ itemId: true })
        .extend({
          quantity: PositiveQuantity,
          promisedOn: Day,
          /** Default: the plan's setting. */
          days: z.int().min(1).max(90).optional(),
        })
        .refine(one, oneOnly),
    )
    .output(PromiseHold),
  release: endpoint('planning.releaseHold')
    .route({ method: 'POST', path: '/promises/{id}/release', summary: 'Give a held slot up', tags })
    .input(ById)
    .output(PromiseHold),
  list: endpoint('planning.read')
    .route({ method: 'GET', path: '/promises', summary: 'Held slots, those of one line when it is named', tags })
    .input(
      z.object({
        quotationLineId: z.coerce.number().int().optional(),
        salesOrderLineId: z.coerce.number().int().optional(),
      }),
    )
    .output(z.array(PromiseHold)),
}

export const learnedContract = {
  list: endpoint('planning.read')
    .route({
      method: 'GET',
      path: '/plan/learned',
      summary: 'Real times against estimated ones, with suggestions',
      tags,
    })
    .output(z.array(Learned)),
  /** Refused when the master has changed since the suggestion was shown. */
  apply: endpoint('plant.write')
    .route({ method: 'POST', path: '/plan/learned/apply', summary: 'Write a suggested time into the master', tags })
    .input(z.object({ kind: z.enum(learnedKinds), id: Id, current: z.number(), suggested: z.number().positive() }))
    .output(z.object({ kind: z.enum(learnedKinds), id: Id, value: z.number() })),
}
