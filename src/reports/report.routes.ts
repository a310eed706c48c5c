import { serve } from '../core/serve.ts'
import { reportContract } from './report.contract.ts'
import { reportsFor, runReport } from './report.queries.ts'
import { today } from './today.queries.ts'

const on = serve(reportContract)

export const reportRoutes = {
  list: on.list.handler(({ context }) =>
    reportsFor(context).map(({ name, group, title, question }) => ({ name, group, title, question })),
  ),
  run: on.run.handler(({ context, input: { name, ...input } }) => runReport(context, name, input)),
  today: on.today.handler(({ context }) => today(context)),
}
