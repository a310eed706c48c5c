import type { Refusal } from '../core/refusal.ts'
import { formatQuantity } from './format.ts'
import { t } from './i18n.ts'

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

/** What the API says of a value, in a person's words; what is not known here stays as it was said. */
export const plainIssue = (message: string): string => {
  if (/received (null|undefined|NaN)$|expected string to have >=1 characters$/.test(message)) return t('faults.needed')
  const [, longest] = /expected string to have <=(\d+) characters$/.exec(message) ?? []
  if (longest) return t('faults.longest', { limit: longest })
  const [, sign, limit] = /expected number to be (<=|>=|<|>)(-?[\d.]+)$/.exec(message) ?? []
  const words = { '<=': 'faults.most', '>=': 'faults.least', '<': 'faults.below', '>': 'faults.above' }[sign ?? '']
  return words && limit ? t(words, { limit: formatQuantity(Number(limit)) }) : message
}

/** `breaks.5.quantity` is the field "Quantity" to a person. */
const fieldOf = (path: string): string =>
  t(
    `fields.${
      path
        .split('.')
        .filter((part) => !/^\d+$/.test(part))
        .at(-1) ?? path
    }`,
  )

export const faultOf = (error: unknown): Fault => {
  const { status, message, data } = (error ?? {}) as Answer
  return {
    status,
    message: data?.faults?.join(' ') ?? message ?? String(error),
    refusals: data?.refusals ?? [],
    issues: (data?.issues ?? []).map((i) => ({ ...i, message: plainIssue(i.message) })),
  }
}

/** All reasons as sentences, for a notification or a tooltip. */
export const reasonsOf = (error: unknown): string[] => {
  const fault = faultOf(error)
  if (fault.refusals.length > 0) return fault.refusals.map((r) => r.message)
  if (fault.issues.length > 0) return fault.issues.map((i) => (i.path ? `${fieldOf(i.path)}: ${i.message}` : i.message))
  return [fault.message]
}
