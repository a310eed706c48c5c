import { useEffect, useState } from 'react'
import { api } from '../../../web/api.ts'
import { reasonsOf } from '../../../web/fault.ts'
import type { PlanChange, ShownTrial } from '../../board.model.ts'

/** A bar that is dragged is asked about when it has rested so long. */
const restMilliseconds = 140

export type Trying = {
  /** The last answer that came; of an earlier place while `asking`. */
  trial: ShownTrial | undefined
  /** Why the server does not even try it. */
  reasons: readonly string[]
  asking: boolean
}
type Answer = { of: string; trial: ShownTrial | undefined; reasons: readonly string[] }
const nothing: Trying = { trial: undefined, reasons: [], asking: false }

/** Who loses by these changes? The latest question wins; it is asked again when the plan has changed meanwhile. */
export function useTrial(changes: readonly PlanChange[] | undefined, version: number): Trying {
  const [answer, setAnswer] = useState<Answer>()
  const asked = changes && changes.length > 0 ? JSON.stringify(changes) : undefined
  const question = `${version} ${asked}`
  useEffect(() => {
    if (asked === undefined) {
      setAnswer(undefined)
      return
    }
    const stop = new AbortController()
    const ask = async () => {
      const heard = await api.board.trial({ changes: JSON.parse(asked) as PlanChange[] }, { signal: stop.signal }).then(
        (trial): Answer => ({ of: question, trial, reasons: [] }),
        (error): Answer => ({ of: question, trial: undefined, reasons: reasonsOf(error) }),
      )
      if (!stop.signal.aborted) setAnswer(heard)
    }
    const timer = setTimeout(() => void ask(), restMilliseconds)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [asked, question])
  if (asked === undefined) return nothing
  return { trial: answer?.trial, reasons: answer?.reasons ?? [], asking: answer?.of !== question }
}
