import { z } from 'zod'
import { fieldKinds } from './master.model.ts'
import { Id, Instant, RequiredText, Text } from './shapes.ts'

/**
 * Imports: a table of texts, a mapping of its columns to fields, and what its rows would do. A target is any
 * master, or what an area registers beside them (a bill of materials). Rows are counted as a spreadsheet
 * counts them: the first line of the file is row 1, headings and blank lines included.
 */
export const maximumImportBytes = 25 * 1024 * 1024
export const maximumImportRows = 100_000
export const maximumImportColumns = 300
export const maximumCellLength = 20_000
/** Faults and planned records that one answer lists; the counts are always of all of them. */
export const listedFaults = 1000
export const listedRecords = 500

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export type Encoding = (typeof encodings)[number]

export const decimalMarks = ['point', 'comma'] as const
export type DecimalMark = (typeof decimalMarks)[number]

/** The order in which a file writes days such as 03/04/2026; ISO days are always understood. */
export const dayOrders = ['dayFirst', 'monthFirst'] as const
export type DayOrder = (typeof dayOrders)[number]

export const faultKinds = ['fault', 'warning'] as const
export type FaultKind = (typeof faultKinds)[number]

/** What an import does with a record: make it, change it, find it as it is, or leave the row out. */
export const importActs = ['create', 'change', 'same', 'skip'] as const
export type ImportAct = (typeof importActs)[number]

export const ImportField = z.object({
  name: z.string(),
  kind: z.enum(fieldKinds),
  required: z.boolean(),
  words: z.array(z.string()).optional(),
  /** The master that a reference points to. */
  to: z.string().optional(),
  alsoCalled: z.array(z.string()).optional(),
  /** Several columns may feed it; they are joined, each with its heading. */
  many: z.boolean().optional(),
})
export type ImportField = z.infer<typeof ImportField>

/** The table as text (pasted or read by the browser), a file's bytes in base64, or rows already split and mended. */
export const ImportSource = z.union([
  z.object({ text: z.string().max(maximumImportBytes) }),
  z.object({ base64: z.string().max(Math.ceil(maximumImportBytes / 3) * 4 + 4) }),
  z.object({
    rows: z.array(z.array(z.string().max(maximumCellLength)).max(maximumImportColumns)).max(maximumImportRows + 100),
  }),
])
export type ImportSource = z.infer<typeof ImportSource>

export const ImportInput = z.object({
  target: z.string().min(1).max(60).describe('A master, such as items, or bom'),
  source: ImportSource,
  fileName: Text(200).default(''),
  sheet: z.string().max(100).optional().describe('The sheet of a workbook; the first when left out'),
  encoding: z.enum(encodings).optional().describe('Recognized when left out'),
  delimiter: z.enum([',', ';', '\t', '|']).optional().describe('Recognized when left out'),
  headingRow: z
    .int()
    .min(0)
    .max(1000)
    .optional()
    .describe('The row with the headings, 0 for none; recognized when left out'),
  mapping: z
    .array(z.string().max(60).nullable())
    .max(maximumImportColumns)
    .optional()
    .describe('The field of each column, null for none; guessed when left out'),
  constants: z
    .record(z.string().max(60), z.string().max(2000))
    .default({})
    .describe('Values for every row, by field, where the column is missing or empty'),
  decimalMark: z.enum(decimalMarks).optional().describe('Recognized when left out'),
  dayOrder: z.enum(dayOrders).optional().describe('Recognized when left out'),
  parentId: Id.optional().describe('The item that a bill of materials is for'),
  newParent: z
    .object({ number: RequiredText(60), name: Text(200).default('') })
    .optional()
    .describe('Names that item instead; it is made when there is none'),
  withRows: z.boolean().default(false).describe('Answer with the rows too, so that they can be mended'),
})
export type ImportInput = z.infer<typeof ImportInput>

export const Fault = z.object({
  row: z.int().min(0).describe('As a spreadsheet counts; 0 is the whole table'),
  column: z.int().min(1).nullable().describe('The first is 1; null when no single cell is meant'),
  heading: z.string(),
  kind: z.enum(faultKinds).describe('A fault stops the import; a warning does not'),
  code: z.string(),
  message: z.string(),
})
export type Fault = z.infer<typeof Fault>

export const PlannedRecord = z.object({
  row: z.int().min(0),
  act: z.enum(importActs),
  label: z.string(),
  detail: z.string(),
})
export type PlannedRecord = z.infer<typeof PlannedRecord>

export const ImportCounts = z.object({
  rows: z.int().describe('Rows with something in them, headings aside'),
  blank: z.int(),
  create: z.int(),
  change: z.int(),
  same: z.int(),
  skip: z.int(),
  faults: z.int(),
  warnings: z.int(),
})
export type ImportCounts = z.infer<typeof ImportCounts>

export const ImportPreview = z.object({
  target: z.string(),
  encoding: z.enum(encodings).nullable(),
  delimiter: z.string().nullable(),
  sheet: z.string().nullable(),
  sheets: z.array(z.string()),
  headingRow: z.int().min(0),
  decimalMark: z.enum(decimalMarks),
  dayOrder: z.enum(dayOrders),
  columns: z.array(z.object({ heading: z.string(), field: z.string().nullable(), samples: z.array(z.string()) })),
  fields: z.array(ImportField),
  needsParent: z.boolean(),
  counts: ImportCounts,
  faults: z.array(Fault),
  records: z.array(PlannedRecord),
  rows: z.array(z.array(z.string())).nullable(),
})
export type ImportPreview = z.infer<typeof ImportPreview>

export const ImportDone = z.object({ id: Id, target: z.string(), counts: ImportCounts, warnings: z.array(Fault) })
export type ImportDone = z.infer<typeof ImportDone>

export const ImportSummary = z.object({
  id: Id,
  target: z.string(),
  fileName: z.string(),
  rows: z.int(),
  by: z.string(),
  at: Instant,
  undoneAt: Instant.nullable(),
})

/** What can be imported into, by whom. */
export const ImportTargetInfo = z.object({ name: z.string(), fields: z.array(ImportField), needsParent: z.boolean() })
export type ImportTargetInfo = z.infer<typeof ImportTargetInfo>
