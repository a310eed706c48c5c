import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { toSVG } from 'bwip-js/node'
import { type Align, type Paper, type PaperBlock, type PaperCell, type PaperColumn, paperSize } from './paper.model.ts'

/**
 * Paper becomes PDF here and nowhere else. The fonts are the ones that pdfmake brings; it may read nothing but
 * them, and no address at all, so that no text on a paper can make the server fetch anything.
 */
const fontFolder = join(dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')), 'fonts', 'Roboto')
const font = (name: string) => join(fontFolder, `Roboto-${name}.ttf`)
/** Loaded with the first paper, not with the program: it is a good part of all that a start would read. */
async function loadDrawing() {
  const { default: pdfmake } = await import('pdfmake')
  pdfmake.setFonts({
    Roboto: {
      normal: font('Regular'),
      bold: font('Medium'),
      italics: font('Italic'),
      bolditalics: font('MediumItalic'),
    },
  })
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy((path) => path.startsWith(fontFolder))
  return pdfmake
}
let drawing: ReturnType<typeof loadDrawing> | undefined

type Node = Record<string, unknown>

const ink = '#1b1f24'
const quiet = '#5b6570'
const rule = '#c9d0d7'

export const qrSvg = (text: string): string => toSVG({ bcid: 'qrcode', text, ...{ eclevel: 'M' } })
export const code128Svg = (text: string): string =>
  toSVG({ bcid: 'code128', text, height: 10, includetext: true, textxalign: 'center' })

const facts = (rows: readonly { label: string; value: string }[]): Node => ({
  layout: 'noBorders',
  table: {
    widths: ['auto', '*'],
    body: rows.map((f) => [{ text: f.label, color: quiet, margin: [0, 0, 6, 0] }, { text: f.value }]),
  },
})

const inColumns = (rows: readonly { label: string; value: string }[], columns: number): Node => {
  const each = Math.ceil(rows.length / columns)
  const parts = Array.from({ length: columns }, (_, i) => rows.slice(i * each, (i + 1) * each)).filter(
    (p) => p.length > 0,
  )
  return { columns: parts.map(facts), columnGap: 16, margin: [0, 0, 0, 8] }
}

const imageNode = ({ content, fit, caption }: Extract<PaperBlock, { kind: 'image' }>): Node => {
  const type = content[0] === 0xff ? 'jpeg' : 'png'
  const image = { image: `data:image/${type};base64,${content.toString('base64')}`, fit: [...fit] }
  const below = caption ? [{ text: caption, color: quiet, fontSize: 8, margin: [0, 2, 0, 0] }] : []
  return { stack: [image, ...below], margin: [0, 2, 0, 8], unbreakable: true }
}

const cell = (value: PaperCell, align: Align): Node => {
  if (typeof value === 'string') return { text: value, alignment: align }
  const main = { text: value.text, alignment: align, bold: value.bold ?? false }
  return value.note ? { stack: [main, { text: value.note, alignment: align, color: quiet, fontSize: 8 }] } : main
}

const tableRows = (columns: readonly PaperColumn[], rows: readonly (readonly PaperCell[])[]) =>
  rows.map((r) => columns.map((c, i) => cell(r[i] ?? '', c.align ?? 'left')))

const tableNode = (block: Extract<PaperBlock, { kind: 'table' }>): Node => {
  const head = block.columns.map((c) => ({
    text: c.heading,
    alignment: c.align ?? 'left',
    color: quiet,
    fontSize: 8,
    bold: true,
  }))
  const total = tableRows(block.columns, block.total ?? []).map((row) => row.map((c) => ({ ...c, bold: true })))
  const lastRow = 1 + block.rows.length
  // A row without a first cell belongs to the row above it: no rule between them.
  const belongs = (i: number) => i > 1 && i < lastRow && block.rows[i - 1]?.[0] === ''
  return {
    margin: [0, 4, 0, 8],
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: block.columns.map((c) => c.width ?? (c.align === 'right' ? 'auto' : '*')),
      body: [head, ...tableRows(block.columns, block.rows), ...total],
    },
    layout: {
      hLineWidth: (i: number) =>
        i === 0 || belongs(i) ? 0 : i === 1 || (i === lastRow && total.length > 0) ? 0.8 : 0.4,
      vLineWidth: () => 0,
      hLineColor: (i: number) => (i === 1 ? ink : rule),
      paddingTop: () => 4,
      paddingBottom: () => 4,
      paddingLeft: (i: number) => (i === 0 ? 0 : 6),
      paddingRight: (i: number) => (i === block.columns.length - 1 ? 0 : 6),
    },
  }
}

