import { useRef, useState } from 'react'
import { queryClient } from '../api.ts'
import { offerUndo, sayDone, sayRefused } from './toast.tsx'

export type Action<I, O> = {
  /** Does it once, however often it is pressed. Resolves to the answer, or to undefined when it was refused (the reasons were shown). */
  run(input: I): Promise<O | undefined>
  busy: boolean
}

/**
 * A write with everything around it: waiting, refusals shown, pages refreshed, a word when done, and `undo`
 * offered for ten seconds. `const release = useAction(api.jobs.release, { done: t('jobs.released') })`
 */
export function useAction<I, O>(
  act: (input: I) => Promise<O>,
  options: { done?: string | ((answer: O) => string); undo?: (answer: O, input: I) => Promise<unknown> } = {},
): Action<I, O> {
  const [busy, setBusy] = useState(false)
  const running = useRef(false)
  const run = async (input: I): Promise<O | undefined> => {
    if (running.current) return undefined
    running.current = true
    setBusy(true)
    try {
      const answer = await act(input)
      const { done, undo } = options
      const message = typeof done === 'function' ? done(answer) : done
      const refresh = () => queryClient.invalidateQueries()
      if (undo) offerUndo(message ?? '', () => undo(answer, input).then(refresh))
      else if (message) sayDone(message)
      await refresh()
      return answer
    } catch (error) {
      sayRefused(error)
      return undefined
    } finally {
      running.current = false
      setBusy(false)
    }
  }
  return { run, busy }
}
