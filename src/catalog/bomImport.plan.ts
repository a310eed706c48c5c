import { sum } from '../core/decimal.ts'
import type { ImportAct } from '../core/import.model.ts'
import { columnOf, fault, type Mapped, type ReadRow, warning } from '../core/importRead.rules.ts'
import { plain, shown } from '../core/importValue.rules.ts'
import { checkLine, designatorsTwice } from './bomImport.checks.ts'
import { kindOf } from './bomImport.model.ts'
import { alike, derivedNumber, numberLength, parentsOf, readDepths } from './bomImport.rules.ts'
import type { BomItem, BomPlan, BomWorld, Line } from './bomImport.types.ts'

const textOf =
  (row: ReadRow) =>
  (field: string): string =>
    String(row.values[field] ?? '').trim()
const has = (row: ReadRow, field: string): boolean => textOf(row)(field) !== ''

/** Plans a bill of materials; every doubt is said as a warning, and nothing is mended silently. */
export function planBom(rows: readonly ReadRow[], mapped: Mapped, world: BomWorld): BomPlan {
  const plan: BomPlan = {
    faults: [],
    records: [],
    leftOut: new Set(),
    newItems: new Map(),
    existing: new Map(),
    levels: new Map(),
  }
  const at = (field: string) => columnOf(mapped, field)
  const lines = keepLines(rows, plan).map(
    (row): Line => ({
      row,
      number: textOf(row)('number'),
      name: textOf(row)('name').replace(/\s+/g, ' '),
      text: textOf(row),
      parent: -1,
      key: '',
    }),
  )
  hang(lines, plan, mapped, world)
  nameParts(lines, plan, at, world)
  for (const line of lines) checkLine(line, plan, at)
  designatorsTwice(lines, plan, at)
  for (const line of lines) if (!plan.leftOut.has(line.row.row)) addItem(line, lines, plan, world)
  addLevels(lines, plan, world)
  return plan
}

/** Leaves out rows that name no part, such as totals. */
const keepLines = (rows: readonly ReadRow[], plan: BomPlan): ReadRow[] =>
  rows.filter((row) => {
    const part = ['number', 'name', 'value', 'designators', 'quantity', 'dimensions'].some((f) => has(row, f))
    if (part) return true
    plan.leftOut.add(row.row)
    plan.faults.push(
      warning(row.row, 'no-part', 'This row names no part and no quantity, as a total does. It is left out.'),
    )
    plan.records.push({ row: row.row, act: 'skip', label: `row ${row.row}`, detail: 'names no part' })
    return false
  })

/** Finds what each line hangs below; a single top line is the parent item itself. */
function hang(lines: Line[], plan: BomPlan, mapped: Mapped, world: BomWorld): void {
  if (!mapped.mapping.includes('level') || lines.length === 0) return
  const depths = readDepths(lines.map((l) => l.text('level')))
  const numbers: number[] = []
  for (const [i, d] of depths.entries()) {
    if ('fault' in d) plan.faults.push(fault(lines[i]?.row.row ?? 0, 'level', d.fault, columnOf(mapped, 'level')))
    else numbers.push(d.depth)
  }
  if (numbers.length < lines.length) return
  const top = Math.min(...numbers)
  const tops = numbers.filter((n) => n === top).length
  const parents = parentsOf(numbers)
  for (const [i, p] of parents.entries()) {
    const line = lines[i]
    if (!line) continue
    if (typeof p === 'object') plan.faults.push(fault(line.row.row, 'level', p.fault, columnOf(mapped, 'level')))
    else line.parent = p
  }
  const [first] = lines
  if (
    !first ||
    tops !== 1 ||
    lines.length < 2 ||
    numbers[0] !== top ||
    (top !== 0 && !alike(first.number, world.parent.number))
  )
    return
  plan.leftOut.add(first.row.row)
  plan.records.push({
    row: first.row.row,
    act: 'skip',
    label: first.number || first.name,
    detail: `stands for ${world.parent.number} itself`,
  })
  if (first.number !== '' && !alike(first.number, world.parent.number))
    plan.faults.push(
      warning(
        first.row.row,
        'other-parent',
        `The file is for ${shown(first.number)}; its lines go below ${world.parent.number}.`,
        columnOf(mapped, 'number'),
      ),
    )
}

