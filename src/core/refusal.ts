/** Why the system will not do something. Data, so a rule, a button's tooltip and an HTTP body can share it. */
export type Refusal = { code: string; message: string }

export const refuse = (when: boolean, code: string, message: string): Refusal[] => (when ? [{ code, message }] : [])

/** Thrown by commands only. Rolls the transaction back; the HTTP edge turns it into a 409. */
export class Refused extends Error {
  readonly refusals: readonly Refusal[]
  constructor(refusals: readonly Refusal[]) {
    super(refusals.map((r) => r.message).join(' '))
    this.refusals = refusals
  }
}

export function unless(refusals: readonly Refusal[]): void {
  if (refusals.length > 0) throw new Refused(refusals)
}
