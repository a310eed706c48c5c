import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { ListInput, listOutput } from './list.model.ts'
import { type Fields, type Master, masterList, type RecordInput, type RecordOf, recordShape } from './master.model.ts'
import { ById, Id, PathId } from './shapes.ts'

type Stored<F extends Fields> = RecordOf<F> & { id: number; archived: boolean }

/** The five endpoints that every master has. Import and export come from the same description. */
export function masterContract<F extends Fields>(master: Master<F>) {
  const record = recordShape(master)
  const stored = z.intersection(z.object({ id: Id, archived: z.boolean() }), record) as unknown as z.ZodType<
    Stored<F>,
    Stored<F>
  >
  const { read, write } = master.needs
  const tags = [master.name]
  return {
    list: endpoint(read)
      .route({ method: 'GET', path: `${master.path}` as `/${string}`, summary: `List ${master.name}`, tags })
      .input(ListInput)
      .output(listOutput(masterList(master as unknown as Master))),
    get: endpoint(read)
      .route({
        method: 'GET',
        path: `${master.path}/{id}` as `/${string}`,
        summary: `Show one of ${master.name}`,
        tags,
      })
      .input(ById)
      .output(stored),
    create: endpoint(write)
      .route({ method: 'POST', path: `${master.path}` as `/${string}`, summary: `Add to ${master.name}`, tags })
      .input(record as unknown as z.ZodType<RecordOf<F>, RecordInput<F>>)
      .output(stored),
    update: endpoint(write)
      .route({
        method: 'PUT',
        path: `${master.path}/{id}` as `/${string}`,
        summary: `Change one of ${master.name}`,
        tags,
      })
      .input(
        z.intersection(z.object({ id: PathId }), record) as unknown as z.ZodType<
          RecordOf<F> & { id: number },
          RecordInput<F> & { id: number }
        >,
      )
      .output(stored),
    archive: endpoint(write)
      .route({
        method: 'POST',
        path: `${master.path}/{id}/archive` as `/${string}`,
        summary: `Archive or restore one of ${master.name}`,
        tags,
      })
      .input(z.object({ id: PathId, archived: z.boolean() }))
      .output(stored),
  }
}
