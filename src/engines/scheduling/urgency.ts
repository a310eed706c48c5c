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
  /** Order of the queues; the finer score is computed among a queue's first entries. */
  key: Float64Array
  /** What the rule knows of each operation, besides time and set-up: see score. */
  base: Float64Array
  scale: Float64Array
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
  const paths: Paths = { work, tail, latestEnd, weight }
  return {
    rule,
    key: queueKey(shop, rule, paths, dueShift),
    ...scoreTerms(shop, rule, paths, dueShift),
    slackScale: k * mean(work),
    setupScale: Math.max(0.1 * k * mean(shop.altSetup), 1e-3),
  }
}

type Paths = {
  /** Least elapsed minutes of each operation, closed time counted on average. */
  work: Float64Array
  /** Longest path behind each operation. */
  tail: Float64Array
  /** Latest end that still lets everything downstream be on time. */
  latestEnd: Float64Array
  /** The greatest weight of a job downstream. */
  weight: Float64Array
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

/** The order in which a queue is looked through. */
function queueKey(shop: Shop, rule: Rule, paths: Paths, dueShift?: Float64Array): Float64Array {
  const { work, tail, latestEnd } = paths
  if (rule === 'edd') return latestEnd
  const key = new Float64Array(shop.count)
  for (let i = 0; i < shop.count; i++) {
    if (rule === 'spt') key[i] = work[i]!
    else if (rule === 'mwkr') key[i] = -tail[i]! - work[i]!
    else if (rule === 'fifo') key[i] = shop.opReady[i]!
    else if (rule === 'given') key[i] = givenRank(shop, paths, i) + (dueShift ? dueShift[shop.opJob[i]!]! : 0)
    else key[i] = latestEnd[i]! - work[i]!
  }
  return key
}

/** What has no rank goes behind all that have one, the one that must start first first. */
const givenRank = (shop: Shop, { latestEnd, work }: Paths, op: number): number =>
  shop.problem.operations[op]!.rank ?? NEVER_DUE + latestEnd[op]! - work[op]!

/** ATC scores with latest start and log weight per minute, the critical ratio with time until due and work left, the others with their key. */
function scoreTerms(shop: Shop, rule: Rule, paths: Paths, dueShift?: Float64Array) {
  const { work, tail, latestEnd, weight } = paths
  const base = new Float64Array(shop.count)
  const scale = new Float64Array(shop.count)
  if (rule !== 'atc' && rule !== 'cr') return { base: queueKey(shop, rule, paths, dueShift), scale }
  for (let i = 0; i < shop.count; i++) {
    base[i] = latestEnd[i]! + (rule === 'atc' ? -work[i]! : tail[i]!)
    scale[i] = rule === 'atc' ? Math.log(Math.max(weight[i]!, 1e-6) / Math.max(work[i]!, 1e-3)) : work[i]! + tail[i]!
  }
  return { base, scale }
}

/** Lower goes first. `base` and `scale` are the operation's, `setup` is what it would need now; for fifo `base` is when it came to the machine. */
export function score(u: Urgency, base: number, scale: number, t: number, setup: number): number {
  switch (u.rule) {
    case 'atc': {
      const slack = base - t
      return (slack > 0 ? slack / u.slackScale : 0) + setup / u.setupScale - scale
    }
    case 'cr': {
      const until = base - t
      return until < 0 ? until * scale : until / Math.max(scale, 1e-9)
    }
    case 'edd':
    case 'spt':
    case 'mwkr':
      return base + setup
    case 'fifo':
    case 'given':
      return base
  }
}
