import { type Fault, judge } from '../engines/scheduling/check.ts'
import { causes } from '../engines/scheduling/explain.ts'
import { closedTimeExplained } from '../engines/scheduling/explainClosed.ts'
import { improve } from '../engines/scheduling/improve.ts'
import { justInTime } from '../engines/scheduling/justInTime.ts'
import type { Answer, Operation, Placement, Problem } from '../engines/scheduling/problem.model.ts'
import { schedule } from '../engines/scheduling/schedule.ts'
import type { Extra, Fitted, PlanAnswer, PlanQuestion } from './planWork.model.ts'

/** Every operation with a rank: its own, else where a plan by urgency would start it. */
export function ranked(problem: Problem): Problem {
  const some = problem.operations.some((o) => o.rank !== undefined)
  if (!some || problem.operations.every((o) => o.rank !== undefined || o.fixed)) return problem
  const starts = new Map(schedule(problem).placements.map((p) => [p.operationId, p.start]))
  const rankOf = (o: Operation) => o.rank ?? starts.get(o.id)
  return {
    ...problem,
    operations: problem.operations.map((o) => {
      const rank = rankOf(o)
      return rank === undefined ? o : { ...o, rank }
    }),
  }
}

/** A plan in the order that is there; the first plan, when there is none, goes by urgency. */
const keep = (problem: Problem): Answer =>
  problem.operations.some((o) => o.rank !== undefined)
    ? schedule(ranked(problem), { rule: 'given' })
    : schedule(problem)

/** The plan as it is kept, with reasons that look through closed time, and early work moved to its day where that is wished. */
function live(problem: Problem, late: boolean): Answer {
  const answer = closedTimeExplained(problem, keep(problem))
  return late ? justInTime(problem, answer) : answer
}

const noFaults: Fault[] = []

/** The problem with every operation fixed where the answer has it; split ones keep their place in the order instead. */
function asItStands(problem: Problem, answer: Answer): Problem {
  const parts = Map.groupBy(answer.placements, (p) => p.operationId)
  return {
    ...problem,
    operations: problem.operations.flatMap((o): Operation[] => {
      const own = parts.get(o.id) ?? []
      const [p] = own as [Placement | undefined]
      if (p === undefined) return []
      if (o.fixed) return [{ ...o, after: [] }]
      if (own.length > 1) return [{ ...o, after: [], rank: Number.MIN_SAFE_INTEGER }]
      return [
        {
          ...o,
          after: [],
          crew: [],
          fixed: {
            machineId: p.machineId,
            start: p.start,
            setupMinutes: p.setupMinutes,
            personIds: p.people.map((b) => b.personId),
          },
        },
      ]
    }),
  }
}

function fitEach(problem: Problem, extras: readonly Extra[], late: boolean): Fitted[] {
  const kept = live(problem, late)
  const standing = asItStands(problem, kept)
  // To the solver what stands is fixed; to a reader it waits for what it waited for before.
  const reasons = new Map(kept.placements.map((p) => [p.operationId, p.reason]))
  return extras.map((extra) => {
    const whole = {
      ...standing,
      jobs: [...standing.jobs, ...extra.jobs],
      operations: [...standing.operations, ...extra.operations],
    }
    const found = closedTimeExplained(whole, schedule(whole))
    const answer = {
      ...found,
      placements: found.placements.map((p) => ({ ...p, reason: reasons.get(p.operationId) ?? p.reason })),
    }
    const own = new Set(extra.operations.map((o) => o.id))
    return {
      causes: extra.jobs.flatMap((j) => causes(whole, answer, j.id)),
      answer: {
        ...answer,
        placements: answer.placements.filter((p) => own.has(p.operationId)),
        jobs: answer.jobs.filter((j) => extra.jobs.some((x) => x.id === j.jobId)),
        unplaced: answer.unplaced.filter((u) => own.has(u.operationId)),
      },
    }
  })
}

export type SolveOptions = { stop: () => boolean; better: (found: number, cost: number) => void }

/** Answers a question in the thread it is called in. */
export function solve(question: PlanQuestion, { stop, better }: SolveOptions): PlanAnswer {
  if (question.kind === 'fit')
    return { kind: 'fitted', fitted: fitEach(question.problem, question.extras, question.justInTime) }
  if (question.kind === 'keep') {
    const answer = live(question.problem, question.justInTime)
    return {
      kind: 'solved',
      solved: { answer, faults: question.judged ? judge(question.problem, answer) : noFaults, better: 0 },
    }
  }
  let found = 0
  const problem = ranked(question.problem)
  const answer = improve(problem, {
    seed: question.seed,
    weights: question.weights,
    stop,
    better: (_answer, cost) => better(++found, cost),
  })
  return { kind: 'solved', solved: { answer, faults: judge(problem, answer), better: found } }
}
