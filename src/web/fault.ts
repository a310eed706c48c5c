import type { Refusal } from '../core/refusal.ts'

/** What the server says when it does not do something; see src/core/http.ts. */
export type Fault = {
  status: number | undefined
  message: string
  /** 409: every reason why not. */
  refusals: readonly Refusal[]
  /** 400: what is wrong with which field (a dotted path). */
  issues: readonly { path: string; message: string }[]
}

type Answer = {
  status?: number
  message?: string
  data?: { refusals?: Refusal[]; issues?: { path: string; message: string }[]; faults?: string[] }
}

export const statusOf = (error: unknown): number | undefined => (error as Answer | null)?.status

export const faultOf = (error: unknown): Fault => {
  const { status, message, data } = (error ?? {}) as Answer
  return {
    status,
    message: data?.faults?.join(' ') ?? message ?? String(error),
    refusals: data?.refusals ?? [],
    issues: data?.issues ?? [],
  }
}

/** All reasons as sentences, for a notification or a tooltip. */
export const reasonsOf = (error: unknown): string[] => {
  const fault = faultOf(error)
  if (fault.refusals.length > 0) return fault.refusals.map((r) => r.message)
  if (fault.issues.length > 0) return fault.issues.map((i) => (i.path ? `${i.path}: ${i.message}` : i.message))
  return [fault.message]
}
