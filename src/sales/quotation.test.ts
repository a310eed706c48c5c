import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { storeLevel } from '../catalog/method.commands.ts'
import { getMethodTree, masterMethodId } from '../catalog/method.queries.ts'
import { methods } from '../catalog/method.tables.ts'
import { levelOf } from '../catalog/testCatalog.ts'
import { attachmentsOf } from '../core/record.queries.ts'
import { storedFiles } from '../core/record.tables.ts'
import { later, testCtx } from '../core/testDb.ts'
import { createEnquiry, declineEnquiry } from './enquiry.commands.ts'
import { getEnquiry } from './enquiry.queries.ts'
import {
  changeQuotation,
  createQuotation,
  expireQuotations,
  loseQuotation,
  reviseQuotation,
  sendQuotation,
  winQuotation,
} from './quotation.commands.ts'
import { getQuotation, listQuotations, withoutCosts } from './quotation.queries.ts'
import {
  addQuotationLine,
  changeQuotationLine,
  priceQuotationLine,
  removeQuotationLine,
  renewLineMethod,
  setBreaks,
} from './quotationLine.commands.ts'
import { similarDeals } from './similar.queries.ts'
import { testCustomer, testTable } from './testSales.ts'

const markups = { material: 10, setup: 0, machine: 50, labor: 50 }
const first = <T>(rows: readonly T[]): T => rows[0] as T

describe('from an enquiry', () => {
  test('a quotation takes over customer, contact and lines, and the enquiry is quoted', async () => {
    const ctx = await testCtx()
    const customer = await testCustomer(ctx)
    const { table } = await testTable(ctx)
    const enquiry = await createEnquiry(ctx, {
      customerId: customer.id,
      contactId: customer.contactId,
      title: 'A table',
      lines: [{ itemId: table, description: 'Table, walnut', quantity: 4 }],
    })
    expect(enquiry).toMatchObject({ number: 'E-1001', status: 'open', receivedOn: '2026-03-02' })
    expect(enquiry.checklist.filter((c) => c.answered).map((c) => c.check)).toEqual(['quantity'])

    const quotation = await createQuotation(ctx, { enquiryId: enquiry.id })
    expect(quotation).toMatchObject({
      number: 'Q-1001',
      status: 'draft',
      contactName: 'Buyer',
      validUntil: '2026-04-01',
      paymentDays: 30,
    })
    expect(first(quotation.lines)).toMatchObject({ description: 'Table, walnut', taxPercent: 7 })
    expect(first(quotation.lines).breaks.map((b) => b.quantity)).toEqual([4, 10, 50, 100])
    expect((await getEnquiry(ctx.db, enquiry.id)).status).toBe('quoted')
  })

  test('not while a line has no item or it is declined: both reasons at once', async () => {
    const ctx = await testCtx()
    const customer = await testCustomer(ctx)
    const enquiry = await createEnquiry(ctx, {
      customerId: customer.id,
      title: 'x',
      lines: [{ description: 'something', quantity: 1 }],
    })
    await declineEnquiry(ctx, enquiry.id, 'Too large for us')
    await expect(createQuotation(ctx, { enquiryId: enquiry.id })).rejects.toMatchObject({
      refusals: [{ code: 'enquiry.cannot-quote' }, { code: 'enquiry.line-without-item' }],
    })
  })
})

