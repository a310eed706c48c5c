/** Thrown by queries when a record that was asked for by id does not exist. The HTTP edge turns it into a 404. */
export class Missing extends Error {
  constructor(kind: string, key: string | number) {
    super(`There is no ${kind} ${key}.`)
  }
}

/** The row, or `Missing`. */
export function found<T>(row: T | undefined, kind: string, key: string | number): T {
  if (row === undefined) throw new Missing(kind, key)
  return row
}
