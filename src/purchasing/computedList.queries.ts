import { type SQL, sql } from 'drizzle-orm'
import type { Column, Columns, List, RowOf } from '../core/list.model.ts'

const typeOf = (c: Column): string =>
  c.kind === 'id' || c.kind === 'integer'
    ? 'bigint'
    : c.kind === 'day'
      ? 'date'
      : c.kind === 'instant'
        ? 'timestamptz'
        : c.kind === 'flag'
          ? 'boolean'
          : c.kind === 'quantity' || c.kind === 'money' || c.kind === 'minutes' || c.kind === 'percent'
            ? 'numeric'
            : c.kind === 'words'
              ? 'text[]'
              : 'text'

/** Rows computed by a rule, handed to PostgreSQL, so that a computed list filters, sorts and pages like any other. */
export const computedFrom = <C extends Columns>(list: List<C>, rows: readonly RowOf<C>[]): SQL => {
  const columns = Object.entries(list.columns).map(([name, c]) => sql.raw(`"${name}" ${typeOf(c)}`))
  return sql`select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as computed(${sql.join(columns, sql`, `)})`
}
