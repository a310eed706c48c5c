import { useMemo, useRef, useState } from 'react'
import { api, orpc, queryClient } from '../../web/api.ts'
import { faultOf } from '../../web/fault.ts'
import { useMay } from '../../web/session.tsx'
import { sayRefused } from '../../web/ui/toast.tsx'
import { useRead } from '../../web/ui/useRead.ts'
import type { MethodLevelInput, MethodView } from '../method.model.ts'
import { inputOf, withChange } from '../methodGrid.rules.ts'

type Undo = { methodId: number; before: MethodLevelInput }
type Level = MethodView['levels'][number]
type Make = (level: MethodLevelInput) => MethodLevelInput
/** A change that is shown already and not stored yet. */
type Change = { path: string; make: Make; done: (level: Level | undefined) => void }

/**
 * A method with what it costs at a quantity, and its changes. Each change is shown at once and stored in turn; changes of one
 * level that wait together are stored together. Each can be taken back; a refused one is said and leaves the method as it was.
 */
export function useMethod(methodId: number, quantity: number) {
  const read = useRead(orpc.methods.get, { id: methodId })
  const mayCost = useMay('costing.read')
  const estimate = useRead(orpc.methods.estimate, { id: methodId, quantity }, { enabled: mayCost, keep: true })
  const queue = useRef<Promise<unknown>>(Promise.resolve())
  const undos = useRef<Undo[]>([])
  const [undoable, setUndoable] = useState(0)
  const waiting = useRef<readonly Change[]>([])
  const [shown, setShown] = useState<readonly Change[]>([])
  const stored = read.data as MethodView | undefined
  const data = useMemo(
    () => stored && shown.reduce((view, c) => withChange(view, c.path, c.make), stored),
    [stored, shown],
  )
  const key = orpc.methods.get.queryKey({ input: { id: methodId } })
  const levelAt = (path: string) =>
    (queryClient.getQueryData<MethodView>(key)?.levels as Level[] | undefined)?.find((l) => l.path === path)

  const setWaiting = (next: readonly Change[]) => {
    waiting.current = next
    setShown(next)
  }
  /** What is stored is read again at once; what it costs, and what else depends on it, follows. */
  const refresh = async () => {
    const isThis = (q: { queryKey: readonly unknown[] }) => JSON.stringify(q.queryKey) === JSON.stringify(key)
    void queryClient.invalidateQueries({ queryKey: orpc.methods.key(), predicate: (q) => !isThis(q) })
    await queryClient.invalidateQueries({ queryKey: key, exact: true })
  }

  const inTurn = <T>(act: () => Promise<T>): Promise<T | undefined> => {
    const mine = queue.current.then(act).catch(async (error: unknown) => {
      sayRefused(error)
      await refresh()
      return undefined
    })
    queue.current = mine
    return mine
  }

  /** Stores changes of one level together, on top of what somebody else may have changed meanwhile. */
  const store = async (path: string, changes: readonly Change[]): Promise<void> => {
    const write = async () => {
      const level = levelAt(path)
      if (!level) return
      const before: MethodLevelInput[] = []
      const after = changes.reduce((now, c) => {
        before.push(now)
        return c.make(now)
      }, inputOf(level))
      await api.methods.storeLevel({ id: level.methodId, seenChangedAt: level.changedAt, ...after })
      for (const each of before) undos.current.push({ methodId: level.methodId, before: each })
    }
    try {
      await write()
    } catch (error) {
      if (!faultOf(error).refusals.some((r) => r.code === 'method.changed-meanwhile')) throw error
      await refresh()
      await write()
    }
    setUndoable(undos.current.length)
  }

  const storeWaiting = async (): Promise<void> => {
    const [first] = waiting.current
    if (!first) return
    const other = waiting.current.findIndex((c) => c.path !== first.path)
    const together = other < 0 ? waiting.current : waiting.current.slice(0, other)
    try {
      await store(first.path, together)
    } catch (error) {
      // One of several is refused: only that one shall be lost.
      if (together.length === 1) sayRefused(error)
      else
        for (const change of together) {
          await refresh()
          await store(change.path, [change]).catch(sayRefused)
        }
    }
    await refresh()
    setWaiting(waiting.current.filter((c) => !together.includes(c)))
    const level = levelAt(first.path)
    for (const change of together) change.done(level)
  }

  /** Stores a level changed by `make`. Resolves to the level as it then is. */
  const change = (path: string, make: Make): Promise<Level | undefined> =>
    new Promise((done) => {
      setWaiting([...waiting.current, { path, make, done }])
      void inTurn(storeWaiting)
    })

  const undo = () =>
    inTurn(async () => {
      const last = undos.current.pop()
      setUndoable(undos.current.length)
      if (!last) return
      await api.methods.storeLevel({ id: last.methodId, ...last.before })
      await refresh()
    })

  /** The method of a made line; resolves when it can be opened. */
  const makeBelow = (ownerId: number, materialId: number) =>
    inTurn(async () => {
      const made = await api.methods.ensureChild({ id: ownerId, materialId })
      await refresh()
      return made
    })

  const copyFrom = (ownerId: number, fromItemId: number) =>
    inTurn(async () => {
      const level = (queryClient.getQueryData<MethodView>(key)?.levels as Level[] | undefined)?.find(
        (l) => l.methodId === ownerId,
      )
      await api.methods.copyFrom({ id: ownerId, fromItemId })
      if (level) undos.current.push({ methodId: ownerId, before: inputOf(level) })
      setUndoable(undos.current.length)
      await refresh()
    })

  return { view: { ...read, data }, estimate, mayCost, change, undo, undoable: undoable > 0, makeBelow, copyFrom }
}
export type MethodHandle = ReturnType<typeof useMethod>
