/**
 * Materials and capacity together: node bench/scheduleMaterials.ts [--demands 10000] [--seed N] [--no-check]
 *
 * Made-up demands for items with methods of three levels (a top, two assemblies in it, a part in each): exploded to work orders, netted against stock and purchase orders, and planned on
 * 60 machines in 20 work centers with shift calendars. Everything is decided by the product's own rules and engine; only reading from and writing to the database is left out.
 */
import { parseArgs } from 'node:util'
import { faults } from '../src/engines/scheduling/check.ts'
import type { Window } from '../src/engines/scheduling/problem.model.ts'
import { type Random, seeded } from '../src/engines/scheduling/random.ts'
import { schedule } from '../src/engines/scheduling/schedule.ts'
import {
  daysBefore,
  leadDays,
  requiredQuantity,
  startQuantity,
  type TakingLine,
  usedQuantity,
} from '../src/jobs/job.rules.ts'
import { instantOfDay, minutesOf } from '../src/planning/planDay.rules.ts'
import type { CenterFacts, PlanFacts, StepFacts, WorkFacts } from '../src/planning/planFacts.model.ts'
import { problemOf } from '../src/planning/planProblem.rules.ts'
import { completeOn, type ExpectedSupply, type MaterialDemand, netMaterials } from '../src/purchasing/netting.rules.ts'
import { addDays } from '../src/purchasing/purchase.rules.ts'

type Line = TakingLine & { itemId: number }
type Step = { kind: 'inside'; centers: number[]; setupMinutes: number; runMinutes: number; scrapPercent: number }
/** `lines` are bought; `children` are made. */
type Method = { steps: Step[]; lines: Line[]; children: { method: Method; line: Line }[] }
type Demand = { id: number; method: Method; quantity: number; dueOn: string }

const { values } = parseArgs({
  options: {
    demands: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    'no-check': { type: 'boolean', default: false },
  },
})
const today = '2026-01-05'
const zone = 'UTC'
const start = minutesOf(instantOfDay(today, zone))
const [boughtItems, products, centers, machinesEach] = [400, 60, 20, 3]
const count = Number(values.demands)
const random = seeded(Number(values.seed))
const methods = Array.from({ length: products }, () => methodOf(random, 3))
const days = Math.ceil(count / 90) + 20
const demands = Array.from({ length: count }, (_, k): Demand => {
  const dueOn = addDays(today, 10 + random.below(days))
  return { id: k + 1, method: methods[random.below(products)]!, quantity: 1 + random.below(5), dueOn }
})

const times = new Map<string, number>()
const exploded = timed('explode', () => explode(demands))
const stock = new Map(Array.from({ length: boughtItems }, (_, i) => [i + 1, 20 * random.below(count / 40)]))
const supplies = suppliesOf(random)
const netted = timed('net', () => netMaterials(exploded.materials, stock, supplies))
const facts = timed('waits', () => withWaits(exploded.work))
const { problem } = timed('problem', () => problemOf(facts))
const plan = timed('plan', () => schedule(problem))
const checked = values['no-check'] ? null : timed('check', () => faults(problem, plan))
report()

function timed<T>(what: string, work: () => T): T {
  const before = process.cpuUsage()
  const result = work()
  const used = process.cpuUsage(before)
  times.set(what, (used.user + used.system) / 1e6)
  return result
}

function methodOf(r: Random, levels: number): Method {
  const step = (): Step => {
    const center = 1 + r.below(centers)
    const setupMinutes = 5 + r.below(20)
    return { kind: 'inside', centers: [center], setupMinutes, runMinutes: 2 + r.below(8), scrapPercent: r.below(3) }
  }
  const line = (itemId: number, scrapPercent: number, supply: Line['supply']): Line => {
    return { itemId, quantityPer: 1 + r.below(4), fixedQuantity: 0, scrapPercent, supply, decimals: 0 }
  }
  const children = levels === 3 ? 2 : levels === 2 ? 1 : 0
  return {
    steps: [step(), step()],
    lines: Array.from({ length: 1 + r.below(2) }, () => line(1 + r.below(boughtItems), r.below(4), 'stock')),
    children: Array.from({ length: children }, () => ({
      method: methodOf(r, levels - 1),
      line: { ...line(0, 0, 'make'), quantityPer: 1 + r.below(2) },
    })),
  }
}

/** Work orders with what they need, each child due before its parent starts. */
function explode(all: readonly Demand[]): { work: WorkFacts[]; materials: MaterialDemand[] } {
  const work: WorkFacts[] = []
  const materials: MaterialDemand[] = []
  let stepId = 0
  const make = (
    d: Demand,
    method: Method,
    quantity: number,
    dueOn: string,
    top: number,
    parent: number | null,
  ): void => {
    const id = work.length + 1
    const begun = startQuantity(
      quantity,
      method.steps.map((s) => s.scrapPercent),
      0,
    )
    const own = method.steps.map((s) => ({ ...s, leadDays: 0 }))
    const neededOn = daysBefore(dueOn, leadDays(own, begun))
    const steps = method.steps.map((s, k) => stepFacts(++stepId, s, k, begun))
    work.push(workFacts(id, d, quantity, dueOn, top || id, parent, steps))
    for (const line of method.lines) {
      const open = usedQuantity(line, begun)
      materials.push({
        materialId: materials.length + 1,
        workOrderId: id,
        itemId: line.itemId,
        open,
        reserved: 0,
        neededOn,
      })
    }
    for (const child of method.children)
      make(d, child.method, requiredQuantity(child.line, begun), neededOn, top || id, id)
  }
  for (const d of all) make(d, d.method, d.quantity, d.dueOn, 0, null)
  return { work, materials }
}

