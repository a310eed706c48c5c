import type pg from 'pg'

/** Statements said this often are parsed and planned once per connection instead of each time. */
const often = 5
/** Each connection keeps its prepared statements in PostgreSQL's memory, so there is an end to them. */
const most = 400

const said = new Map<string, number>()
const names = new Map<string, string>()

/** The name under which a statement is prepared, or undefined while it is not said often enough. */
export function nameOf(text: string): string | undefined {
  const name = names.get(text)
  if (name || names.size >= most) return name
  const times = (said.get(text) ?? 0) + 1
  if (times < often) {
    // Lists of ids make ever new texts; what is said once must not pile up here.
    if (said.size > 5000) said.clear()
    said.set(text, times)
    return undefined
  }
  said.delete(text)
  names.set(text, `s${names.size}`)
  return names.get(text)
}

type Query = { text?: unknown; name?: unknown }

/** Makes a connection prepare what it is asked often: planning costs more than running on the floor's short statements. */
export function prepareOften(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...all: unknown[]) => unknown
  client.query = ((asked: unknown, values: unknown, ...rest: unknown[]) => {
    const { text, name } = (asked ?? {}) as Query
    const prepared =
      typeof text === 'string' && name === undefined && Array.isArray(values) && values.length > 0
        ? nameOf(text)
        : undefined
    return query(prepared ? { ...(asked as object), name: prepared } : asked, values, ...rest)
  }) as typeof client.query
}
