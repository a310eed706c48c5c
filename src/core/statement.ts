import type { Db } from './ctx.ts'

type Preparable = { prepare(name: string): unknown }

/**
 * A statement that is put together once per connection, not each time it runs: for the acts of the floor, which many do
 * at once. Values are `sql.placeholder('name')` and are given to `execute`. The name is the statement's alone.
 */
export function statement<B extends Preparable>(
  name: string,
  build: (db: Db) => B,
): (db: Db) => ReturnType<B['prepare']> {
  const ready = new WeakMap<Db, ReturnType<B['prepare']>>()
  return (db) => {
    const known = ready.get(db)
    if (known) return known
    const made = build(db).prepare(name) as ReturnType<B['prepare']>
    ready.set(db, made)
    return made
  }
}
