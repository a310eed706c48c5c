import { ORPCError } from '@orpc/server'
import { startOwnCompany } from './company.commands.ts'
import { getCompany, listUsers, setCompany, welcome } from './company.queries.ts'
import { type Ctx, inTransaction } from './ctx.ts'
import { lookUp } from './master.queries.ts'
import { mayDo, permissions } from './permissions.model.ts'
import { addComment, attachFile, detachFile } from './record.commands.ts'
import { companyContract, recordContract } from './record.contract.ts'
import { attachmentsOf, commentsOn, getAttachment, historyOf } from './record.queries.ts'
import { mayAttach, mayDetach, maySeeRecord, type RecordAccess } from './recordAccess.model.ts'
import { serve } from './serve.ts'
import { addUser, changeUser } from './user.commands.ts'

const record = serve(recordContract)

const allowed = (may: boolean): void => {
  if (!may) throw new ORPCError('FORBIDDEN', { message: 'Your role may not do this on that record.' })
}

export const recordRoutes = (access: RecordAccess) => ({
  history: record.history.handler(({ context: { db, actor }, input }) => {
    allowed(maySeeRecord(access, actor, input.tableName))
    return historyOf(db, input.tableName, input.recordId)
  }),
  comments: record.comments.handler(({ context: { db, actor }, input }) => {
    allowed(maySeeRecord(access, actor, input.tableName))
    return commentsOn(db, input.tableName, input.recordId)
  }),
  comment: record.comment.handler(({ context, input }) => {
    allowed(maySeeRecord(access, context.actor, input.tableName))
    return addComment(context, input)
  }),
  attachments: record.attachments.handler(async ({ context: { db, actor }, input }) => {
    allowed(maySeeRecord(access, actor, input.tableName))
    const files = await attachmentsOf(db, input.tableName, input.recordId)
    return {
      mayAttach: mayAttach(access, actor, input.tableName),
      files: files.map((f) => ({
        ...f,
        mayDetach: mayDetach(access, actor, { tableName: input.tableName, by: f.by }),
      })),
    }
  }),
  attach: record.attach.handler(({ context, input }) => {
    allowed(mayAttach(access, context.actor, input.tableName))
    return attachFile(context, input)
  }),
  detach: record.detach.handler(async ({ context, input }) => {
    allowed(mayDetach(access, context.actor, await getAttachment(context.db, input.id)))
    return detachFile(context, input.id)
  }),
  lookUp: record.lookUp.handler(({ context, input }) => lookUp(context.db, input.name, input.q, input.id)),
})

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