/** What tells parts apart that share a generic name, such as R or Screw. */
const traits = (line: Line): string[] => [line.text('value'), line.text('package'), line.text('dimensions'), line.name]

/** Gives every line its part number: the file's, or one derived from its words where the file has none or a generic one. */
function nameParts(
  lines: readonly Line[],
  plan: BomPlan,
  at: (field: string) => { column: number | null; heading: string },
  world: BomWorld,
): void {
  const used = new Map<string, string>()
  const variants = new Map<string, Set<string>>()
  for (const l of lines)
    if (l.number !== '')
      variants.set(l.number, (variants.get(l.number) ?? new Set()).add(traits(l).map(plain).join('|')))
  for (const line of lines) {
    const identity = traits(line).map(plain).join('|')
    const generic =
      line.number !== '' && (variants.get(line.number)?.size ?? 0) > 1 && world.itemByNumber(line.number) === undefined
    if (line.number !== '' && !generic) {
      line.key = line.number
      if (line.number.length > numberLength)
        plan.faults.push(
          fault(
            line.row.row,
            'number-long',
            `A part number may have at most ${numberLength} characters.`,
            at('number'),
          ),
        )
      continue
    }
    const words = generic
      ? [line.number, line.text('value'), line.text('package'), line.text('dimensions')]
      : [line.name || line.text('value'), ...(line.name ? [] : [line.text('package')]), line.text('dimensions')]
    const base = derivedNumber(...words)
    if (base === '') {
      plan.faults.push(fault(line.row.row, 'no-part', 'The part has neither a number nor a description.', at('number')))
      continue
    }
    const whole = `${line.number}|${identity}`
    line.key = base
    for (let n = 2; used.has(line.key) && used.get(line.key) !== whole; n++) line.key = `${base}-${n}`
    used.set(line.key, whole)
    plan.faults.push(
      generic
        ? warning(
            line.row.row,
            'generic-number',
            `"${shown(line.number)}" stands for ${variants.get(line.number)?.size} different parts; this one is numbered ${line.key}.`,
            at('number'),
          )
        : warning(
            line.row.row,
            'derived-number',
            `No part number; ${line.key} is made from the description.`,
            at('number').column === null ? at('name') : at('number'),
          ),
    )
  }
}

const noteOf = (line: Line, more: readonly string[]): string =>
  [
    ...['value', 'package', 'dimensions']
      .filter((f) => line.text(f) !== '')
      .map((f) => `${f[0]?.toUpperCase()}${f.slice(1)}: ${line.text(f)}`),
    ...(line.row.several.notes ?? []).map((n) => (n.heading === '' ? n.text : `${n.heading}: ${n.text}`)),
    ...more,
  ].join('\n')

