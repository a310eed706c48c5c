/** Ids to 0 … n−1. Ids that already are 0 … n−1 in order cost no map. */
export function indexer(what: string, things: readonly { id: number }[]): (id: number) => number {
  if (things.every((thing, i) => thing.id === i)) {
    const n = things.length
    return (id) => {
      if (!(id >= 0 && id < n && Number.isInteger(id))) throw new Error(`The problem has no ${what} ${id}.`)
      return id
    }
  }
  const index = new Map(things.map((thing, i) => [thing.id, i]))
  if (index.size < things.length) {
    const seen = new Set<number>()
    for (const { id } of things)
      if (seen.size === seen.add(id).size) throw new Error(`The problem lists ${what} ${id} twice.`)
  }
  return (id) => {
    const i = index.get(id)
    if (i === undefined) throw new Error(`The problem has no ${what} ${id}.`)
    return i
  }
}
