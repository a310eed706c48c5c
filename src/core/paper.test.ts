import { expect, test } from 'vitest'
import { paperSize, paperWords } from './paper.model.ts'
import { qrSvg, renderPaper } from './paper.ts'

const company = { name: 'Test Works', address: 'Mill Lane 1\nTown', taxNumber: 'T-1', locale: 'de-DE' }

test('a long table runs over several pages of the company’s paper size', async () => {
  const rows = Array.from({ length: 120 }, (_, i) => [String(i + 1), { text: `Row ${i + 1}`, note: 'a note' }, '1.00'])
  const pdf = await renderPaper({
    title: 'List L-1',
    company,
    qr: 'L-1',
    watermark: 'DRAFT',
    blocks: [
      { kind: 'address', address: 'Somebody', facts: [{ label: 'No.', value: '1' }] },
      { kind: 'facts', facts: [{ label: 'A', value: 'b' }], columns: 3 },
      {
        kind: 'table',
        columns: [{ heading: '#', width: 20 }, { heading: 'Name' }, { heading: 'Price', align: 'right' }],
        rows,
        total: [['', 'Total', '120.00']],
      },
      {
        kind: 'columns',
        columns: [[{ kind: 'qr', text: 'L-1', caption: 'scan' }], [{ kind: 'code128', text: 'L-1' }]],
      },
      { kind: 'totals', rows: [{ label: 'Total', value: '120.00' }] },
      { kind: 'signature', labels: ['Signed'] },
    ],
  })
  const text = pdf.toString('latin1')
  expect(text.slice(0, 5)).toBe('%PDF-')
  expect(text.match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(3)
  expect(text).toContain('/MediaBox [0 0 595.28 841.89]') // A4
})

test('a text that looks like an address or a path fetches nothing', async () => {
  const pdf = await renderPaper({
    title: 'T',
    company,
    blocks: [{ kind: 'text', text: 'https://example.test/x /etc/passwd' }],
  })
  expect(pdf.length).toBeGreaterThan(1000)
})

test('paper size and figures follow the locale', () => {
  expect([paperSize('en-US'), paperSize('en-IN'), paperSize('de')]).toEqual(['LETTER', 'A4', 'A4'])
  expect(paperWords('en-IN').number(1234567.5, 2)).toBe('12,34,567.50')
  expect(paperWords('en-US').money(0.0171, 'USD', 4)).toBe('$0.0171')
  expect(paperWords('en-GB').day('2026-03-02')).toBe('2 Mar 2026')
  expect(paperWords('not a locale!').number(1)).toBe('1')
})

test('a QR code is drawn as vectors', () => {
  expect(qrSvg('Q-1001')).toContain('<svg')
})
