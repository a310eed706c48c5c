import type { Fault } from '../engines/scheduling/check.ts'
import type { Cause } from '../engines/scheduling/explain.ts'
import type { Weights } from '../engines/scheduling/objective.ts'
import type { Answer, Job, Operation, Problem } from '../engines/scheduling/problem.model.ts'

/** What a plan worker is asked. Problems and answers go to it and back as plain data. */
export type PlanQuestion =
  /** Keep the order that is there (operations' ranks); what has none is put in by urgency. */
  | { kind: 'keep'; problem: Problem; judged: boolean; justInTime: boolean }
  /** Look for a cheaper plan for so many milliseconds. */
  | { kind: 'improve'; problem: Problem; milliseconds: number; seed: number; weights: Weights }
  /** Put each of the extras, alone, into the gaps of the plan as it is kept, moving nobody. */
  | { kind: 'fit'; problem: Problem; justInTime: boolean; extras: readonly Extra[] }

export type Extra = { jobs: readonly Job[]; operations: readonly Operation[] }

export type Solved = { answer: Answer; faults: Fault[]; better: number }
/** The chain behind each job of the extra, by job id. */
export type Fitted = { answer: Answer; causes: Cause[] }
export type PlanAnswer = { kind: 'solved'; solved: Solved } | { kind: 'fitted'; fitted: Fitted[] }

export type ToWorker = { id: number; question: PlanQuestion; stop: SharedArrayBuffer }
export type FromWorker =
  | { id: number; kind: 'done'; answer: PlanAnswer }
  | { id: number; kind: 'failed'; message: string }
  | { id: number; kind: 'progress'; better: number; cost: number }
