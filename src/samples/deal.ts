import type { Ctx } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { createJob, holdJob, releaseJob } from '../jobs/job.commands.ts'
import { createEnquiry, declineEnquiry } from '../sales/enquiry.commands.ts'
import {
  createQuotation,
  expireQuotations,
  loseQuotation,
  sendQuotation,
  winQuotation,
} from '../sales/quotation.commands.ts'
import type { Quotation } from '../sales/quotation.model.ts'
import { changeQuotationLine } from '../sales/quotationLine.commands.ts'
import { changePromise, createSalesOrder } from '../sales/salesOrder.commands.ts'
import type { SalesOrder } from '../sales/salesOrder.model.ts'
import { deliver } from './deliver.ts'
import { isEarly, keepsPaper, type Story, topWorkOrder, type World } from './history.ts'
import { makeWorkOrder } from './make.ts'
import { type SampleDeal, stages } from './sample.ts'

const reaches = (deal: SampleDeal, stage: SampleDeal['stage']): boolean =>
  stages.indexOf(deal.stage) >= stages.indexOf(stage)

/** One deal, from the customer's words to the money, as far as it got. */
export async function* dealStory(world: World, deal: SampleDeal): Story {
  const { clock } = world
  const minute = Math.round(world.random.between(8 * 60, 11 * 60))
  let tx = yield clock.at(-deal.age, minute)
  if (deal.repeat) {
    yield* orderStory(world, deal, tx, await orderAgain(tx, world, deal, -deal.age), -deal.age)
    return
  }
  const enquiry = await askFor(tx, world, deal)
  if (deal.stage === 'enquiry') return
  tx = yield clock.at(-deal.age + 1, minute)
  if (deal.stage === 'declined') {
    await declineEnquiry(tx, enquiry.id, 'Larger than our machines take')
    return
  }
  const quotation = await quote(tx, world, deal, enquiry.id)
  if (deal.stage === 'drafted') return
  tx = yield clock.at(-deal.age + 2, minute + 90)
  await sendQuotation(tx, quotation.id, { keepPaper: keepsPaper(world, tx) })
  if (deal.stage === 'sent') return
  tx = yield clock.at(-deal.age + (isEarly(deal) ? 12 : 4), minute)
  if (deal.stage === 'lost') {
    await loseQuotation(tx, quotation.id, { reason: deal.lost ?? 'price', note: '' })
    return
  }
  if (deal.stage === 'expired') {
    tx = yield clock.at(0, 6 * 60)
    await expireQuotations(tx)
    return
  }
  const order = await winQuotation(tx, quotation.id, {
    buyerOrderNumber: buyerOrder(world),
    lines: [
      {
        quotationLineId: found(quotation.lines[0], 'quotation line', quotation.number).id,
        quantity: deal.quantity,
        promisedOn: clock.day(-deal.age + 4 + deal.promise),
      },
    ],
  })
  yield* orderStory(world, deal, tx, order, -deal.age + 4)
}

const buyerOrder = ({ random }: World): string => `PO ${Math.round(random.between(40_000, 99_999))}`

/** A customer who knows the price orders without asking first. */
function orderAgain(tx: Ctx, world: World, deal: SampleDeal, orderedAt: number): Promise<SalesOrder> {
  const { sample, item, party } = world.loaded
  const currency = sample.customers.find((c) => c.code === deal.customer)?.currency ?? sample.company.currency
  const rate = sample.exchangeRates?.[currency] ?? 1
  const price = sample.items.find(([number]) => number === deal.item)?.[6]?.price ?? 0
  return createSalesOrder(tx, {
    customerId: party(deal.customer),
    buyerOrderNumber: buyerOrder(world),
    exchangeRate: rate,
    notes: deal.words,
    lines: [
      {
        itemId: item(deal.item),
        quantity: deal.quantity,
        unitPrice: Math.round((price / rate) * 100) / 100,
        promisedOn: world.clock.day(orderedAt + deal.promise),
      },
    ],
  })
}

const askFor = (tx: Ctx, { loaded, clock }: World, deal: SampleDeal) =>
  createEnquiry(tx, {
    customerId: loaded.party(deal.customer),
    receivedOn: clock.day(-deal.age),
    wishedOn: clock.day(-deal.age + 4 + deal.promise),
    title: loaded.sample.items.find(([number]) => number === deal.item)?.[1] ?? deal.item,
    words: deal.words,
    answered:
      deal.stage === 'enquiry'
        ? ['quantity']
        : ['drawing', 'quantity', 'material', 'finish', 'wishedDate', 'deliveryPlace'],
    lines: [
      { itemId: loaded.item(deal.item), description: deal.words.split('.')[0] ?? deal.item, quantity: deal.quantity },
    ],
  })

async function quote(
  tx: Ctx,
  { clock, loaded: { sample } }: World,
  deal: SampleDeal,
  enquiryId: number,
): Promise<Quotation> {
  const validDays = deal.stage === 'expired' ? 10 : 40
  const currency = sample.customers.find((c) => c.code === deal.customer)?.currency ?? sample.company.currency
  const rate = sample.exchangeRates?.[currency]
  const draft = await createQuotation(tx, {
    enquiryId,
    ...(rate === undefined ? {} : { exchangeRate: rate }),
    quotedOn: clock.day(-deal.age + 1),
    validUntil: clock.day(Math.min(-deal.age + 1 + validDays, deal.stage === 'expired' ? -1 : 9999)),
  })
  return changeQuotationLine(tx, found(draft.lines[0], 'quotation line', draft.number).id, {
    leadDays: deal.promise,
    ...(deal.specification
      ? { specification: deal.specification.map(([name, value, unit]) => ({ name, value, unit })) }
      : {}),
  })
}

async function* orderStory(world: World, deal: SampleDeal, start: Ctx, order: SalesOrder, orderedAt: number): Story {
  const { clock } = world
  let tx = start
  const line = found(order.lines[0], 'order line', order.number)
  if (deal.moved) {
    tx = yield clock.at(orderedAt + Math.max(1, Math.floor(deal.promise / 2)), 13 * 60)
    await changePromise(tx, line.id, {
      toOn: clock.day(orderedAt + deal.promise + deal.moved.days),
      cause: deal.moved.cause,
      askedBy: deal.moved.cause === 'customer' ? 'Customer' : 'Planner',
      note: '',
    })
  }
  if (!reaches(deal, 'planned')) return
  tx = yield clock.at(orderedAt + 1, 9 * 60)
  const shared = deal.group ? world.groups.get(deal.group) : undefined
  if (deal.group && shared === undefined && world.groups.has(deal.group)) return
  const job = await createJob(tx, { salesOrderLineIds: [line.id], priority: deal.rush ? 'rush' : 'normal' })
  if (deal.stage === 'planned') return
  tx = yield clock.at(orderedAt + 2, 8 * 60)
  await releaseJob(tx, job.id)
  if (deal.stage === 'onHold') {
    tx = yield clock.at(orderedAt + 3, 10 * 60)
    await holdJob(tx, job.id, 'Customer checks the drawing')
    return
  }
  if (deal.stage === 'released') return
  const top = await topWorkOrder(tx, line.id)
  const made = yield* makeWorkOrder(world, deal, found(top, 'work order', line.id).id, clock.at(orderedAt + 3, 7 * 60))
  if (!made || !reaches(deal, 'awaitingTest')) return
  yield* deliver(world, deal, line.id, made)
}