const totalsNode = (rows: readonly { label: string; value: string }[]): Node => ({
  margin: [0, 0, 0, 8],
  columns: [
    { width: '*', text: '' },
    {
      width: 'auto',
      layout: 'noBorders',
      table: {
        body: rows.map((r, i) => {
          const last = i === rows.length - 1
          return [
            { text: r.label, color: last ? ink : quiet, bold: last, margin: [0, 1, 16, 1] },
            { text: r.value, alignment: 'right', bold: last, margin: [0, 1, 0, 1] },
          ]
        }),
      },
    },
  ],
})

const signatureNode = (labels: readonly string[]): Node => ({
  margin: [0, 36, 0, 8],
  columnGap: 24,
  unbreakable: true,
  columns: labels.map((label) => ({
    stack: [
      { canvas: [{ type: 'line', x1: 0, y1: 0, x2: 150, y2: 0, lineWidth: 0.6, lineColor: quiet }] },
      { text: label, color: quiet, fontSize: 8, margin: [0, 3, 0, 0] },
    ],
  })),
})

function node(block: PaperBlock): Node {
  switch (block.kind) {
    case 'text':
      return {
        text: block.text,
        bold: block.bold ?? false,
        fontSize: block.small ? 8 : 10,
        color: block.small ? quiet : ink,
        margin: [0, 0, 0, block.space ?? 6],
      }
    case 'heading':
      return { text: block.text, bold: true, fontSize: 11, margin: [0, 8, 0, 4] }
    case 'facts':
      return inColumns(block.facts, block.columns ?? 2)
    case 'address':
      return {
        columns: [
          { width: '*', text: block.address },
          { width: '45%', ...facts(block.facts) },
        ],
        columnGap: 16,
        margin: [0, 4, 0, 14],
      }
    case 'table':
      return tableNode(block)
    case 'totals':
      return totalsNode(block.rows)
    case 'qr':
      return {
        stack: [
          { svg: qrSvg(block.text), width: block.points ?? 64 },
          ...(block.caption ? [{ text: block.caption, fontSize: 8, color: quiet }] : []),
        ],
        margin: [0, 2, 0, 6],
      }
    case 'code128':
      return { svg: code128Svg(block.text), width: 150, margin: [0, 2, 0, 6] }
    case 'image':
      return imageNode(block)
    case 'signature':
      return signatureNode(block.labels)
    case 'pageBreak':
      return { text: '', pageBreak: 'after' }
    case 'columns':
      return {
        columnGap: 16,
        columns: block.columns.map((c, i) => ({ width: block.widths?.[i] ?? '*', stack: c.map(node) })),
      }
  }
}

const head = (paper: Paper): Node => ({
  columns: [
    {
      width: '*',
      stack: [
        { text: paper.company.name, bold: true, fontSize: 13 },
        {
          text: [paper.company.address.replace(/\s*\n\s*/g, ' · '), paper.company.taxNumber]
            .filter(Boolean)
            .join(' · '),
          fontSize: 8,
          color: quiet,
        },
      ],
    },
    ...(paper.qr ? [{ width: 52, svg: qrSvg(paper.qr), fit: [52, 52] }] : []),
  ],
  margin: [0, 0, 0, 14],
})

/** Draws a paper as PDF: A4 or Letter by the company's locale, with its head on the first page and numbers on all. */
export async function renderPaper(paper: Paper): Promise<Buffer> {
  drawing ??= loadDrawing()
  const pdf = (await drawing).createPdf({
    info: { title: paper.title, creator: 'Fettle', producer: 'Fettle' },
    pageSize: paperSize(paper.company.locale),
    pageOrientation: paper.landscape ? 'landscape' : 'portrait',
    pageMargins: [45, 40, 45, 50],
    defaultStyle: { font: 'Roboto', fontSize: 10, lineHeight: 1.15, color: ink },
    ...(paper.watermark
      ? { watermark: { text: paper.watermark, color: quiet, opacity: 0.1, bold: true, fontSize: 90 } }
      : {}),
    content: [
      head(paper),
      { text: paper.title, fontSize: 16, bold: true, margin: [0, 0, 0, 8] },
      ...paper.blocks.map(node),
    ],
    footer: (page: number, pages: number) => ({
      margin: [45, 18, 45, 0],
      fontSize: 8,
      color: quiet,
      columns: [{ text: paper.foot ?? paper.title }, { text: `${page} / ${pages}`, alignment: 'right' }],
    }),
  })
  return Buffer.from(await pdf.getBuffer())
}
