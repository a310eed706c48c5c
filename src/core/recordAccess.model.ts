import type { Actor } from './ctx.ts'
import { mayDo, type Permission, permissionsOf } from './permissions.model.ts'

/** Which permission shows a table's records, and which changes them. A table that is not named is the administrator's. */
export type RecordAccess = ReadonlyMap<string, { reads: Permission; writes: Permission }>

const adminOnly = { reads: 'admin.read', writes: 'admin.write' } as const
const of = (access: RecordAccess, tableName: string) => access.get(tableName) ?? adminOnly

/** History, comments and files are shown to whoever may see the record that they hang on. */
export const maySeeRecord = (access: RecordAccess, actor: Actor, tableName: string): boolean =>
  mayDo(actor.roles, of(access, tableName).reads)

/** A file may be hung on by whoever sees the record and does anything at all here: an inspector's photo, an operator's. */
export const mayAttach = (access: RecordAccess, actor: Actor, tableName: string): boolean =>
  maySeeRecord(access, actor, tableName) &&
  actor.roles.some((role) => permissionsOf[role].some((p) => !p.endsWith('.read')))

/** A file is taken off by who hung it on, or by whoever may change the record. */
export const mayDetach = (access: RecordAccess, actor: Actor, file: { tableName: string; by: string }): boolean =>
  mayDo(actor.roles, of(access, file.tableName).writes) ||
  (file.by === actor.name && mayAttach(access, actor, file.tableName))

/** What proves who somebody is stays out of every history. */
export const isSecretColumn = (column: string): boolean => /(hash|token|secret|password|badge)$/.test(column)
