import { mayDo, type Permission, type UserRole } from '../core/permissions.model.ts'
import { type Refusal, refuse } from '../core/refusal.ts'
import type {
  JobChange,
  PlanChange,
  PlanTotals,
  ShownJobChange,
  ShownPlanChange,
  ShownTotals,
  ShownTrial,
  Trial,
} from './board.model.ts'

/** The permission that each change needs beside planning.write: what it does to others is theirs. */
const needsOf: Record<PlanChange['kind'], Permission> = {
  move: 'planning.write',
  unpin: 'planning.write',
  split: 'planning.write',
  queue: 'planning.write',
  priority: 'jobs.write',
  rushOrder: 'jobs.write',
  outside: 'jobs.write',
  down: 'planning.downtime',
  overtime: 'planning.downtime',
  retime: 'planning.downtime',
  dropTime: 'planning.downtime',
  releaseHold: 'planning.releaseHold',
}

/** Why these roles may not do the changes, one reason for each permission that is missing. */
export const whyMayNot = (may: (needs: Permission) => boolean, changes: readonly PlanChange[]): Refusal[] =>
  [...new Set(changes.map((c) => needsOf[c.kind]))].flatMap((needs) =>
    refuse(!may(needs), 'plan.may-not', `This needs the permission ${needs}, which your role does not have.`),
  )

export const rolesMay =
  (roles: readonly UserRole[]) =>
  (needs: Permission): boolean =>
    mayDo(roles, needs)

/** Costs, prices and what lateness costs are for those with the right to costs; all others plan in days. */
export const seesMoney = (roles: readonly UserRole[]): boolean => mayDo(roles, 'costing.read')

const unseen = {
  lateMoney: null,
  workInProgressMoney: null,
  earlyMoney: null,
  overtimeMoney: null,
  outsideMoney: null,
  money: null,
} satisfies Partial<ShownTotals>

export const shownTotals = (money: boolean, totals: PlanTotals): ShownTotals =>
  money ? totals : { ...totals, ...unseen }

export const shownJobs = (money: boolean, jobs: readonly JobChange[]): ShownJobChange[] =>
  jobs.map((j) => (money ? j : { ...j, moneyBefore: null, moneyAfter: null, loses: null }))

export const shownChanges = (money: boolean, changes: readonly PlanChange[]): ShownPlanChange[] =>
  changes.map((c) => (money || c.kind !== 'outside' ? c : { ...c, unitPrice: null }))

export const shownTrial = (money: boolean, trial: Trial): ShownTrial => ({
  ...trial,
  before: shownTotals(money, trial.before),
  after: shownTotals(money, trial.after),
  jobs: shownJobs(money, trial.jobs),
})

export const shownSearch = <S extends { money: number | null; result: Trial | null }>(
  money: boolean,
  search: S,
): Omit<S, 'result'> & { result: ShownTrial | null } => ({
  ...search,
  money: money ? search.money : null,
  result: search.result && shownTrial(money, search.result),
})

type Compared = {
  columns: readonly { changes: PlanChange[]; totals: PlanTotals }[]
  jobs: readonly { money: number[] }[]
}
type ShownColumn<C> = Omit<C, 'changes' | 'totals'> & { changes: ShownPlanChange[]; totals: ShownTotals }
type ShownRow<J> = Omit<J, 'money'> & { money: (number | null)[] }
/** What-ifs side by side, without money for those who may not see it. */
export const shownComparison = <C extends Compared>(money: boolean, compared: C) => ({
  ...compared,
  columns: compared.columns.map((c) => ({
    ...c,
    changes: shownChanges(money, c.changes),
    totals: shownTotals(money, c.totals),
  })) as ShownColumn<C['columns'][number]>[],
  jobs: compared.jobs.map((j) => ({ ...j, money: j.money.map((m) => (money ? m : null)) })) as ShownRow<
    C['jobs'][number]
  >[],
})