/** Every part of the file once: found, or planned to be made. */
function addItem(line: Line, lines: readonly Line[], plan: BomPlan, world: BomWorld): void {
  const { row, key } = line
  if (key === '') return
  const isParent = alike(key, world.parent.number)
  if (isParent) plan.faults.push(fault(row.row, 'cycle', `${world.parent.number} cannot be part of itself.`))
  const cost = row.values.cost as number | undefined
  const here = world.itemByNumber(key)
  if (here) {
    if (!plan.existing.has(key)) {
      plan.records.push({ row: row.row, act: 'same', label: `${here.number} · ${here.name}`, detail: '' })
      if (cost !== undefined && cost !== here.standardCost)
        plan.faults.push(
          warning(
            row.row,
            'price-differs',
            `${here.number} is here already at ${here.standardCost}; the file's price ${cost} is not taken.`,
          ),
        )
      if (line.name !== '' && !alike(line.name, here.name))
        plan.faults.push(warning(row.row, 'name-differs', `${here.number} is here already as "${shown(here.name)}".`))
    }
    plan.existing.set(key, here.id)
    return
  }
  const before = plan.newItems.get(key)
  if (before) {
    if (cost !== undefined && before.cost !== undefined && cost !== before.cost)
      plan.faults.push(warning(row.row, 'prices', `${key} has two prices in the file; ${before.cost} is taken.`))
    return
  }
  const supplier = line.text('supplier')
  const supplierId = supplier === '' ? undefined : world.supplierId(supplier)
  if (supplier !== '' && supplierId === undefined) {
    const message = `There is no supplier "${shown(supplier)}"; the name is kept in the notes of its parts.`
    if (!plan.faults.some((f) => f.message === message)) plan.faults.push(warning(row.row, 'supplier', message))
  }
  const hasBelow = lines.some((l) => l.parent >= 0 && lines[l.parent] === line)
  const type = line.text('type')
  const item: BomItem = {
    number: key,
    name: (
      line.name ||
      (line.number !== '' && line.number !== key
        ? [line.number, line.text('value')].filter(Boolean).join(' ')
        : line.text('value')) ||
      key
    ).slice(0, 200),
    kind: hasBelow ? (kindOf(type) === 'phantom' ? 'phantom' : 'made') : (kindOf(type) ?? 'bought'),
    family: type.slice(0, 60),
    unitId: row.values.unit as number | undefined,
    revision: line.text('revision').slice(0, 20),
    cost,
    supplierId,
    notes: noteOf(line, supplier !== '' && supplierId === undefined ? [`Supplier: ${supplier}`] : []).slice(0, 10_000),
  }
  plan.newItems.set(key, item)
  plan.records.push({
    row: row.row,
    act: 'create',
    label: `${item.number} · ${item.name}`,
    detail: [item.kind, cost === undefined ? '' : String(cost)].filter(Boolean).join(', '),
  })
}

/** Gathers each level's lines; the same part twice below one parent becomes one line, and that is said. */
function addLevels(lines: readonly Line[], plan: BomPlan, world: BomWorld): void {
  const ownerRow = new Map<string, number>()
  for (const line of lines) {
    if (plan.leftOut.has(line.row.row) || line.key === '' || line.row.values.quantity === undefined) continue
    const above = lines[line.parent]
    const owner = above === undefined || plan.leftOut.has(above.row.row) ? '' : above.key
    // A sub-assembly that the file spells out twice is written once.
    const firstRow = ownerRow.get(owner)
    if (above && owner !== '') {
      if (firstRow === undefined) ownerRow.set(owner, above.row.row)
      else if (firstRow !== above.row.row) continue
    }
    const level = plan.levels.get(owner) ?? []
    plan.levels.set(owner, level)
    const quantity = Number(line.row.values.quantity)
    const before = level.find((l) => l.itemKey === line.key)
    if (before) {
      plan.faults.push(
        warning(
          line.row.row,
          'part-twice',
          `${line.key} is in row ${before.row} too: one line with ${sum([before.quantityPer, quantity])} is made.`,
        ),
      )
      before.quantityPer = sum([before.quantityPer, quantity])
      before.designators = [before.designators, line.text('designators')].filter(Boolean).join(' ').slice(0, 4000)
      continue
    }
    level.push({
      itemKey: line.key,
      quantityPer: quantity,
      scrapPercent: Number(line.row.values.scrap ?? 0),
      designators: line.text('designators').replace(/\s*\n\s*/g, ' '),
      note: line.text('dimensions').slice(0, 500),
      row: line.row.row,
    })
  }
  for (const [owner, level] of plan.levels) {
    const act: ImportAct = (owner === '' ? world.parent.id !== undefined : plan.existing.has(owner))
      ? 'change'
      : 'create'
    plan.records.push({
      row: 0,
      act,
      label: `Method of ${owner || world.parent.number}`,
      detail: `${level.length} materials`,
    })
  }
}