describe('a line', () => {
  const draft = async () => {
    const ctx = await testCtx()
    const customer = await testCustomer(ctx)
    const { table, board, saw } = await testTable(ctx)
    const quotation = await createQuotation(ctx, { customerId: customer.id })
    const quoted = await addQuotationLine(ctx, quotation.id, { itemId: table, quantities: [1, 10], markups })
    return { ctx, customer, table, board, saw, quotation, line: first(quoted.lines) }
  }

  test('is priced by element for each quantity', async () => {
    const { line } = await draft()
    // One: material 40 × 1.1 = 44; set-up 10 min × (60 + 38)/60 = 16.3333; machine 6 × 1.5 = 9; labor 3.8 × 1.5 = 5.70 → 75.0333
    // Ten: material 440; set-up 16.3333; machine 90; labor 57 → 603.3333, each 60.33
    expect(line.breaks.map((b) => b.unitPrice)).toEqual([75.03, 60.33])
    expect(first(line.breaks).costs).toMatchObject({ material: 40, machine: 6, labor: 3.8 })
    expect(first(line.breaks).cost).toBeCloseTo(66.1333, 4)
    expect(first(line.breaks).margin).toBeCloseTo(8.8967, 4)
  })

  test('owns its method: changing it makes the price stale, never the master', async () => {
    const { ctx, line, table, board, saw, quotation } = await draft()
    const afterwards = later(ctx, '2026-03-02T09:00:00.000Z')
    await storeLevel(
      afterwards,
      line.methodId ?? 0,
      levelOf({
        operations: [{ workCenterId: saw, setupMinutes: 10, runMinutes: 6 }],
        materials: [{ itemId: board, quantityPer: 3 }],
      }),
    )
    expect(first((await getMethodTree(ctx.db, (await masterMethodId(ctx.db, table)) ?? 0)).materials).quantityPer).toBe(
      2,
    )
    expect(first((await getQuotation(ctx.db, quotation.id)).lines).stale).toBe(true)
    await expect(sendQuotation(afterwards, quotation.id)).rejects.toMatchObject({
      refusals: [{ code: 'quotation.stale' }],
    })

    const priced = first((await priceQuotationLine(afterwards, line.id)).lines)
    // 20 more board at 10 %: 75.0333 + 22
    expect(priced).toMatchObject({ stale: false, breaks: [{ unitPrice: 97.03 }, {}] })
    // A fresh copy of the master brings the old price back, and the tailored copy is gone.
    const renewed = first((await renewLineMethod(afterwards, line.id)).lines)
    expect(first(renewed.breaks).unitPrice).toBe(75.03)
    expect(
      await ctx.db
        .select()
        .from(methods)
        .where(eq(methods.id, line.methodId ?? 0)),
    ).toEqual([])
    expect((await removeQuotationLine(afterwards, line.id)).lines).toEqual([])
  })

  test('keeps a typed price, and will not be sent below its minimum', async () => {
    const { ctx, line, quotation } = await draft()
    await setBreaks(ctx, line.id, [{ quantity: 1, fixedUnitPrice: 70 }, { quantity: 10 }])
    const changed = first((await changeQuotationLine(ctx, line.id, { minimumPrice: 80 })).lines)
    expect(changed.breaks.map((b) => [b.unitPrice, b.unitPriceFixed])).toEqual([
      [70, true],
      [60.33, false],
    ])
    await expect(sendQuotation(ctx, quotation.id)).rejects.toMatchObject({
      refusals: [{ code: 'quotation.below-minimum' }],
    })
    await setBreaks(ctx, line.id, [{ quantity: 1 }])
    expect(first(first((await getQuotation(ctx.db, quotation.id)).lines).breaks).unitPrice).toBe(80)
  })

  test('follows the currency of its quotation', async () => {
    const { ctx, quotation } = await draft()
    await expect(changeQuotation(ctx, quotation.id, { currency: 'EUR' })).rejects.toMatchObject({
      refusals: [{ code: 'sales.no-rate' }],
    })
    const euro = await changeQuotation(ctx, quotation.id, { currency: 'EUR', exchangeRate: 1.25 })
    expect(first(first(euro.lines).breaks).unitPrice).toBe(60.03) // 75.0333 / 1.25
    expect(first(first(euro.lines).breaks).margin).toBeCloseTo(60.03 * 1.25 - 66.1333, 4)
  })

  test('hides what it is made of from those who may not see costs', async () => {
    const { ctx, quotation } = await draft()
    const shown = first(first(withoutCosts(await getQuotation(ctx.db, quotation.id)).lines).breaks)
    expect(shown).toMatchObject({ costs: {}, cost: null, margin: null, unitPrice: 75.03 })
  })

  test('of bought work is priced from its standard cost', async () => {
    const { ctx, quotation, board } = await draft()
    const lines = (await addQuotationLine(ctx, quotation.id, { itemId: board, quantities: [3], markups })).lines
    expect(lines[1]).toMatchObject({ methodId: null, breaks: [{ costs: { material: 60 }, unitPrice: 22 }] })
  })
})

