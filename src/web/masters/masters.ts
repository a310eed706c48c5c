import type { ProcedureUtils } from '@orpc/tanstack-query'
import { customerPartNumberMaster, itemMaster, itemUnitMaster, unitMaster } from '../../catalog/item.model.ts'
import type { List, ListRequest } from '../../core/list.model.ts'
import { type Master, masterList, referenceColumn, references } from '../../core/master.model.ts'
import { placeMaster } from '../../inventory/place.model.ts'
import { contactMaster, deliveryPlaceMaster, partyMaster } from '../../parties/party.model.ts'
import {
  calendarExceptionMaster,
  calendarMaster,
  employeeMaster,
  employeeSkillMaster,
  laborGradeMaster,
  machineMaster,
  setupTimeMaster,
  shiftMaster,
  skillMaster,
  toolMaster,
  workCenterMaster,
} from '../../plant/plant.model.ts'
import { supplierPriceMaster } from '../../purchasing/supplierPrice.model.ts'
import { gaugeMaster } from '../../quality/gauge.model.ts'
import { api, orpc } from '../api.ts'
import type { Values } from '../ui/fieldForm.tsx'
import type { GridRow } from '../ui/gridColumns.tsx'

/** Every master with pages of its own. A new one is added here and in routes.tsx. */
const all = [
  ...[partyMaster, contactMaster, deliveryPlaceMaster],
  ...[calendarMaster, shiftMaster, calendarExceptionMaster, laborGradeMaster, workCenterMaster, machineMaster],
  ...[toolMaster, setupTimeMaster],
  ...[skillMaster, employeeMaster, employeeSkillMaster],
  ...[unitMaster, itemMaster, customerPartNumberMaster, itemUnitMaster],
  ...[placeMaster, supplierPriceMaster, gaugeMaster],
] as unknown as readonly Master[]

export type StoredRecord = Values & { id: number; archived: boolean }
export type MasterClient = {
  list(input: ListRequest): Promise<{ rows: GridRow[]; next: string | null; total: number }>
  get(input: { id: number }): Promise<StoredRecord>
  create(input: Values): Promise<StoredRecord>
  update(input: Values & { id: number }): Promise<StoredRecord>
  archive(input: { id: number; archived: boolean }): Promise<StoredRecord>
}

export const masterByPath = (pathname: string): Master | undefined =>
  all.find((m) => pathname === m.path || pathname.startsWith(`${m.path}/`))
export const masterByName = (name: string): Master | undefined => all.find((m) => m.name === name)

/** The five endpoints that every master has (see core/master.contract.ts), without the master's own types. */
export const masterClient = (master: Master): MasterClient =>
  (api as unknown as Record<string, MasterClient>)[master.name] as MasterClient
export const masterReads = (master: Master) =>
  (
    orpc as unknown as Record<
      string,
      { get: ProcedureUtils<Record<never, never>, { id: number }, StoredRecord, Error> }
    >
  )[master.name]!

/** The master's list, in which references link to the record they name. */
const linkedList = (master: Master): List => {
  const list = masterList(master)
  const linked = references(master).flatMap(([name, f]) => {
    const column = list.columns[name]
    const target = masterByName(f.to ?? '')
    return column && target ? [[name, { ...column, link: `${target.path}/{${referenceColumn(name)}}` }]] : []
  })
  return { ...list, columns: { ...list.columns, ...Object.fromEntries(linked) } }
}
const lists = new Map(all.map((m) => [m.name, linkedList(m)]))
export const listOf = (master: Master) => lists.get(master.name)!

/** What people call a record, from its label fields; references are left to their ids. */
export const titleOf = (master: Master, record: Values): string =>
  master.label
    .filter((f) => master.fields[f]?.kind !== 'reference')
    .map((f) => String(record[f] ?? ''))
    .filter(Boolean)
    .join(' · ')
