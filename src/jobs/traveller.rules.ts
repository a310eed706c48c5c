type OperationFacts = {
  sequence: number
  name: string
  kind: string
  workCenterName: string | null
  supplierName: string | null
  setupMinutes: number
  runMinutes: number
  crew: number
  tooling: string
  instructions: string
}
type MaterialFacts = { line: number; itemNumber: string; quantityPer: number; fixedQuantity: number; scrapPercent: number; note: string }

/** What a person at the operation works by, as one text: when it changes, a paper that shows it is outdated. */
export const operationText = (o: OperationFacts, materials: readonly MaterialFacts[]): string =>
  JSON.stringify([
    [o.sequence, o.name, o.kind, o.workCenterName, o.supplierName, o.setupMinutes, o.runMinutes, o.crew, o.tooling, o.instructions],
    materials.map((m) => [m.line, m.itemNumber, m.quantityPer, m.fixedQuantity, m.scrapPercent, m.note]),
  ])

/** A work order as printed: a code of the whole traveller and, on an operation's own code, one of that operation. */
export type PrintedCode = { workOrder: string; sequence: number | null; whole: string | null; part: string | null }

export const printedCode = (c: PrintedCode): string =>
  `${c.workOrder}${c.sequence === null ? '' : `/${c.sequence}`}${c.whole === null ? '' : `@${c.whole}${c.part === null ? '' : `.${c.part}`}`}`

/** WO-3310, WO-3310/10, WO-3310@A1B2C3 or WO-3310/10@A1B2C3.9F00; nothing for any other text. */
export function readPrintedCode(text: string): PrintedCode | undefined {
  const match = /^\s*([^\s/@]+)(?:\/(\d{1,4}))?(?:@([0-9A-F]+)(?:\.([0-9A-F]+))?)?\s*$/i.exec(text)
  return match?.[1] ? { workOrder: match[1], sequence: match[2] ? Number(match[2]) : null, whole: match[3]?.toUpperCase() ?? null, part: match[4]?.toUpperCase() ?? null } : undefined
}

/** Says that a printed traveller is older than the work order; empty while it is current, or when the code was not a printed one. */
export function outdated(printed: PrintedCode, now: { whole: string; part: string | null }): string {
  if (printed.whole === null || printed.whole === now.whole) return ''
  const name = printed.sequence === null ? '' : `operation ${printed.sequence}`
  if (name && now.part === null) return `This traveller is outdated: ${printed.workOrder} has no ${name} any more. Print it again.`
  return name && printed.part !== null && printed.part !== now.part
    ? `This traveller was printed before ${name} of ${printed.workOrder} changed. Print it again.`
    : `This traveller was printed before ${printed.workOrder} changed${name ? `, though not in ${name}` : ''}. Print it again.`
}
