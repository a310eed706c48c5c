import { createHash } from 'node:crypto'
import { eq, inArray } from 'drizzle-orm'
import { items } from '../catalog/item.tables.ts'
import type { MethodTree } from '../catalog/method.model.ts'
import { getMethodTree } from '../catalog/method.queries.ts'
import { getCompany } from '../core/company.queries.ts'
import type { Db } from '../core/ctx.ts'
import { type Paper, type PaperBlock, type PaperWords, paperWords } from '../core/paper.model.ts'
import { getWorkOrder, type WorkOrderRow } from './job.queries.ts'
import { requiredOf } from './job.rules.ts'
import { getJob } from './jobPage.queries.ts'
import { operationText, printedCode } from './traveller.rules.ts'

const codeOf = (text: string, length: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, length).toUpperCase()

type Operation = MethodTree['operations'][number]

/** What an operation consumes; lines that name no operation belong to the first. */
const consumedAt = (level: MethodTree, o: Operation): MethodTree['materials'] =>
  level.materials.filter((m) => (m.operationSequence ?? level.operations[0]?.sequence) === o.sequence)

export type TravellerCodes = { whole: string; parts: ReadonlyMap<number, string> }

/** The codes of a work order's traveller as it would be printed now: the whole, and each operation by its sequence. */
export function travellerCodes(
  w: Pick<WorkOrderRow, 'quantity' | 'revision'>,
  drawing: string,
  level: MethodTree,
): TravellerCodes {
  const texts = level.operations.map((o) => [o.sequence, operationText(o, consumedAt(level, o))] as const)
  return {
    whole: codeOf(JSON.stringify([w.quantity, w.revision, drawing, texts]), 6),
    parts: new Map(texts.map(([sequence, text]) => [sequence, codeOf(text, 4)])),
  }
}

export async function travellerOf(db: Db, workOrderId: number) {
  const workOrder = await getWorkOrder(db, workOrderId)
  const [item] = await db.select({ drawing: items.drawing }).from(items).where(eq(items.id, workOrder.itemId))
  const level = await getMethodTree(db, workOrder.methodId)
  return { workOrder, level, codes: travellerCodes(workOrder, item?.drawing ?? '', level) }
}

const operationBlocks = (
  w: { number: string; quantity: number },
  level: MethodTree,
  o: Operation,
  codes: TravellerCodes,
  words: PaperWords,
): PaperBlock[] => {
  const where =
    o.kind === 'outside'
      ? `Outside: ${o.supplierName ?? 'vendor to be chosen'}, ${o.leadDays} days`
      : (o.workCenterName ?? '')
  const times =
    o.kind === 'outside'
      ? ''
      : [
          o.setupMinutes > 0 ? `set-up ${words.number(o.setupMinutes)} min` : '',
          `run ${words.number(o.runMinutes)} min each`,
          o.crew > 1 ? `${words.number(o.crew)} people` : '',
        ]
          .filter(Boolean)
          .join(', ')
  const material = consumedAt(level, o).map(
    (m) =>
      `[   ] ${words.number(requiredOf(m, w.quantity, level))} ${m.unit} ${m.itemNumber} · ${m.itemName}${m.note ? ` (${m.note})` : ''}`,
  )
  const lines = [
    [where, times].filter(Boolean).join(' · '),
    o.tooling && `Tooling: ${o.tooling}`,
    o.instructions,
    ...material,
  ].filter(Boolean)
  return [
    {
      kind: 'columns',
      widths: ['*', 170, 62],
      columns: [
        [
          { kind: 'heading', text: `${o.sequence}  ${o.name}` },
          ...lines.map((text): PaperBlock => ({ kind: 'text', text, space: 2 })),
        ],
        [
          {
            kind: 'table',
            columns: ['Good', 'Scrap', 'By', 'Date'].map((heading) => ({ heading, width: '*' })),
            rows: [
              ['\n', '', '', ''],
              ['\n', '', '', ''],
            ],
          },
        ],
        [
          {
            kind: 'qr',
            text: printedCode({
              workOrder: w.number,
              sequence: o.sequence,
              whole: codes.whole,
              part: codes.parts.get(o.sequence) ?? null,
            }),
            caption: `${w.number}/${o.sequence}`,
            points: 56,
          },
        ],
      ],
    },
  ]
}

type Shown = Awaited<ReturnType<typeof getJob>>

async function workOrderBlocks(
  db: Db,
  job: Shown,
  id: number,
  drawing: string,
  words: PaperWords,
): Promise<PaperBlock[]> {
  const { workOrder: w, level, codes } = await travellerOf(db, id)
  const order = job.orders.find((o) => o.salesOrderLineId === w.salesOrderLineId)
  const parent = job.workOrders.find((p) => p.id === w.parentId)
  const facts = [
    { label: 'Item', value: `${w.itemNumber} · ${w.itemName}` },
    { label: 'Quantity', value: words.number(w.quantity) },
    { label: 'Due', value: words.day(w.dueOn) },
    { label: 'Revision', value: w.revision },
    { label: 'Drawing', value: drawing },
    {
      label: 'For',
      value: parent
        ? `${parent.number} · ${parent.itemName}`
        : order
          ? `${order.customer} · ${order.number} / ${order.line}`
          : 'Stock',
    },
    { label: 'Traveller', value: codes.whole },
  ].filter((f) => f.value !== '')
  return [
    {
      kind: 'columns',
      widths: ['*', 72],
      columns: [
        [
          { kind: 'heading', text: `Work order ${w.number}` },
          { kind: 'facts', facts, columns: 2 },
        ],
        [
          {
            kind: 'qr',
            text: printedCode({ workOrder: w.number, sequence: null, whole: codes.whole, part: null }),
            caption: w.number,
            points: 64,
          },
        ],
      ],
    },
    ...level.operations.flatMap((o) => operationBlocks(w, level, o, codes, words)),
    {
      kind: 'text',
      small: true,
      text: `Scan a code before you begin: it says when this paper is older than the work order (traveller ${codes.whole}).`,
    },
  ]
}

/** The papers that go with the pieces through the shop: a page for each work order of the job that is not canceled. */
export async function travellerPaper(db: Db, jobId: number): Promise<Paper> {
  const company = await getCompany(db)
  const words = paperWords(company.locale)
  const job = await getJob(db, jobId)
  const shown = job.workOrders.filter((w) => w.status !== 'canceled')
  const drawings = new Map(
    shown.length === 0
      ? []
      : (
          await db
            .select({ id: items.id, drawing: items.drawing })
            .from(items)
            .where(
              inArray(
                items.id,
                shown.map((w) => w.itemId),
              ),
            )
        ).map((i) => [i.id, i.drawing]),
  )
  const blocks: PaperBlock[] = [{ kind: 'text', text: job.title, space: 2 }]
  if (job.holdReason) blocks.push({ kind: 'text', bold: true, text: `On hold: ${job.holdReason}` })
  for (const [i, w] of shown.entries()) {
    if (i > 0) blocks.push({ kind: 'pageBreak' })
    blocks.push(...(await workOrderBlocks(db, job, w.id, drawings.get(w.itemId) ?? '', words)))
  }
  return {
    title: `Traveller ${job.number}`,
    company,
    qr: job.number,
    foot: `${job.number}${job.priority === 'rush' ? ' · RUSH' : ''}`,
    ...(job.status === 'planned'
      ? { watermark: 'NOT RELEASED' }
      : job.status === 'canceled'
        ? { watermark: 'CANCELED' }
        : {}),
    blocks,
  }
}
