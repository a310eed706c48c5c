import { startOwnCompany } from './company.commands.ts'
import { getCompany, listUsers, setCompany, welcome } from './company.queries.ts'
import { type Ctx, inTransaction } from './ctx.ts'
import { lookUp } from './master.queries.ts'
import { mayDo, permissions } from './permissions.model.ts'
import { addComment, attachFile, detachFile } from './record.commands.ts'
import { companyContract, recordContract } from './record.contract.ts'
import { attachmentsOf, commentsOn, historyOf } from './record.queries.ts'
import { serve } from './serve.ts'
import { addUser, changeUser } from './user.commands.ts'

const record = serve(recordContract)
export const recordRoutes = {
  history: record.history.handler(({ context, input }) => historyOf(context.db, input.tableName, input.recordId)),
  comments: record.comments.handler(({ context, input }) => commentsOn(context.db, input.tableName, input.recordId)),
  comment: record.comment.handler(({ context, input }) => addComment(context, input)),
  attachments: record.attachments.handler(({ context, input }) =>
    attachmentsOf(context.db, input.tableName, input.recordId),
  ),
  attach: record.attach.handler(({ context, input }) => attachFile(context, input)),
  detach: record.detach.handler(({ context, input }) => detachFile(context, input.id)),
  lookUp: record.lookUp.handler(({ context, input }) => lookUp(context.db, input.name, input.q, input.id)),
}

const meOf = ({ actor }: Ctx) => ({
  userId: actor.userId ?? null,
  name: actor.name,
  roles: [...actor.roles],
  permissions: permissions.filter((p) => mayDo(actor.roles, p)),
})

const company = serve(companyContract)
export const companyRoutes = {
  welcome: company.welcome.handler(({ context }) => welcome(context.db, { loopback: context.loopback === true })),
  me: company.me.handler(({ context }) => meOf(context)),
  get: company.get.handler(({ context }) => getCompany(context.db)),
  update: company.update.handler(({ context, input }) => inTransaction(context, (tx) => setCompany(tx.db, input))),
  start: company.start.handler(({ context, input }) => startOwnCompany(context, input)),
  users: company.users.handler(({ context }) => listUsers(context.db)),
  addUser: company.addUser.handler(({ context, input }) => addUser(context, input)),
  changeUser: company.changeUser.handler(async ({ context, input: { id, ...change } }) => {
    await changeUser(context, id, change)
    return { id }
  }),
}
