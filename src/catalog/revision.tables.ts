import { pgTable, text, unique } from 'drizzle-orm/pg-core'
import { at, id, ref } from '../core/columns.ts'
import { items } from './item.tables.ts'
import { methods } from './method.tables.ts'

/** One row per revision of an item, the one now made included. Drawings carry their revision as attachments of the item. */
export const itemRevisions = pgTable(
  'item_revisions',
  {
    id: id(),
    itemId: ref()
      .notNull()
      .references(() => items.id),
    revision: text().notNull(),
    /** When it became the one made; null for one that was there before revisions were kept. */
    effectiveAt: at(),
    reason: text().notNull(),
    by: text().notNull(),
    /** The method as it was when the next revision came; null while the revision is the one made. */
    methodId: ref().references(() => methods.id),
  },
  (t) => [unique().on(t.itemId, t.revision)],
)
