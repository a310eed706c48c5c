import { useRef, useState } from 'react'
import { api, queryClient } from '../../web/api.ts'
import { sayRefused } from '../../web/ui/toast.tsx'
import type { Test } from '../test.model.ts'
import { judge } from '../test.rules.ts'
import { keyOf, stillTyped, type Value } from './typedValues.ts'

export type Values = {
  of: (characteristicId: number, piece: number) => Value | undefined
  put: (value: Value) => void
  storing: boolean
}

/**
 * The values of a test as they are typed: shown and judged at once by the server's own rule, and stored in the
 * background. What is typed while a value is on its way goes with the next one, so nothing is lost by typing fast.
 */
export function useValues(test: Test): Values {
  const [typed, setTyped] = useState<ReadonlyMap<string, Value>>(new Map())
  const [storing, setStoring] = useState(false)
  const waiting = useRef(new Map<string, Value>())
  const busy = useRef(false)
  const flush = async () => {
    if (busy.current) return
    busy.current = true
    setStoring(true)
    const answered: Value[] = []
    while (waiting.current.size > 0) {
      const results = [...waiting.current.values()]
      waiting.current.clear()
      answered.push(...results)
      // What is refused falls back to what is stored; what was typed meanwhile still goes.
      await api.tests.record({ id: test.id, results }).catch(sayRefused)
    }
    await queryClient.invalidateQueries()
    setTyped((now) => stillTyped(now, answered))
    busy.current = false
    setStoring(false)
    if (waiting.current.size > 0) void flush()
  }
  return {
    of: (characteristicId, piece) =>
      typed.get(keyOf({ characteristicId, piece })) ??
      test.results.find((r) => r.characteristicId === characteristicId && r.piece === piece),
    put: (value) => {
      const characteristic = test.characteristics.find((c) => c.id === value.characteristicId)
      if (!characteristic) return
      const judged = { ...value, passed: judge(characteristic, value) }
      waiting.current.set(keyOf(value), judged)
      setTyped((now) => new Map(now).set(keyOf(value), judged))
      void flush()
    },
    storing,
  }
}
