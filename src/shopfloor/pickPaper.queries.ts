import { getCompany } from '../core/company.queries.ts'
import type { Db } from '../core/ctx.ts'
import { type Paper, paperWords } from '../core/paper.model.ts'
import { pickListOf } from './pick.queries.ts'

/** The pick list on paper, in the order of the places, so that one walk through the store finds everything. */
export async function pickListPaper(db: Db, jobId: number): Promise<Paper> {
  const list = await pickListOf(db, { jobId })
  const company = await getCompany(db)
  const words = paperWords(company.locale)
  // Who walks with the paper takes all of it; stock in place of what is made is taken one by one, on a screen.
  const picks = list.lines
    .filter((l) => !l.made)
    .flatMap((line) => line.picks.map((pick) => ({ line, pick })))
    .sort((a, b) => a.pick.place.localeCompare(b.pick.place) || a.line.itemNumber.localeCompare(b.line.itemNumber))
  const short = list.lines.filter((l) => l.short > 0)
  const forWhat = (l: (typeof list.lines)[number]) => ({
    text: l.workOrder,
    note: l.sequence === null ? l.makes : `Operation ${l.sequence} · ${l.makes}`,
  })
  return {
    title: `Pick list ${list.job}`,
    company,
    qr: list.job,
    foot: `${list.job} · ${list.title}`,
    blocks: [
      { kind: 'text', text: list.title, bold: true },
      {
        kind: 'table',
        columns: [
          { heading: 'Place', width: 'auto' },
          { heading: 'Lot', width: 'auto' },
          { heading: 'Item', width: '*' },
          { heading: 'For', width: '*' },
          { heading: 'Quantity', align: 'right' },
          { heading: 'Picked', align: 'right', width: 48 },
        ],
        rows: picks.map(({ line, pick }) => [
          { text: pick.place, bold: true },
          pick.lot ?? '',
          { text: line.itemNumber, note: line.itemName },
          forWhat(line),
          `${words.number(pick.quantity)} ${line.unit}`,
          '[    ]',
        ]),
      },
      ...(picks.length === 0 ? [{ kind: 'text', text: 'Nothing can be picked now.' } as const] : []),
      ...(short.length === 0
        ? []
        : [
            { kind: 'heading', text: 'Missing' } as const,
            {
              kind: 'table',
              columns: [
                { heading: 'Item', width: '*' },
                { heading: 'For', width: '*' },
                { heading: 'Needed', align: 'right' },
                { heading: 'Missing', align: 'right' },
              ],
              rows: short.map((l) => [
                { text: l.itemNumber, note: l.itemName },
                forWhat(l),
                `${words.number(l.missing)} ${l.unit}`,
                `${words.number(l.short)} ${l.unit}`,
              ]),
            } as const,
          ]),
      { kind: 'signature', labels: ['Picked', 'Taken over'] },
    ],
  }
}
