import { useRef, useState } from 'react'
import { api, orpc, queryClient } from '../../web/api.ts'
import { useMay } from '../../web/session.tsx'
import { sayRefused } from '../../web/ui/toast.tsx'
import { useRead } from '../../web/ui/useRead.ts'
import type { MethodLevelInput, MethodView } from '../method.model.ts'
import { inputOf } from '../methodGrid.rules.ts'

type Undo = { methodId: number; before: MethodLevelInput }

/**
 * A method with what it costs at a quantity, and its changes. Each change stores its level at once, one after the other, and
 * can be taken back; a refused one is said and leaves the method as it was.
 */
export function useMethod(methodId: number, quantity: number) {
  const view = useRead(orpc.methods.get, { id: methodId })
  const mayCost = useMay('costing.read')
  const estimate = useRead(orpc.methods.estimate, { id: methodId, quantity }, { enabled: mayCost, keep: true })
  const queue = useRef<Promise<unknown>>(Promise.resolve())
  const undos = useRef<Undo[]>([])
  const [undoable, setUndoable] = useState(0)
  const key = orpc.methods.get.queryKey({ input: { id: methodId } })
  const current = () => queryClient.getQueryData<MethodView>(key)
  const refresh = () => queryClient.invalidateQueries({ queryKey: orpc.methods.key() })

  const inTurn = <T>(act: () => Promise<T>): Promise<T | undefined> => {
    const mine = queue.current.then(act).catch(async (error: unknown) => {
      sayRefused(error)
      await refresh()
      return undefined
    })
    queue.current = mine
    return mine
  }

  /** Stores a level changed by `make`. Resolves to the level as it then is, or to undefined when it was refused. */
  const change = (
    path: string,
    make: (level: MethodLevelInput) => MethodLevelInput,
  ): Promise<MethodView['levels'][number] | undefined> => {
    showAtOnce(current(), path, make, (next) => queryClient.setQueryData(key, next))
    return inTurn(async () => {
      const level = (
        await queryClient.fetchQuery({ ...orpc.methods.get.queryOptions({ input: { id: methodId } }), staleTime: 0 })
      ).levels.find((l) => l.path === path)
      if (!level) return undefined
      const before = inputOf(level as MethodView['levels'][number])
      await api.methods.storeLevel({ id: level.methodId, seenChangedAt: level.changedAt, ...make(before) })
      undos.current.push({ methodId: level.methodId, before })
      setUndoable(undos.current.length)
      await refresh()
      return current()?.levels.find((l) => l.path === path)
    })
  }

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
      const level = current()?.levels.find((l) => l.methodId === ownerId)
      await api.methods.copyFrom({ id: ownerId, fromItemId })
      if (level) undos.current.push({ methodId: ownerId, before: inputOf(level) })
      setUndoable(undos.current.length)
      await refresh()
    })

  return { view, estimate, mayCost, change, undo, undoable: undoable > 0, makeBelow, copyFrom }
}
export type MethodHandle = ReturnType<typeof useMethod>

/** Shows changed values before the server has answered; new and removed rows wait for the answer. */
function showAtOnce(
  view: MethodView | undefined,
  path: string,
  make: (level: MethodLevelInput) => MethodLevelInput,
  put: (next: MethodView) => void,
): void {
  const level = view?.levels.find((l) => l.path === path)
  if (!view || !level) return
  const after = make(inputOf(level))
  const operations = new Map(after.operations.map((o) => [o.id, o]))
  const materials = new Map(after.materials.map((m) => [m.id, m]))
  const changed = {
    ...level,
    operations: level.operations.map((o) => ({ ...o, ...operations.get(o.id), id: o.id })),
    materials: level.materials.map((m) => {
      const next = materials.get(m.id)
      return next && next.itemId === m.itemId ? { ...m, ...next, id: m.id } : m
    }),
  }
  put({ ...view, levels: view.levels.map((l) => (l.path === path ? changed : l)) })
}
