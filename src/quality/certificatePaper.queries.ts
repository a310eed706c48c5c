import { and, inArray } from 'drizzle-orm'
import { getCompany } from '../core/company.queries.ts'
import type { Db } from '../core/ctx.ts'
import { type Paper, type PaperBlock, type PaperWords, paperWords } from '../core/paper.model.ts'
import { storedFiles } from '../core/record.tables.ts'
import { certificateFacts, type LotUsed, lotsUsedIn } from './certificate.queries.ts'
import type { Test } from './test.model.ts'
import { getTest } from './test.queries.ts'

type Characteristic = Test['characteristics'][number]

/** What was asked: a nominal value with its limits, or the limits alone. */
export function requirementText(
  c: Pick<Characteristic, 'kind' | 'unit' | 'nominal' | 'lowerLimit' | 'upperLimit'>,
  words: Pick<PaperWords, 'number'>,
): string {
  if (c.kind !== 'measured') return c.kind === 'photo' ? 'Photo' : 'Conforms'
  const { nominal, lowerLimit: low, upperLimit: high } = c
  const limits =
    low !== null && high !== null
      ? `${words.number(low)} – ${words.number(high)}`
      : low !== null
        ? `≥ ${words.number(low)}`
        : high !== null
          ? `≤ ${words.number(high)}`
          : ''
  return [nominal === null ? limits : `${words.number(nominal)} (${limits})`, c.unit].filter(Boolean).join(' ')
}

function resultRow(test: Test, c: Characteristic, words: PaperWords) {
  const results = test.results.filter((r) => r.characteristicId === c.id)
  const failed = results.filter((r) => !r.passed)
  const value = (r: (typeof results)[number]) =>
    r.measured !== null ? words.number(r.measured) : r.passed ? 'yes' : 'no'
  const values =
    test.sampleQuantity === 1 ? results.map(value).join('') : results.map((r) => `${r.piece}: ${value(r)}`).join('   ')
  const verdict =
    results.length === 0
      ? 'Not recorded'
      : failed.length === 0
        ? 'Pass'
        : `Fail (${failed.map((r) => r.piece).join(', ')})`
  const gauge = c.gauge && `gauge ${c.gauge.number} ${c.gauge.name}`
  return [
    String(c.line),
    { text: c.name, note: [c.instrument, gauge].filter(Boolean).join(', ') },
    requirementText(c, words),
    values,
    verdict,
  ]
}

const materialsBlock = (lots: readonly LotUsed[], words: PaperWords): PaperBlock[] =>
  lots.length === 0
    ? []
    : [
        { kind: 'heading', text: 'Lots of material in these goods' },
        {
          kind: 'table',
          columns: [
            { heading: 'Material' },
            { heading: 'Lot', width: 'auto' },
            { heading: "Supplier's lot", width: 'auto' },
            { heading: 'Certificate', width: 'auto' },
            { heading: 'Quantity', align: 'right' },
          ],
          rows: lots.map((l) => [
            { text: l.itemNumber, note: l.itemName },
            l.lot ?? '',
            l.supplierLot,
            l.certificate || '—',
            `${words.number(l.quantity)} ${l.unit}`,
          ]),
        },
      ]

/** More would make the paper too heavy to send; the test keeps them all. */
const mostPhotos = 40

/** The photos that were recorded, two in a row, each named by its characteristic and piece. */
async function photosBlock(db: Db, test: Test): Promise<PaperBlock[]> {
  const names = new Map(test.characteristics.map((c) => [c.id, c.name]))
  const taken = test.results.flatMap((r) =>
    r.fileHash === null
      ? []
      : [
          {
            hash: r.fileHash,
            caption: `${names.get(r.characteristicId) ?? ''}, piece ${r.piece}: ${r.passed ? 'pass' : 'fail'}`,
          },
        ],
  )
  if (taken.length === 0) return []
  const stored = await db
    .select({ hash: storedFiles.hash, type: storedFiles.type, content: storedFiles.content })
    .from(storedFiles)
    .where(
      and(
        inArray(storedFiles.hash, [...new Set(taken.map((p) => p.hash))].slice(0, mostPhotos)),
        inArray(storedFiles.type, ['image/png', 'image/jpeg']),
      ),
    )
  const byHash = new Map(stored.map((f) => [f.hash, f.content]))
  const shown = taken.flatMap(({ hash, caption }) => {
    const content = byHash.get(hash)
    return content ? [{ kind: 'image', content, fit: [250, 190], caption } as const] : []
  })
  const left = taken.length - shown.length
  const rows = Array.from({ length: Math.ceil(shown.length / 2) }, (_, i) => shown.slice(i * 2, i * 2 + 2))
  return [
    { kind: 'heading', text: 'Photos' },
    ...rows.map((row): PaperBlock => ({ kind: 'columns', columns: row.map((photo) => [photo]) })),
    ...(left > 0
      ? [
          {
            kind: 'text',
            small: true,
            text: `${left} further ${left === 1 ? 'photo is' : 'photos are'} kept with test ${test.number}.`,
          } as const,
        ]
      : []),
  ]
}

