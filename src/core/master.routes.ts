import { archiveMaster, createMaster, updateMaster } from './master.commands.ts'
import { masterContract } from './master.contract.ts'
import type { Fields, Master, RecordOf } from './master.model.ts'
import { checkMasterTable, getMaster, listMaster, type MasterTable, registerMaster } from './master.queries.ts'
import { serve } from './serve.ts'

/** The routes of a described master; registers it, so that references and imports find it by name. */
export function masterRoutes<F extends Fields>(master: Master<F>, table: MasterTable) {
  const plain = master as unknown as Master
  checkMasterTable(plain, table)
  registerMaster(plain, table)
  const on = serve(masterContract(master))
  return {
    list: on.list.handler(({ context, input }) => listMaster(context.db, plain, table, input)),
    get: on.get.handler(({ context, input }) => getMaster(context.db, master, table, input.id)),
    create: on.create.handler(({ context, input }) => createMaster(context, master, table, input as RecordOf<F>)),
    update: on.update.handler(({ context, input: { id, ...record } }) =>
      updateMaster(context, master, table, id, record as unknown as RecordOf<F>),
    ),
    archive: on.archive.handler(({ context, input }) =>
      archiveMaster(context, master, table, input.id, input.archived),
    ),
  }
}
