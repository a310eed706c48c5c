import type { Shop } from './shop.ts'

/**
 * Dispatching rules. edd: earliest operation due date; atc: apparent tardiness cost with set-up (Vepsalainen and Morton 1987; Lee, Bhaskaran and
 * Pinedo 1997); cr: critical ratio; spt: shortest processing time; fifo: first come; mwkr: most work remaining, due dates aside; given: the
 * operations' own ranks, moved with their jobs' due dates.
 */
export const rules = ['atc', 'edd', 'cr', 'spt', 'fifo', 'mwkr', 'given'] as const
export type Rule = (typeof rules)[number]

export type Urgency = {
  rule: Rule
  /** Least elapsed minutes of each operation, closed time counted on average. */
  work: Float64Array
  /** Longest path behind each operation. */
  tail: Float64Array
  /** Latest end that still lets everything downstream be on time. */
  latestEnd: Float64Array
  logWeightPerMinute: Float64Array
  /** Order of the queues; the finer score is computed among a queue's first entries. */
  key: Float64Array
  /** Scales of the ATC rule: k × mean work, and k × mean set-up. */
  slackScale: number
  setupScale: number
}

/** Stands for "never due": later than any date, yet ordered by work remaining. */
const NEVER_DUE = 1e9

/** `dueShift` (minutes per job, may be empty) moves due dates for the order only; the search uses it to favor jobs. */
export function computeUrgency(shop: Shop, rule: Rule, k: number, dueShift?: Float64Array): Urgency {
  const { count, order, outFirst, outLink, outTo, linkLag, opJob, jobDue, jobWeight } = shop
  const work = leastWork(shop)
  const tail = new Float64Array(count)
  const latestEnd = new Float64Array(count)
  const weight = new Float64Array(count)
  for (let at = count - 1; at >= 0; at--) {
    const i = order[at]!
    const j = opJob[i]!
    let end = jobDue[j]! === Infinity ? Infinity : jobDue[j]! + (dueShift ? dueShift[j]! : 0)
    let behind = 0
    let w = jobDue[j]! === Infinity ? 0 : jobWeight[j]!
    for (let r = outFirst[i]!; r < outFirst[i + 1]!; r++) {
      const s = outTo[r]!
      const lag = linkLag[outLink[r]!]!
      end = Math.min(end, latestEnd[s]! - work[s]! - lag)
      behind = Math.max(behind, tail[s]! + work[s]! + lag)
      w = Math.max(w, weight[s]!)
    }
    latestEnd[i] = end
    tail[i] = behind
    weight[i] = w
  }
  for (let i = 0; i < count; i++)
    if (latestEnd[i] === Infinity) latestEnd[i] = shop.problem.start + NEVER_DUE - tail[i]!
  const logWeightPerMinute = new Float64Array(count)
  for (let i = 0; i < count; i++)
    logWeightPerMinute[i] = Math.log(Math.max(weight[i]!, 1e-6) / Math.max(work[i]!, 1e-3))
  const urgency: Urgency = {
    rule,
    work,
    tail,
    latestEnd,
    logWeightPerMinute,
    key: latestEnd,
    slackScale: k * mean(work),
    setupScale: Math.max(0.1 * k * mean(shop.altSetup), 1e-3),
  }
  urgency.key = queueKey(shop, urgency, dueShift)
  return urgency
}

function leastWork(shop: Shop): Float64Array {
  const {
    count,
    altFirst,
    altMachine,
    altSetup,
    altAttended,
    altUnattended,
    machineStretch,
    machineOutside,
    transitOut,
    transitBack,
  } = shop
  const work = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    let least = Infinity
    for (let a = altFirst[i]!; a < altFirst[i + 1]!; a++) {
      const m = altMachine[a]!
      let w = (altSetup[a]! + altAttended[a]! + altUnattended[a]!) * machineStretch[m]!
      if (machineOutside[m]) w += transitOut[m]! + transitBack[m]!
      if (w < least) least = w
    }
    work[i] = least
  }
  return work
}

function mean(xs: Float64Array): number {
  let sum = 0
  for (let i = 0; i < xs.length; i++) sum += xs[i]!
  return sum > 0 ? sum / xs.length : 1
}

function queueKey(shop: Shop, u: Urgency, dueShift?: Float64Array): Float64Array {
  if (u.rule === 'edd') return u.latestEnd
  const key = new Float64Array(shop.count)
  for (let i = 0; i < shop.count; i++) {
    if (u.rule === 'spt') key[i] = u.work[i]!
    else if (u.rule === 'mwkr') key[i] = -u.tail[i]! - u.work[i]!
    else if (u.rule === 'fifo') key[i] = shop.opReady[i]!
    else if (u.rule === 'given') key[i] = givenRank(shop, u, i) + (dueShift ? dueShift[shop.opJob[i]!]! : 0)
    else key[i] = u.latestEnd[i]! - u.work[i]!
  }
  return key
}

/** What has no rank goes behind all that have one, the one that must start first first. */
const givenRank = (shop: Shop, u: Urgency, op: number): number =>
  shop.problem.operations[op]!.rank ?? NEVER_DUE + u.latestEnd[op]! - u.work[op]!

/** Lower goes first. `setup` is what the operation would need now, `ready` when it came to the machine. */
export function score(u: Urgency, op: number, t: number, setup: number, ready: number): number {
  switch (u.rule) {
    case 'atc': {
      const slack = u.latestEnd[op]! - u.work[op]! - t
      return (slack > 0 ? slack / u.slackScale : 0) + setup / u.setupScale - u.logWeightPerMinute[op]!
    }
    case 'edd':
      return u.latestEnd[op]! + setup
    case 'cr': {
      const left = u.work[op]! + u.tail[op]!
      const until = u.latestEnd[op]! + u.tail[op]! - t
      return until < 0 ? until * left : until / Math.max(left, 1e-9)
    }
    case 'spt':
      return u.work[op]! + setup
    case 'fifo':
      return ready
    case 'mwkr':
      return -u.tail[op]! - u.work[op]! + setup
    case 'given':
      return u.key[op]!
  }
}
