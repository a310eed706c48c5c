import type { Fault, PlannedRecord } from '../core/import.model.ts'
import type { ReadRow } from '../core/importRead.rules.ts'
import type { ItemKind } from './item.model.ts'

/** The item that is made; without an id while it is yet to be made itself. */
export type Parent = { id: number | undefined; number: string; name: string; kind: ItemKind }

/** What the database knows that a bill of materials needs. */
export type BomWorld = {
  parent: Parent
  itemByNumber(
    number: string,
  ): { id: number; number: string; name: string; kind: ItemKind; standardCost: number } | undefined
  supplierId(text: string): number | undefined
}

export type BomItem = {
  number: string
  name: string
  kind: ItemKind
  family: string
  unitId: number | undefined
  revision: string
  cost: number | undefined
  supplierId: number | undefined
  notes: string
}
export type BomLine = {
  itemKey: string
  quantityPer: number
  scrapPercent: number
  designators: string
  note: string
  row: number
}

/** Items by number, and the lines of every level by the number of what it makes; '' is the parent. */
export type BomPlan = {
  faults: Fault[]
  records: PlannedRecord[]
  leftOut: Set<number>
  newItems: Map<string, BomItem>
  existing: Map<string, number>
  levels: Map<string, BomLine[]>
}

export type Line = {
  row: ReadRow
  number: string
  name: string
  text(field: string): string
  parent: number
  key: string
}
