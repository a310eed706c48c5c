import { commitRow, leaveQueue, release } from './commit.ts'
import { placeInQueue, queuedOp } from './queue.ts'
import type { Run } from './run.ts'
import type { Shop } from './shop.ts'
import { newTrial, type Trial, tryStart } from './trial.ts'

/** Starts a batch: the chosen operation and the most urgent of its queue that may share its run, up to the machine's load. */
export function gatherBatch(run: Run, machine: number, head: Trial, t: number): void {
  const { shop } = run
  const members = [head]
  const limit = shop.machineLoad[machine]!
  let load = shop.opBatchLoad[head.op]!
  let joint = head
  const queue = run.queues[machine]!
  const candidates: number[] = []
  for (let at = 0; at < queue.size; at++) {
    const op = queuedOp(queue, at)
    if (shop.opBatchKey[op]! >= 0 && shop.opBatchKey[op] === shop.opBatchKey[head.op]) candidates.push(op)
  }
  candidates.sort((a, b) => run.urgency.key[a]! - run.urgency.key[b]! || a - b)
  for (const op of candidates) {
    if (load + shop.opBatchLoad[op]! > limit + 1e-9 || !sameNeeds(shop, head.op, op)) continue
    const longer = extend(run, joint, op)
    const own = newTrial(op, run.opAlt[op]!, head.lane, shop.opQuantity[op]!, longer.setup)
    own.attended = longer.attended
    own.unattended = longer.unattended
    // Each member's own links, and the run as it would become, must allow this start.
    if (tryStart(run, own, t) > t || tryStart(run, longer, t) > t) continue
    load += shop.opBatchLoad[op]!
    members.push(own)
    joint = longer
  }
  for (const member of members) {
    if (member !== head) leaveQueue(run, machine, placeInQueue(queue, member.op))
    commitMember(run, member, joint, members)
  }
  for (const member of members) release(run, member.op)
}

/** The run with one more member: the longest of each phase. */
function extend(run: Run, joint: Trial, op: number): Trial {
  const { shop } = run
  const alt = run.opAlt[op]!
  const longer = newTrial(joint.op, joint.alt, joint.lane, joint.quantity, joint.setup)
  if (shop.opFamily[op]! < 0 || shop.machineMatrix[shop.altMachine[alt]!]! < 0) {
    const same = shop.opFamily[op]! >= 0 && shop.opFamily[op] === run.laneFamily[joint.lane]
    longer.setup = Math.max(joint.setup, same ? 0 : shop.altSetup[alt]!)
  } else if (run.laneFamily[joint.lane]! < 0) longer.setup = Math.max(joint.setup, shop.altSetup[alt]!)
  longer.attended = Math.max(
    joint.attended >= 0 ? joint.attended : shop.altAttended[joint.alt]!,
    shop.altAttended[alt]!,
  )
  longer.unattended = Math.max(
    joint.unattended >= 0 ? joint.unattended : shop.altUnattended[joint.alt]!,
    shop.altUnattended[alt]!,
  )
  return longer
}

function commitMember(run: Run, member: Trial, joint: Trial, members: readonly Trial[]): void {
  const first = member === members[0]
  // The people, tools and lane are booked once, by the head; the others only show them.
  const people = joint.people
  const row = {
    ...member,
    setup: joint.setup,
    start: joint.start,
    attendedEnd: joint.attendedEnd,
    end: joint.end,
    people: first ? people : [],
    units: first ? joint.units : [],
  }
  const at = run.plan.rows
  if (first) commitRow(run, row)
  else {
    const { laneFree, laneLast } = run
    const [free, last] = [laneFree[member.lane]!, laneLast[member.lane]!]
    // The reason is found from what was free before the run began.
    laneFree[member.lane] = -Infinity
    commitRow(run, row)
    laneFree[member.lane] = free
    laneLast[member.lane] = last
  }
  if (!first && people.length > 0) run.plan.rowPeople.set(at, people)
}

function sameNeeds(shop: Shop, a: number, b: number): boolean {
  const { crewFirst, crewSkill, crewCount, toolFirst, toolOf, opFamily, jobRush, opJob } = shop
  if (opFamily[a] !== opFamily[b] || jobRush[opJob[a]!] !== jobRush[opJob[b]!]) return false
  const crew = crewFirst[a + 1]! - crewFirst[a]!
  const tools = toolFirst[a + 1]! - toolFirst[a]!
  if (crew !== crewFirst[b + 1]! - crewFirst[b]! || tools !== toolFirst[b + 1]! - toolFirst[b]!) return false
  for (let k = 0; k < crew; k++) {
    if (
      crewSkill[crewFirst[a]! + k] !== crewSkill[crewFirst[b]! + k] ||
      crewCount[crewFirst[a]! + k] !== crewCount[crewFirst[b]! + k]
    )
      return false
  }
  for (let k = 0; k < tools; k++) if (toolOf[toolFirst[a]! + k] !== toolOf[toolFirst[b]! + k]) return false
  return true
}
