import type { MethodDifference } from './compare.model.ts'
import type { MethodTree } from './method.model.ts'

type Operation = MethodTree['operations'][number]
type Material = MethodTree['materials'][number]
type Shown = Record<string, string | number | null>

/** What of an operation counts as a difference, as people name it. */
const operationFacts = (o: Operation): Shown => ({
  sequence: o.sequence,
  name: o.name,
  kind: o.kind,
  workCenter: o.workCenterName,
  setupMinutes: o.setupMinutes,
  runMinutes: o.runMinutes,
  crew: o.crew,
  attendedPercent: o.attendedPercent,
  scrapPercent: o.scrapPercent,
  overlapQuantity: o.overlapQuantity,
  supplier: o.supplierName,
  unitPrice: o.unitPrice,
  minimumCharge: o.minimumCharge,
  leadDays: o.leadDays,
  tooling: o.tooling,
  toolingCost: o.toolingCost,
  setupFamily: o.setupFamily,
  instructions: o.instructions,
  alternates: [...o.alternateWorkCenterIds].sort((a, b) => a - b).join(', '),
})

const materialFacts = (m: Material): Shown => ({
  line: m.line,
  item: m.itemNumber,
  quantityPer: m.quantityPer,
  fixedQuantity: m.fixedQuantity,
  scrapPercent: m.scrapPercent,
  supply: m.supply,
  operationSequence: m.operationSequence,
  designators: m.designators,
  note: m.note,
  alternates: m.alternates.map((a) => a.itemNumber).join(', '),
})

const changedFields = (left: Shown, right: Shown): MethodDifference['fields'] =>
  Object.keys(left).flatMap((field) =>
    (left[field] ?? null) === (right[field] ?? null)
      ? []
      : [{ field, left: left[field] ?? null, right: right[field] ?? null }],
  )

type Pair<T> = [left: T | undefined, right: T | undefined]

/** Pairs rows by the first way of matching that fits; each row is in exactly one pair. */
function pairs<T>(left: readonly T[], right: readonly T[], ways: readonly ((row: T) => string)[]): Pair<T>[] {
  const partner = new Map<T, T>()
  const taken = new Set<T>()
  for (const key of ways) {
    const free = new Map<string, T[]>()
    for (const r of right) if (!taken.has(r)) free.set(key(r), [...(free.get(key(r)) ?? []), r])
    for (const l of left) {
      const match = partner.has(l) ? undefined : free.get(key(l))?.shift()
      if (match === undefined) continue
      partner.set(l, match)
      taken.add(match)
    }
  }
  return [
    ...left.map((l): Pair<T> => [l, partner.get(l)]),
    ...right.filter((r) => !taken.has(r)).map((r): Pair<T> => [undefined, r]),
  ]
}

const changeOf = (left: unknown, right: unknown): MethodDifference['change'] =>
  left === undefined ? 'added' : right === undefined ? 'removed' : 'changed'

/**
 * What differs between two methods, level by level. Operations are matched by sequence; materials by line and item, then by
 * item, then by line. Ids, owners and costs are no difference. `path` is the item numbers from the top to the level.
 */
export function compareMethods(
  left: MethodTree,
  right: MethodTree,
  path: readonly string[] = [left.itemNumber],
): MethodDifference[] {
  const at = path.join(' › ')
  const found: MethodDifference[] = []
  for (const [l, r] of pairs(left.operations, right.operations, [(o) => String(o.sequence)])) {
    const [a, b] = [l && operationFacts(l), r && operationFacts(r)]
    const fields = a && b ? changedFields(a, b) : []
    const o = l ?? r
    if (o && (!l || !r || fields.length > 0))
      found.push({ path: at, part: 'operation', change: changeOf(l, r), key: o.sequence, label: o.name, fields })
  }
  for (const [l, r] of pairs(left.materials, right.materials, [
    (m) => `${m.line}/${m.itemId}`,
    (m) => String(m.itemId),
    (m) => String(m.line),
  ])) {
    const fields = l && r ? changedFields(materialFacts(l), materialFacts(r)) : []
    const m = l ?? r
    if (m && (!l || !r || fields.length > 0))
      found.push({
        path: at,
        part: 'material',
        change: changeOf(l, r),
        key: m.line,
        label: `${m.itemNumber} ${m.itemName}`,
        fields,
      })
    if (l?.child && r?.child && l.itemId === r.itemId)
      found.push(...compareMethods(l.child, r.child, [...path, l.itemNumber]))
    else if (l && r && l.itemId === r.itemId && l.supply === 'make' && r.supply === 'make' && !l.child !== !r.child)
      found.push({
        path: [at, l.itemNumber].join(' › '),
        part: 'method',
        change: changeOf(l.child ?? undefined, r.child ?? undefined),
        key: l.line,
        label: l.itemNumber,
        fields: [],
      })
  }
  return found
}
