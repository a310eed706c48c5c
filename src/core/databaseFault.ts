/** PostgreSQL's code of what it refused, however deep in the causes of an error it stands; undefined when it refused nothing. */
export function databaseFault(error: unknown): { code: string; constraint?: string } | undefined {
  for (let e = error; e instanceof Error; e = e.cause)
    if ('code' in e && typeof e.code === 'string' && /^[0-9A-Z]{5}$/.test(e.code))
      return {
        code: e.code,
        ...('constraint' in e && typeof e.constraint === 'string' ? { constraint: e.constraint } : {}),
      }
  return undefined
}
