import { boolean } from 'drizzle-orm/pg-core'
import { id } from './columns.ts'

/** The columns that every master's table begins with. */
export const masterColumns = () => ({ id: id(), archived: boolean().notNull().default(false) })
