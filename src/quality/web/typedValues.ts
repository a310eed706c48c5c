export type Value = {
  characteristicId: number
  piece: number
  measured: number | null
  passed: boolean
  fileHash: string | null
}

export const keyOf = (v: { characteristicId: number; piece: number }) => `${v.characteristicId}:${v.piece}`

/** What is still only typed once the server has answered for some values: all that was typed anew meanwhile stays. */
export const stillTyped = (
  typed: ReadonlyMap<string, Value>,
  answered: readonly Value[],
): ReadonlyMap<string, Value> => {
  const done = new Set(answered)
  return new Map([...typed].filter(([, value]) => !done.has(value)))
}