const standing: Record<Test['status'], string> = {
  waiting: 'NOT RELEASED',
  passed: 'NOT RELEASED',
  failed: 'NOT RELEASED',
  released: '',
  rejected: 'REJECTED',
}

/** What the certificate of one test says, without its head; delivery papers put several of them together. */
export async function certificateBlocks(db: Db, testId: number, words: PaperWords): Promise<PaperBlock[]> {
  const test = await getTest(db, testId)
  const facts = await certificateFacts(db, testId)
  const lots = test.workOrderId === null ? [] : (await lotsUsedIn(db, test.workOrderId)).filter((l) => l.lot !== null)
  const recorders = [...new Set(test.results.map((r) => r.by))]
  const decided = test.decidedAt === null ? '' : words.day(test.decidedAt.slice(0, 10))
  const blocks: PaperBlock[] = [
    {
      kind: 'address',
      address: [facts?.customer, facts?.address].filter(Boolean).join('\n'),
      facts: [
        {
          label: 'Order',
          value: [test.orderNumber, facts?.orderLine ? `line ${facts.orderLine}` : ''].filter(Boolean).join(', '),
        },
        { label: 'Your order', value: facts?.buyerOrderNumber ?? '' },
        { label: 'Your part', value: facts?.customerPartNumber ?? '' },
        { label: 'Date', value: decided || 'not decided yet' },
      ].filter((f) => f.value !== ''),
    },
    {
      kind: 'facts',
      columns: 2,
      facts: [
        { label: 'Item', value: `${test.itemNumber} ${test.itemName}` },
        { label: 'Revision', value: [facts?.revision, facts?.drawing].filter(Boolean).join(', drawing ') || '—' },
        {
          label: 'Quantity',
          value: `${words.number(test.quantity)} ${test.unit}, tested ${words.number(test.sampleQuantity)}`,
        },
        { label: 'Lot or serial', value: test.lotNumber ?? 'not tracked' },
        { label: 'Work order', value: test.workOrderNumber ?? '—' },
        { label: 'Test', value: `${test.number}, ${test.plan.name} revision ${test.plan.revision}` },
      ],
    },
    {
      kind: 'text',
      text:
        test.disposition === 'useAsIs'
          ? `The goods named here deviate from their test plan and were released for use as they are: ${test.dispositionNote} Allowed by ${test.approvedBy}.`
          : 'We certify that the goods named here were made and tested to their specification, and that these are the values recorded on them.',
    },
    {
      kind: 'table',
      columns: [
        { heading: '#', width: 16 },
        { heading: 'Characteristic' },
        { heading: 'Required', width: 'auto' },
        { heading: 'Recorded' },
        { heading: 'Result', width: 'auto' },
      ],
      rows: test.characteristics.map((c) => resultRow(test, c, words)),
    },
    ...materialsBlock(lots, words),
    ...(await photosBlock(db, test)),
    {
      kind: 'text',
      small: true,
      text: `Recorded by ${recorders.join(', ') || '—'}. ${test.decidedBy === '' ? 'Not decided yet.' : `Decided by ${test.decidedBy} on ${decided}.`}`,
    },
    { kind: 'signature', labels: ['Quality', 'Date'] },
  ]
  return blocks
}

/** Certificate of conformance of one test: recorded values against limits, and what the goods are made of. */
export async function certificatePaper(db: Db, testId: number): Promise<Paper> {
  const company = await getCompany(db)
  const test = await getTest(db, testId)
  return {
    title: `Certificate of conformance ${test.number}`,
    company,
    qr: test.number,
    foot: [test.number, test.lotNumber].filter(Boolean).join(' · '),
    ...(standing[test.status] ? { watermark: standing[test.status] } : {}),
    blocks: await certificateBlocks(db, testId, paperWords(company.locale)),
  }
}