describe('a quotation', () => {
  const sent = async () => {
    const ctx = await testCtx()
    const customer = await testCustomer(ctx)
    const { table } = await testTable(ctx)
    const enquiry = await createEnquiry(ctx, {
      customerId: customer.id,
      title: 'A table',
      lines: [{ itemId: table, description: 'Table', quantity: 1 }],
    })
    const { id } = await createQuotation(ctx, { enquiryId: enquiry.id, deliveryPlaceId: customer.placeId })
    const line = first((await getQuotation(ctx.db, id)).lines)
    await changeQuotationLine(ctx, line.id, {
      markups,
      oneOffPrice: 25,
      specification: [{ name: 'Width', value: '1250', unit: 'mm' }],
      leadDays: 14,
    })
    return { ctx, customer, table, enquiry, id, lineId: line.id, quotation: await sendQuotation(ctx, id) }
  }

  test('is frozen as PDF when sent, and changed only by revising', async () => {
    const { ctx, id, lineId, quotation } = await sent()
    expect(quotation).toMatchObject({ status: 'sent', sentAt: ctx.now })
    const [file] = await attachmentsOf(ctx.db, 'quotations', id)
    expect(file).toMatchObject({ name: 'Q-1001.pdf', type: 'application/pdf', kind: 'document' })
    const [stored] = await ctx.db
      .select()
      .from(storedFiles)
      .where(eq(storedFiles.hash, file?.hash ?? ''))
    expect(stored?.content.subarray(0, 5).toString()).toBe('%PDF-')

    await expect(changeQuotationLine(ctx, lineId, { leadDays: 3 })).rejects.toMatchObject({
      refusals: [{ code: 'quotation.not-draft' }],
    })
    expect(await reviseQuotation(ctx, id)).toMatchObject({ status: 'draft', revision: 1 })
    await changeQuotationLine(ctx, lineId, { leadDays: 3 })
    await sendQuotation(ctx, id)
    expect((await attachmentsOf(ctx.db, 'quotations', id)).map((a) => a.name)).toEqual(['Q-1001.pdf', 'Q-1001-1.pdf'])
  })

  test('when won makes the order at the price of the break that the quantity reaches', async () => {
    const { ctx, id, lineId, enquiry, customer } = await sent()
    const order = await winQuotation(ctx, id, {
      buyerOrderNumber: 'PO 77',
      lines: [{ quotationLineId: lineId, quantity: 12 }],
    })
    expect(order).toMatchObject({
      number: 'SO-1001',
      status: 'open',
      quotationNumber: 'Q-1001',
      enquiryNumber: 'E-1001',
      buyerOrderNumber: 'PO 77',
      deliveryPlaceId: customer.placeId,
    })
    // 12 × 60.33 + 25 = 748.96; 7 % = 52.4272 → 52.43
    expect(order).toMatchObject({ net: 748.96, tax: 52.43, gross: 801.39 })
    expect(order.lines).toMatchObject([
      {
        quantity: 12,
        unitPrice: 60.33,
        firstPromiseOn: '2026-03-16',
        currentPromiseOn: '2026-03-16',
        specification: [{ name: 'Width' }],
      },
    ])
    expect(first(order.lines).methodId).toBeGreaterThan(0)
    expect((await getQuotation(ctx.db, id)).status).toBe('won')
    expect((await getEnquiry(ctx.db, enquiry.id)).status).toBe('ordered')
    await expect(winQuotation(ctx, id, { lines: [{ quotationLineId: lineId, quantity: 1 }] })).rejects.toMatchObject({
      refusals: [{ code: 'quotation.cannot-win' }],
    })
  })

  test('is not won below the smallest quantity, with strange or doubled lines, or for a past day', async () => {
    const { ctx, id, lineId } = await sent()
    const asked = winQuotation(ctx, id, {
      lines: [
        { quotationLineId: lineId, quantity: 0.5, promisedOn: '2026-01-01' },
        { quotationLineId: lineId, quantity: 1 },
        { quotationLineId: 999, quantity: 1 },
      ],
    })
    await expect(asked).rejects.toMatchObject({
      refusals: [
        { code: 'quotation.strange-line' },
        { code: 'quotation.line-twice' },
        { code: 'quotation.below-break' },
        { code: 'quotation.promise-past' },
      ],
    })
  })

  test('expires after its validity, or is lost with a reason', async () => {
    const { ctx, id } = await sent()
    expect(await expireQuotations(later(ctx, '2026-04-01T20:00:00.000Z'))).toEqual([])
    const may = later(ctx, '2026-05-01T08:00:00.000Z')
    expect(await expireQuotations(may)).toEqual([id])
    expect(await reviseQuotation(may, id)).toMatchObject({ status: 'draft', validUntil: '2026-05-31' })
    expect(await loseQuotation(may, id, { reason: 'price', note: 'a fifth too much' })).toMatchObject({
      status: 'lost',
      lostReason: 'price',
    })
  })

  test('is found by later ones for the same item, family or customer', async () => {
    const { ctx, table, id, customer } = await sent()
    const other = await testCustomer(ctx, 'C-2')
    expect(await similarDeals(ctx.db, { itemId: table, customerId: other.id, q: '', except: id })).toEqual([])
    expect(await similarDeals(ctx.db, { itemId: table, customerId: other.id, q: '1250' })).toMatchObject([
      { kind: 'quotation', number: 'Q-1001', unitPrice: 75.03, same: ['words', 'item'] },
    ])
    const list = await listQuotations(ctx.db, { limit: 10, filter: { customerId: String(customer.id) } })
    expect(list.rows).toMatchObject([{ number: 'Q-1001', net: 100.03, items: 'TABLE' }])
  })
})
