import type { Fault } from '../engines/scheduling/check.ts'
import type { Reason, UnplacedCode } from '../engines/scheduling/problem.model.ts'
import type { PlanChange } from './board.model.ts'
import { clockOfMinutes, minutesOf } from './planDay.rules.ts'
import {
  isOutside,
  keyOf,
  machineOf,
  type PlanFacts,
  resourcesOf,
  type StepFacts,
  type WorkFacts,
} from './planFacts.model.ts'

/** What things of a plan are called. */
export type Names = {
  step: (id: number) => { work: WorkFacts; step: StepFacts } | undefined
  operation: (id: number) => string
  machine: (id: number) => string
  person: (id: number) => string
  tool: (id: number) => string
}

export function namesOf(facts: PlanFacts): Names {
  const steps = new Map(facts.work.flatMap((work) => work.steps.map((step) => [step.id, { step, work }] as const)))
  const codes = new Map(facts.centers.flatMap((c) => resourcesOf(c).map((r) => [r.key, r.code] as const)))
  const vendors = new Map(facts.vendors.map((v) => [v.id, v.name]))
  const people = new Map(facts.people.map((p) => [p.id, p.name]))
  const tools = new Map(facts.tools.map((t) => [t.id, t.name]))
  return {
    step: (id) => steps.get(id),
    operation: (id) => {
      const found = steps.get(id)
      return found ? `${found.work.number}/${found.step.sequence}` : ''
    },
    machine: (id) => {
      const key = keyOf(id)
      return isOutside(key) ? (vendors.get(Number(key.slice(1))) ?? 'the vendor') : (codes.get(key) ?? key)
    },
    person: (id) => people.get(id) ?? 'the person',
    tool: (id) => tools.get(id) ?? 'the tool',
  }
}

const because = (other: string, what: string): string => (other ? ` ${what} ${other}` : '')

/** What a start waited for, as a sentence. */
export function reasonText(
  reason: Reason,
  at: { machineId: number; start: number; frozenUntil: number },
  step: StepFacts | undefined,
  names: Names,
): string {
  const other = reason.operationId === undefined ? '' : names.operation(reason.operationId)
  const place = names.machine(at.machineId)
  switch (reason.code) {
    case 'start':
      return 'It can start now.'
    case 'fixed':
      return step?.atVendor ? 'It is at the vendor.' : step?.running ? 'It is running.' : 'A planner pinned it there.'
    case 'frozen':
      return 'It was not in the plan when this stretch was frozen.'
    case 'release':
      return 'Its job is not released before.'
    case 'material':
      if ((step?.readyAt ?? 0) < at.frozenUntil) return 'The frozen zone ends then.'
      return step?.readyReason || 'It waits for material.'
    case 'predecessor':
      return `It waits for ${other}.`
    case 'overlap':
      return `It waits for the first pieces from ${other}.`
    case 'machine':
      return `${place} is busy with ${other}.`
    case 'person':
      return `${names.person(reason.personId ?? 0)} is busy${because(other, 'with')}.`
    case 'tool':
      return `${names.tool(reason.toolId ?? 0)} is in use${because(other, 'for')}.`
    case 'turn':
      return `More urgent work goes first at ${place}${other ? `: ${other}` : ''}.`
    case 'due':
      return 'It is made just in time.'
    case 'pickup':
      return `It is picked up for ${place} then.`
    case 'pinned':
      return `It would run into pinned work at ${place}${other ? `: ${other}` : ''}.`
    case 'calendar':
      if (step?.readyAt && at.start - step.readyAt < 1440) return step.readyReason // it came while we were closed
      return `${place} is closed until then.`
  }
}

export function unplacedText(code: UnplacedCode): string {
  switch (code) {
    case 'calendar-ends':
      return 'The work center has no open time left in the days that the plan looks ahead.'
    case 'predecessor':
      return 'An operation before it has no place.'
    case 'no-person':
      return 'Too few people with the skill are there for it.'
    case 'no-tool':
      return 'Its tool does not exist in the number it needs.'
    case 'no-pickup':
      return 'The vendor picks nothing up in the days that the plan looks ahead.'
    case 'too-large':
      return 'It is too large for the machine.'
    case 'never-unbroken':
      return 'No open stretch is long enough for it.'
  }
}

/** The checker's sentence with names for numbers and clock times for minutes. */
export function faultText(fault: Fault, names: Names, clock: (minutes: number) => string): string {
  return fault.message
    .replace(/\b(operations?|Operations?) (-?\d+)/g, (_all, _word, id) => names.operation(Number(id)) || 'it')
    .replace(/\b[Mm]achine (\d+)/g, (_all, id) => names.machine(Number(id)))
    .replace(/\b[Pp]erson (\d+)/g, (_all, id) => names.person(Number(id)))
    .replace(/\b[Tt]ool (\d+)/g, (_all, id) => names.tool(Number(id)))
    .replace(/\b(-?\d{8}(?:\.\d+)?)\b/g, (_all, minutes) => clock(Number(minutes)))
}

function sayChange(facts: PlanFacts, names: Names, c: PlanChange): string {
  const place = (key: string) => names.machine(machineOf(key))
  const center = (id: number) => facts.centers.find((x) => x.id === id)?.code ?? ''
  const clock = (instant: string) => clockOfMinutes(minutesOf(instant), facts.zone)
  switch (c.kind) {
    case 'move':
      return `${names.operation(c.operationId)}${c.resource ? ` to ${place(c.resource)}` : ''}${c.startAt ? ` at ${clock(c.startAt)}` : ''}`
    case 'unpin':
      return `${names.operation(c.operationId)} unpinned`
    case 'split':
      return c.parts > 1
        ? `${names.operation(c.operationId)} split over up to ${c.parts}`
        : `${names.operation(c.operationId)} in one piece`
    case 'queue':
      return `Queue of ${place(c.resource)}`
    case 'priority':
      return `${facts.work.find((w) => w.jobId === c.jobId)?.job ?? ''} is ${c.priority}`
    case 'rushOrder':
      return `Rush order of ${c.quantity}`
    case 'down':
      return `${c.machineId === null ? center(c.workCenterId) : place(`m${c.machineId}`)} down until ${clock(c.to)}`
    case 'overtime':
      return `Overtime at ${center(c.workCenterId)} from ${clock(c.from)}`
    case 'retime':
    case 'dropTime': {
      const time = facts.times.find((t) => t.id === c.centerTimeId)
      const where = time?.machineId ? place(`m${time.machineId}`) : center(time?.workCenterId ?? 0)
      const what = time?.kind === 'overtime' ? `Overtime at ${where}` : `${where} down`
      return c.kind === 'dropTime' ? `${what}: taken away` : `${what} from ${clock(c.from)} until ${clock(c.to)}`
    }
    case 'outside':
      return `${names.operation(c.operationId)} to ${facts.vendors.find((v) => v.id === c.vendorId)?.name ?? 'a vendor'}`
    case 'releaseHold':
      return 'A held slot given up'
  }
}

/** What a planner did, in a few words. */
export function summaryOf(facts: PlanFacts, changes: readonly PlanChange[]): string {
  const names = namesOf(facts)
  const said = changes.map((c) => sayChange(facts, names, c))
  return said.length <= 3 ? said.join('; ') : `${said.slice(0, 2).join('; ')}; and ${said.length - 2} more`
}
