import { eq } from 'drizzle-orm'
import { type Ctx, inTransaction } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { refuse, unless } from '../core/refusal.ts'
import { employeeSkills, employees } from './plant.tables.ts'

/** Replaces what an employee can do. */
export const storeSkills = (
  ctx: Ctx,
  employeeId: number,
  wanted: readonly { skillId: number; expiresOn: string | null }[],
): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const [employee] = await tx.db
      .select({ id: employees.id })
      .from(employees)
      .where(eq(employees.id, employeeId))
      .for('update')
    found(employee, 'employee', employeeId)
    unless(
      refuse(
        new Set(wanted.map((w) => w.skillId)).size < wanted.length,
        'employee.skill-twice',
        'A skill is named twice.',
      ),
    )
    const before = await tx.db.select().from(employeeSkills).where(eq(employeeSkills.employeeId, employeeId))
    for (const w of wanted) {
      const known = before.find((b) => b.skillId === w.skillId)
      if (!known) await tx.db.insert(employeeSkills).values({ ...w, employeeId })
      else if (known.expiresOn !== w.expiresOn || known.archived)
        await tx.db
          .update(employeeSkills)
          .set({ expiresOn: w.expiresOn, archived: false })
          .where(eq(employeeSkills.id, known.id))
    }
    for (const b of before)
      if (!wanted.some((w) => w.skillId === b.skillId))
        await tx.db.delete(employeeSkills).where(eq(employeeSkills.id, b.id))
  })
