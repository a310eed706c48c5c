/** What stands on a printed paper, free of how it is drawn. `renderPaper` draws it. */
export type Align = 'left' | 'right' | 'center'

export type PaperColumn = {
  heading: string
  align?: Align
  /** Points, or '*' for a share of what is left, or 'auto'. */
  width?: number | '*' | 'auto'
}

/** One cell: text, or text with a second, quieter line below it. */
export type PaperCell = string | { text: string; note?: string; bold?: boolean }

export type PaperBlock =
  | { kind: 'text'; text: string; bold?: boolean; small?: boolean; space?: number }
  | { kind: 'heading'; text: string }
  /** Pairs of a label and a value, in one to four columns side by side. */
  | { kind: 'facts'; facts: readonly { label: string; value: string }[]; columns?: 1 | 2 | 3 | 4 }
  /** The addressed party beside facts of the document, as at the top of a letter. */
  | { kind: 'address'; address: string; facts: readonly { label: string; value: string }[] }
  | {
      kind: 'table'
      columns: readonly PaperColumn[]
      rows: readonly (readonly PaperCell[])[]
      total?: readonly (readonly PaperCell[])[]
    }
  /** Amounts at the right end, the last one stressed. */
  | { kind: 'totals'; rows: readonly { label: string; value: string }[] }
  | { kind: 'qr'; text: string; caption?: string; points?: number }
  | { kind: 'code128'; text: string }
  /** A PNG or JPEG, no larger than the box of these points. */
  | { kind: 'image'; content: Buffer; fit: readonly [number, number]; caption?: string }
  | { kind: 'signature'; labels: readonly string[] }
  | { kind: 'pageBreak' }
  /** Blocks side by side. */
  | { kind: 'columns'; columns: readonly (readonly PaperBlock[])[]; widths?: readonly (number | '*' | 'auto')[] }

export type PaperCompany = { name: string; address: string; taxNumber: string; locale: string }

export type Paper = {
  /** "Quotation Q-1001": heading and PDF title. */
  title: string
  company: PaperCompany
  blocks: readonly PaperBlock[]
  /** At the right of the head, e.g. a QR code that scanners resolve to the record. */
  qr?: string
  /** Left in the foot, e.g. "Q-1001 revision 2". */
  foot?: string
  /** Across the page, e.g. DRAFT. */
  watermark?: string
  landscape?: boolean
}

/** The United States, Canada, Mexico, the Philippines and some others print on Letter, the rest of the world on A4. */
const letterCountries = new Set(['US', 'CA', 'MX', 'PH', 'CL', 'CO', 'CR', 'GT', 'PA', 'PR', 'SV', 'VE'])
export const paperSize = (locale: string): 'A4' | 'LETTER' =>
  letterCountries.has(locale.split('-').at(-1)?.toUpperCase() ?? '') ? 'LETTER' : 'A4'

/** Numbers, money and days as the company writes them. */
export type PaperWords = {
  number(value: number, decimals?: number): string
  money(value: number, currency: string, decimals?: number): string
  day(day: string | null): string
}

/** The locale, or US English when what the company typed is none. */
function safeLocale(locale: string): string {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(locale)[0] ?? 'en-US'
  } catch {
    return 'en-US'
  }
}

export function paperWords(locale: string): PaperWords {
  const safe = safeLocale(locale)
  return {
    number: (value, decimals) =>
      new Intl.NumberFormat(
        safe,
        decimals === undefined
          ? { maximumFractionDigits: 6 }
          : { minimumFractionDigits: decimals, maximumFractionDigits: decimals },
      ).format(value),
    money: (value, currency, decimals) =>
      new Intl.NumberFormat(safe, {
        style: 'currency',
        currency,
        ...(decimals === undefined ? {} : { maximumFractionDigits: decimals }),
      }).format(value),
    day: (day) =>
      day === null || day === ''
        ? ''
        : new Intl.DateTimeFormat(safe, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`)),
  }
}
