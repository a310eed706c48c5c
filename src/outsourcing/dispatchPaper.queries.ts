import { dayAt, getCompany } from '../core/company.queries.ts'
import type { Db } from '../core/ctx.ts'
import { roundQuantity, sum } from '../core/decimal.ts'
import { type Paper, paperWords } from '../core/paper.model.ts'
import { getDispatch } from './dispatch.queries.ts'

/** The challan that travels with the goods: what leaves, for which process, and when it is to be back. No prices. */
export async function dispatchPaper(db: Db, id: number): Promise<Paper> {
  const dispatch = await getDispatch(db, id)
  const company = await getCompany(db)
  const words = paperWords(company.locale)
  return {
    title: `Dispatch ${dispatch.number}`,
    company,
    qr: dispatch.number,
    foot: `${dispatch.number} · Goods remain the property of ${company.name}`,
    ...(dispatch.status === 'draft'
      ? { watermark: 'DRAFT' }
      : dispatch.status === 'canceled'
        ? { watermark: 'CANCELED' }
        : {}),
    blocks: [
      {
        kind: 'address',
        address: [dispatch.vendor, dispatch.vendorAddress].filter(Boolean).join('\n'),
        facts: [
          { label: 'Sent', value: dispatch.sentAt ? words.day(dayAt(dispatch.sentAt, company.timeZone)) : '' },
          { label: 'Back by', value: words.day(dispatch.dueOn) },
          ...(dispatch.carrier ? [{ label: 'Carrier', value: dispatch.carrier }] : []),
        ],
      },
      { kind: 'text', text: 'For processing and return, not for sale.', small: true },
      {
        kind: 'table',
        columns: [
          { heading: '#', width: 18 },
          { heading: 'Work order', width: 'auto' },
          { heading: 'Item', width: '*' },
          { heading: 'Process', width: '*' },
          { heading: 'Quantity', align: 'right' },
          { heading: 'Good', align: 'right', width: 42 },
          { heading: 'Rejected', align: 'right', width: 48 },
        ],
        rows: dispatch.lines.map((l) => [
          String(l.line),
          l.workOrder,
          { text: l.item, note: [l.itemName, l.revision ? `Revision ${l.revision}` : ''].filter(Boolean).join(' · ') },
          { text: `${l.sequence} ${l.process}`, note: l.instructions },
          `${words.number(l.quantity)} ${l.unit}`,
          '',
          '',
        ]),
        total: [
          ['', '', '', 'Pieces', words.number(roundQuantity(sum(dispatch.lines.map((l) => l.quantity)))), '', ''],
        ],
      },
      ...(dispatch.notes ? [{ kind: 'text', text: dispatch.notes } as const] : []),
      { kind: 'signature', labels: ['Handed over', 'Taken over', 'Returned, checked'] },
    ],
  }
}