function stepFacts(id: number, s: Step, k: number, quantity: number): StepFacts {
  return {
    id,
    operationId: id,
    sequence: 10 * (k + 1),
    name: '',
    kind: s.kind,
    workCenterIds: s.centers,
    vendorId: null,
    setupMinutes: s.setupMinutes,
    runMinutesLeft: s.runMinutes * quantity,
    attendedPercent: 100,
    quantityLeft: quantity,
    overlapQuantity: 0,
    crew: 0,
    setupFamily: '',
    tooling: '',
    outsideMinutes: 0,
    outsidePrice: 0,
    atVendor: false,
    running: false,
    startedAt: null,
    runningMachineId: null,
    runningPersonIds: [],
    readyAt: null,
    readyReason: '',
    materialMissing: false,
    usesMaterial: k === 0,
    choice: null,
    kept: null,
  }
}

function workFacts(
  id: number,
  d: Demand,
  quantity: number,
  dueOn: string,
  topId: number,
  parentId: number | null,
  steps: StepFacts[],
): WorkFacts {
  return {
    id,
    number: String(id),
    jobId: d.id,
    job: String(d.id),
    customers: '',
    item: '',
    quantity,
    topId,
    parentId,
    usedAtSequence: null,
    dueOn,
    dueAt: minutesOf(instantOfDay(addDays(dueOn, 1), zone)),
    normalWeight: 50,
    rush: d.id % 40 === 0,
    held: false,
    holdId: null,
    steps,
  }
}

/** Purchase orders for each bought item, some of them late for what needs them. */
function suppliesOf(r: Random): ExpectedSupply[] {
  return Array.from({ length: boughtItems * 15 }, (_, k) => ({
    lineId: k + 1,
    itemId: 1 + (k % boughtItems),
    open: 1 + r.below(count / 30),
    expectedOn: addDays(today, r.below(days)),
    pegs: [],
  }))
}

/** The first operation of a work order waits for the last of its material; what nobody has ordered takes three weeks. */
function withWaits(work: readonly WorkFacts[]): PlanFacts {
  const readyAt = new Map<number, { at: number; missing: boolean }>()
  for (const n of netted) {
    const complete = completeOn(n)
    if (complete === '') continue
    const at = minutesOf(instantOfDay(complete ?? addDays(today, 21), zone))
    if (at > (readyAt.get(n.workOrderId)?.at ?? start)) readyAt.set(n.workOrderId, { at, missing: complete === null })
  }
  const waiting = work.map((w) => {
    const wait = readyAt.get(w.id)
    const steps = w.steps.map((s, k) =>
      k > 0 || !wait ? s : { ...s, readyAt: wait.at, materialMissing: wait.missing },
    )
    return { ...w, steps }
  })
  return { ...shopOf(), work: waiting }
}

function shopOf(): Omit<PlanFacts, 'work'> {
  const center = (_: unknown, k: number): CenterFacts => ({
    id: k + 1,
    code: `C${k + 1}`,
    name: '',
    calendarId: 1,
    machines: machinesEach,
    records: Array.from({ length: machinesEach }, (_x, m) => ({ id: k * machinesEach + m + 1, code: '', name: '' })),
    efficiencyPercent: 100,
    queueMinutes: 0,
    moveMinutes: 10,
    heldBackPercent: 0,
    hourCost: 0,
  })
  return {
    start,
    zone,
    settings: {
      frozenHours: 0,
      latePerDay: 50,
      lateValuePercent: 0,
      rushFactor: 10,
      setupPerHour: 0,
      workInProgressPerDay: 0,
      earlyPerDay: 0,
      overtimePercent: 0,
      planPeople: false,
      horizonDays: 366,
      holdDays: 7,
    },
    centers: Array.from({ length: centers }, center),
    vendors: [],
    people: [],
    tools: [],
    setupTimes: [],
    times: [],
    calendars: [{ id: 1, windows: shifts(4 * days + 200) }],
  }
}

/** Two shifts on five days a week. */
function shifts(length: number): Window[] {
  const windows: Window[] = []
  for (let day = 0; day < length; day++) {
    if (day % 7 > 4) continue
    const midnight = start + day * 1440
    windows.push({ from: midnight + 360, to: midnight + 840, attended: true })
    windows.push({ from: midnight + 840, to: midnight + 1320, attended: true })
  }
  return windows
}

function report(): void {
  const short = netted.filter((n) => n.short > 0).length
  const late = plan.jobs.filter((j) => j.lateMinutes > 0).length
  const waits = problem.operations.filter((o) => o.readyAt !== undefined).length
  const decided = [...times].filter(([what]) => what !== 'check').reduce((total, [, seconds]) => total + seconds, 0)
  console.log(
    `${count} demands, ${exploded.work.length} work orders, ${problem.operations.length} operations on ${centers * machinesEach} machines`,
  )
  console.log(
    `${exploded.materials.length} material lines, ${short} of them short; ${waits} operations wait for material to come`,
  )
  console.log(
    `${late} demands late; done after ${((plan.makespanEnd - start) / 1440).toFixed(0)} days; ${plan.unplaced.length} operations without a place`,
  )
  for (const [what, seconds] of times) console.log(`  ${what.padEnd(8)} ${seconds.toFixed(2)} s CPU`)
  console.log(
    `  all but the check ${decided.toFixed(2)} s CPU; checker ${checked === null ? 'not asked' : checked.length === 0 ? 'passed' : `FAULTY: ${checked[0]}`}`,
  )
  process.exitCode = checked !== null && checked.length > 0 ? 1 : 0
}
