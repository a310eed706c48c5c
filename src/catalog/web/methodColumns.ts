import {
  currentFormats,
  formatInteger,
  formatMinutes,
  formatPercent,
  formatPrice,
  formatQuantity,
} from '../../web/format.ts'
import { t, wordText } from '../../web/i18n.ts'
import type { MaterialInput, OperationInput, Supply } from '../method.model.ts'
import { type GridRow, type MaterialRow, type OperationRow, typedNumber } from '../methodGrid.rules.ts'

/** The columns that are typed into; what each means depends on whether the row is an operation or a material. */
export const inputColumns = ['number', 'name', 'where', 'once', 'each', 'scrap', 'by'] as const
export type InputColumn = (typeof inputColumns)[number]

export type OperationChange = { of: 'operation'; change: Partial<OperationInput> }
export type MaterialChange = { of: 'material'; change: Partial<MaterialInput> }
export type RowChange = OperationChange | MaterialChange

export type Cell = {
  text: string
  /** How it is typed; undefined when it cannot be. */
  editor: 'text' | 'number' | 'item' | 'workCenters' | 'parties' | 'choice' | undefined
  /** As the editor begins. */
  typed: string
  id?: number | null
  choices?: readonly { value: string; label: string }[]
  /** Says in words what is typed here, for the input's name. */
  label: string
  /** The change that a typed text means, or undefined when it means nothing sensible. */
  read: (text: string) => RowChange | undefined
}

const separator = () => (new Intl.NumberFormat(currentFormats().locale).format(1.5).includes(',') ? ',' : '.')
const plain = (value: number) => String(value).replace('.', separator())
const label = (name: string) => t(`methodGrid.fields.${name}`)

const operationNumber = (
  name: keyof OperationInput,
  value: number,
  text: string,
  fits: (v: number) => boolean = () => true,
): Cell => ({
  text,
  editor: 'number',
  typed: plain(value),
  label: label(name),
  read: (typed) => {
    const v = typedNumber(typed, separator())
    return v === undefined || !fits(v) ? undefined : { of: 'operation', change: { [name]: v } }
  },
})
const materialNumber = (
  name: keyof MaterialInput,
  value: number,
  text: string,
  fits: (v: number) => boolean = () => true,
): Cell => ({
  text,
  editor: 'number',
  typed: plain(value),
  label: label(name),
  read: (typed) => {
    const v = typedNumber(typed, separator())
    return v === undefined || !fits(v) ? undefined : { of: 'material', change: { [name]: v } }
  },
})

const isCount = (v: number) => Number.isInteger(v) && v > 0
const isShare = (v: number) => v < 100
const orNothing = (value: number, text: string) => (value === 0 ? '' : text)

function operationCell({ operation: o }: OperationRow, column: InputColumn): Cell {
  const outside = o.kind === 'outside'
  switch (column) {
    case 'number':
      return operationNumber(
        'sequence',
        o.sequence,
        formatInteger(o.sequence).replace(/\D/g, ''),
        (v) => isCount(v) && v <= 9999,
      )
    case 'name':
      return {
        text: o.name,
        editor: 'text',
        typed: o.name,
        label: label('name'),
        read: (typed) => (typed.trim() === '' ? undefined : { of: 'operation', change: { name: typed.trim() } }),
      }
    case 'where':
      return outside
        ? {
            text: o.supplierName ?? '',
            editor: 'parties',
            typed: '',
            id: o.supplierId,
            label: label('supplierId'),
            read: (typed) => ({ of: 'operation', change: { supplierId: typed === '' ? null : Number(typed) } }),
          }
        : {
            text: o.workCenterName ?? '',
            editor: 'workCenters',
            typed: '',
            id: o.workCenterId,
            label: label('workCenterId'),
            read: (typed) => ({ of: 'operation', change: { workCenterId: typed === '' ? null : Number(typed) } }),
          }
    case 'once':
      return outside
        ? operationNumber(
            'minimumCharge',
            o.minimumCharge,
            orNothing(o.minimumCharge, t('methodGrid.atLeast', { price: formatPrice(o.minimumCharge) })),
          )
        : operationNumber('setupMinutes', o.setupMinutes, orNothing(o.setupMinutes, formatMinutes(o.setupMinutes)))
    case 'each':
      return outside
        ? operationNumber('unitPrice', o.unitPrice, orNothing(o.unitPrice, formatPrice(o.unitPrice)))
        : operationNumber('runMinutes', o.runMinutes, orNothing(o.runMinutes, `${formatQuantity(o.runMinutes)} min`))
    case 'scrap':
      return operationNumber(
        'scrapPercent',
        o.scrapPercent,
        orNothing(o.scrapPercent, formatPercent(o.scrapPercent)),
        isShare,
      )
    case 'by':
      return outside
        ? operationNumber(
            'leadDays',
            o.leadDays,
            t('methodGrid.days', { count: o.leadDays }),
            (v) => Number.isInteger(v) && v <= 730,
          )
        : operationNumber(
            'crew',
            o.crew,
            o.crew === 1 ? '' : t('methodGrid.people', { count: o.crew, shown: formatQuantity(o.crew) }),
          )
  }
}

const supplyWords: readonly Supply[] = ['make', 'stock', 'buy']

function materialCell({ material: m, level }: MaterialRow, column: InputColumn): Cell {
  switch (column) {
    case 'number':
      return materialNumber('line', m.line, String(m.line), (v) => isCount(v) && v <= 99_999)
    case 'name':
      return {
        text: `${m.itemNumber} ${m.itemName}`,
        editor: 'item',
        typed: '',
        id: m.itemId,
        label: label('itemId'),
        read: (typed) => (typed === '' ? undefined : { of: 'material', change: { itemId: Number(typed) } }),
      }
    case 'where':
      return {
        text: wordText(m.supply, 'methodGrid.supply'),
        editor: 'choice',
        typed: m.supply,
        choices: supplyWords.map((value) => ({ value, label: wordText(value, 'methodGrid.supply') })),
        label: label('supply'),
        read: (typed) => ({ of: 'material', change: { supply: typed as Supply } }),
      }
    case 'once':
      return materialNumber(
        'fixedQuantity',
        m.fixedQuantity,
        orNothing(m.fixedQuantity, formatQuantity(m.fixedQuantity, m.unit)),
      )
    case 'each':
      return materialNumber('quantityPer', m.quantityPer, formatQuantity(m.quantityPer, m.unit))
    case 'scrap':
      return materialNumber(
        'scrapPercent',
        m.scrapPercent,
        orNothing(m.scrapPercent, formatPercent(m.scrapPercent)),
        isShare,
      )
    case 'by': {
      const at = level.operations.find((o) => o.sequence === m.operationSequence)
      const choices = [
        { value: '', label: t('methodGrid.firstOperation') },
        ...level.operations.map((o) => ({ value: String(o.sequence), label: `${o.sequence} ${o.name}` })),
      ]
      return {
        text: at ? t('methodGrid.usedAt', { operation: at.sequence }) : '',
        editor: 'choice',
        typed: m.operationSequence === null ? '' : String(m.operationSequence),
        choices,
        label: label('operationSequence'),
        read: (typed) => ({ of: 'material', change: { operationSequence: typed === '' ? null : Number(typed) } }),
      }
    }
  }
}

export const cellOf = (row: GridRow, column: InputColumn): Cell =>
  row.kind === 'operation' ? operationCell(row, column) : materialCell(row, column)

export const nameOfRow = (row: GridRow): string =>
  row.kind === 'operation'
    ? `${row.operation.sequence} ${row.operation.name}`
    : `${row.material.itemNumber} ${row.material.itemName}`
