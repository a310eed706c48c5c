import type { ImportField } from '../core/import.model.ts'
import { type ItemKind, itemKinds } from './item.model.ts'

/**
 * A bill of materials as its owners keep it: one line for each part, flat or with levels. Headings follow what drawing
 * and board-layout programs export and what people type in spreadsheets.
 */
export const bomFields: readonly ImportField[] = [
  {
    name: 'number',
    kind: 'text',
    required: false,
    alsoCalled: [
      'part number',
      'part no',
      'part nr',
      'pn',
      'mpn',
      'manufacturer part number',
      'mfr part number',
      'item number',
      'article',
      'article number',
      'sku',
      'part',
      'component',
    ],
  },
  {
    name: 'name',
    kind: 'text',
    required: false,
    alsoCalled: [
      'description',
      'desc',
      'part description',
      'title',
      'part name',
      'item name',
      'item',
      'designation',
      'comment',
    ],
  },
  { name: 'value', kind: 'text', required: false, alsoCalled: ['val', 'rating'] },
  {
    name: 'quantity',
    kind: 'quantity',
    required: true,
    alsoCalled: [
      'qty',
      'quantity per',
      'qty per',
      'quantity per pcb',
      'qnty',
      'quant',
      'count',
      'pieces',
      'pcs',
      'number off',
      'no off',
      'amount needed',
    ],
  },
  {
    name: 'designators',
    kind: 'longText',
    required: false,
    alsoCalled: [
      'designator',
      'references',
      'reference',
      'reference designator',
      'refdes',
      'ref des',
      'ref',
      'refs',
      'reference designators',
      'location',
    ],
  },
  {
    name: 'unit',
    kind: 'reference',
    to: 'units',
    required: false,
    alsoCalled: ['uom', 'unit of measure', 'um', 'units'],
  },
  {
    name: 'cost',
    kind: 'money',
    required: false,
    alsoCalled: [
      'cost unit',
      'unit cost',
      'unit price',
      'price',
      'price each',
      'cost each',
      'each',
      'price unit',
      'cost per unit',
    ],
  },
  {
    name: 'total',
    kind: 'money',
    required: false,
    alsoCalled: [
      'total cost',
      'total price',
      'extended cost',
      'extended price',
      'ext price',
      'ext cost',
      'line total',
      'subtotal',
      'amount',
    ],
  },
  { name: 'supplier', kind: 'text', required: false, alsoCalled: ['vendor', 'source', 'distributor', 'bought from'] },
  {
    name: 'level',
    kind: 'text',
    required: false,
    alsoCalled: ['bom level', 'indent', 'indent level', 'lvl', 'depth', 'structure', 'outline'],
  },
  {
    name: 'type',
    kind: 'text',
    required: false,
    alsoCalled: ['kind', 'make buy', 'make or buy', 'part type', 'procurement'],
  },
  {
    name: 'package',
    kind: 'text',
    required: false,
    alsoCalled: ['footprint', 'case', 'pattern', 'pcb footprint', 'case package'],
  },
  {
    name: 'dimensions',
    kind: 'text',
    required: false,
    alsoCalled: ['dimension', 'size', 'sizes', 'dimensions inches', 'dimensions mm', 'measurements', 'cut size'],
  },
  { name: 'revision', kind: 'text', required: false, alsoCalled: ['rev', 'version'] },
  { name: 'scrap', kind: 'percent', required: false, alsoCalled: ['scrap percent', 'waste', 'scrap rate', 'loss'] },
  {
    name: 'line',
    kind: 'integer',
    required: false,
    alsoCalled: ['item', 'row', 'pos', 'position', 'line number', 'find number', 'find no', 'no'],
  },
  {
    name: 'notes',
    kind: 'longText',
    required: false,
    many: true,
    alsoCalled: [
      'note',
      'remarks',
      'remark',
      'manufacturer',
      'mfr',
      'material',
      'finish',
      'datasheet',
      'link',
      'url',
      'digikey',
      'lcsc',
      'mouser',
      'farnell',
      'supplier part number',
      'vendor part number',
      'order code',
    ],
  },
]

/** What files call a part's kind; anything else is bought. */
const kindWords: Record<ItemKind, readonly string[]> = {
  bought: [
    'buy',
    'bought',
    'b',
    'p',
    'purchase',
    'purchased',
    'ots',
    'cots',
    'off the shelf',
    'standard',
    'vendor',
    'raw',
    'raw material',
  ],
  made: [
    'make',
    'made',
    'm',
    'manufactured',
    'fabricated',
    'fab',
    'assembly',
    'asm',
    'subassembly',
    'sub assembly',
    'in house',
    'inhouse',
    '3d printed',
    'printed',
    'machined',
    'custom',
  ],
  phantom: ['phantom', 'kit'],
  service: ['service', 'outside', 'subcontract'],
}

const word = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/** The kind that a word stands for, or undefined when the word says nothing about it. */
export const kindOf = (text: string): ItemKind | undefined =>
  itemKinds.find((k) => k === word(text) || kindWords[k].includes(word(text)))
