import { hashPassword } from 'better-auth/crypto'
import { customerPartNumbers, items, units } from '../catalog/item.tables.ts'
import { ensureMasterMethod, storeLevel } from '../catalog/method.commands.ts'
import type { MethodLevelInput } from '../catalog/method.model.ts'
import { itemRevisions } from '../catalog/revision.tables.ts'
import { createCompany } from '../core/company.commands.ts'
import type { Ctx } from '../core/ctx.ts'
import { found } from '../core/missing.ts'
import { samplePassword, sharedSecret } from '../core/secret.commands.ts'
import { addUser } from '../core/user.commands.ts'
import { wellKnown } from '../inventory/place.commands.ts'
import { ensureLot, postMove } from '../inventory/stock.commands.ts'
import { contacts, deliveryPlaces, parties } from '../parties/party.tables.ts'
import { setPin } from '../plant/pin.commands.ts'
import {
  calendarExceptions,
  calendars,
  employeeSkills,
  employees,
  laborGrades,
  machines,
  shifts,
  skills,
  workCenters,
} from '../plant/plant.tables.ts'
import { testCharacteristics, testPlans } from '../quality/test.tables.ts'
import { loadMore } from './more.ts'
import type { SampleCompany, SampleMethod, SampleParty } from './sample.ts'

/** The ids of a loaded company's records by the codes that its facts use. */
export type Loaded = {
  sample: SampleCompany
  item: (number: string) => number
  party: (code: string) => number
  workCenter: (code: string) => number
  employees: readonly { id: number; name: string; skills: readonly string[] }[]
}

const idsBy = <T extends { id: number }>(rows: readonly T[], key: (row: T) => string, what: string) => {
  const ids = new Map(rows.map((r) => [key(r), r.id]))
  return (code: string): number => found(ids.get(code), what, code)
}

/** Makes the company with everything it knew on its first day. `tx.now` is that day; `now` is today, which dates of gauges count from. */
export async function loadCompany(tx: Ctx, sample: SampleCompany, now: string): Promise<Loaded> {
  await createCompany(tx, { ...sample.company, sample: sample.name })
  const secret = await sharedSecret(tx.db, 'auth')
  const password = samplePassword(secret)
  const passwordHash = await hashPassword(password)
  for (const [name, email, ...roles] of sample.users) await addUser(tx, { name, email, roles, password, passwordHash })
  const plant = await loadPlant(tx, sample)
  const party = await loadParties(tx, sample)
  const item = await loadItems(tx, sample, party)
  // Children before parents is not needed: a master's make lines find their child by item.
  for (const method of sample.methods) await loadMethod(tx, method, { item, party, workCenter: plant.workCenter })
  await loadTestPlans(tx, sample, item)
  await loadOpeningStock(tx, sample, item)
  await loadMore(tx, sample, { item, party, workCenter: plant.workCenter }, now)
  if (sample.customerPartNumbers.length > 0)
    await tx.db.insert(customerPartNumbers).values(
      sample.customerPartNumbers.map(([customer, number, partNumber]) => ({
        partyId: party(customer),
        itemId: item(number),
        partNumber,
      })),
    )
  return { sample, item, party, ...plant }
}

async function loadPlant(tx: Ctx, sample: SampleCompany) {
  const calendarRows = await tx.db
    .insert(calendars)
    .values(Object.keys(sample.calendars).map((name) => ({ name, notes: '' })))
    .returning()
  const calendar = idsBy(calendarRows, (c) => c.name, 'calendar')
  await tx.db.insert(shifts).values(
    Object.entries(sample.calendars).flatMap(([name, rows]) =>
      rows.flatMap(([shift, startMinute, endMinute, days, attended = true]) =>
        days.map((d) => ({
          calendarId: calendar(name),
          name: shift,
          weekday: String(d) as '1',
          startMinute,
          endMinute,
          attended,
        })),
      ),
    ),
  )
  const years = [-1, 0, 1].map((y) => Number(tx.now.slice(0, 4)) + y)
  await tx.db.insert(calendarExceptions).values(
    calendarRows.flatMap((c) =>
      years.flatMap((y) =>
        [
          ['01-01', "New Year's Day"],
          ['05-01', 'Labor Day'],
          ['12-25', 'Christmas Day'],
          ['12-26', 'Second Christmas Day'],
        ].map(([day, name]) => ({
          calendarId: c.id,
          date: `${y}-${day}`,
          name: name ?? '',
          working: false,
          startMinute: 0,
          endMinute: 0,
        })),
      ),
    ),
  )
  const grade = idsBy(
    await tx.db
      .insert(laborGrades)
      .values(sample.grades.map(([code, name, ratePerHour]) => ({ code, name, ratePerHour })))
      .returning(),
    (g) => g.code,
    'labor grade',
  )
  const centers = await tx.db
    .insert(workCenters)
    .values(
      sample.workCenters.map((w) => ({
        code: w.code,
        name: w.name,
        calendarId: calendar(w.calendar),
        machines: Math.max(1, w.machines.length),
        machineRatePerHour: w.machineRate,
        laborGradeId: grade(w.grade),
        overheadDriver: w.driver,
        overheadRate: w.overheadRate,
        efficiencyPercent: 85,
        queueMinutes: 60,
        moveMinutes: 15,
        department: w.department,
        notes: '',
      })),
    )
    .returning()
  const workCenter = idsBy(centers, (w) => w.code, 'work center')
  await tx.db.insert(machines).values(
    sample.workCenters.flatMap((w) =>
      w.machines.map((name, i) => ({
        code: `${w.code}-${i + 1}`,
        name,
        workCenterId: workCenter(w.code),
        notes: '',
      })),
    ),
  )
  const skill = idsBy(
    await tx.db
      .insert(skills)
      .values(sample.workCenters.map((w) => ({ name: w.code, workCenterId: workCenter(w.code) })))
      .returning(),
    (s) => s.name,
    'skill',
  )
  const people = await tx.db
    .insert(employees)
    .values(
      sample.employees.map(([number, name, code, department, badge]) => ({
        number,
        name,
        laborGradeId: grade(code),
        calendarId: calendarRows[0]?.id ?? null,
        badge,
        department,
        phone: '',
      })),
    )
    .returning()
  for (const [i, [, , , , , pin]] of sample.employees.entries()) await setPin(tx, people[i]?.id ?? 0, pin)
  await tx.db
    .insert(employeeSkills)
    .values(
      sample.employees.flatMap(([, , , , , , ...codes], i) =>
        codes.map((code) => ({ employeeId: people[i]?.id ?? 0, skillId: skill(code), expiresOn: null })),
      ),
    )
  return {
    workCenter,
    employees: people.map((p, i) => ({
      id: p.id,
      name: p.name,
      skills: (sample.employees[i] ?? []).slice(6) as string[],
    })),
  }
}

async function loadParties(tx: Ctx, { customers, suppliers, company }: SampleCompany) {
  const rowOf = (p: SampleParty, customer: boolean) => ({
    code: p.code,
    name: p.name,
    customer,
    supplier: !customer,
    currency: p.currency ?? company.currency,
    paymentDays: p.paymentDays ?? 30,
    taxNumber: '',
    taxPercent: p.taxPercent ?? 0,
    email: p.contact?.[2] ?? '',
    phone: '',
    address: p.address ?? '',
    city: p.city,
    country: p.country,
    deliveryDays: 1,
    approvedProcesses: p.approvedProcesses ?? '',
    leadDays: p.leadDays ?? 7,
    minimumCharge: p.minimumCharge ?? 0,
    notes: '',
  })
  const all = [
    ...customers.map((p) => ({ p, row: rowOf(p, true) })),
    ...suppliers.map((p) => ({ p, row: rowOf(p, false) })),
  ]
  const party = idsBy(
    await tx.db
      .insert(parties)
      .values(all.map((a) => a.row))
      .returning(),
    (p) => p.code,
    'party',
  )
  const people = all.flatMap(({ p }) =>
    p.contact
      ? [{ partyId: party(p.code), name: p.contact[0], position: p.contact[1], email: p.contact[2], phone: '' }]
      : [],
  )
  if (people.length > 0) await tx.db.insert(contacts).values(people)
  const places = customers.flatMap((p) => [
    {
      partyId: party(p.code),
      name: 'Main site',
      address: p.address ?? `${p.city}, ${p.country}`,
      transitDays: 1,
      instructions: '',
    },
    ...(p.site
      ? [
          {
            partyId: party(p.code),
            name: p.site[0],
            address: p.site[1],
            transitDays: 2,
            instructions: 'Call before unloading.',
          },
        ]
      : []),
  ])
  await tx.db.insert(deliveryPlaces).values(places)
  return party
}

async function loadItems(tx: Ctx, sample: SampleCompany, party: (code: string) => number) {
  const unit = idsBy(
    await tx.db
      .insert(units)
      .values(
        sample.units.map(([code, name, dimension, factor, decimals]) => ({ code, name, dimension, factor, decimals })),
      )
      .returning(),
    (u) => u.code,
    'unit',
  )
  const rows = await tx.db
    .insert(items)
    .values(
      sample.items.map(([number, name, kind, family, stockUnit, standardCost, more = {}]) => ({
        number,
        name,
        kind,
        family,
        stockUnitId: unit(stockUnit),
        tracking: more.tracking ?? ('none' as const),
        revision: more.revision ?? (kind === 'made' ? 'A' : ''),
        standardCost,
        salesPrice: more.price ?? 0,
        issueMethod: more.issue ?? ('issue' as const),
        purchaseUnitId: kind === 'bought' ? unit(stockUnit) : null,
        purchaseFactor: 1,
        supplierId: more.supplier ? party(more.supplier) : null,
        leadDays: more.leadDays ?? 7,
        reorderPoint: more.reorder?.[0] ?? 0,
        reorderQuantity: more.reorder?.[1] ?? 0,
        weightKg: more.weightKg ?? 0,
        areaM2: more.areaM2 ?? 0,
        drawing: more.drawing ?? '',
        notes: '',
      })),
    )
    .returning()
  const revised = rows
    .filter((r) => r.revision !== '')
    .map((r) => ({ itemId: r.id, revision: r.revision, effectiveAt: tx.now, reason: 'First issue', by: tx.actor.name }))
  if (revised.length > 0) await tx.db.insert(itemRevisions).values(revised)
  return idsBy(rows, (i) => i.number, 'item')
}

export type Codes = {
  item: (number: string) => number
  party: (code: string) => number
  workCenter: (code: string) => number
}

async function loadMethod(tx: Ctx, method: SampleMethod, codes: Codes): Promise<void> {
  const level: MethodLevelInput = {
    operations: method.operations.map((o, i) => ({
      sequence: (i + 1) * 10,
      name: o.name,
      kind: o.outside ? 'outside' : 'inside',
      workCenterId: o.outside ? null : codes.workCenter(o.at),
      setupMinutes: o.setup ?? 0,
      runMinutes: o.run ?? 0,
      crew: o.crew ?? 1,
      attendedPercent: o.attended ?? 100,
      scrapPercent: o.scrap ?? 0,
      overlapQuantity: 0,
      supplierId: o.outside ? codes.party(o.at) : null,
      unitPrice: o.outside?.price ?? 0,
      minimumCharge: o.outside?.minimum ?? 0,
      leadDays: o.outside?.days ?? 0,
      tooling: o.tooling?.[0] ?? '',
      toolingCost: o.tooling?.[1] ?? 0,
      setupFamily: o.family ?? '',
      instructions: o.instructions ?? '',
      alternateWorkCenterIds: (o.alternates ?? []).map(codes.workCenter),
    })),
    materials: method.materials.map(([number, quantityPer, more = {}], i) => ({
      line: (i + 1) * 10,
      itemId: codes.item(number),
      quantityPer,
      fixedQuantity: more.fixed ?? 0,
      scrapPercent: more.scrap ?? 0,
      supply: more.supply ?? 'stock',
      operationSequence: more.at ?? null,
      designators: more.designators ?? '',
      note: more.note ?? '',
      alternateItemIds: (more.alternates ?? []).map(codes.item),
    })),
  }
  await storeLevel(tx, await ensureMasterMethod(tx, codes.item(method.item)), level)
}

async function loadTestPlans(tx: Ctx, sample: SampleCompany, item: (number: string) => number): Promise<void> {
  for (const plan of sample.testPlans) {
    const [row] = await tx.db
      .insert(testPlans)
      .values({
        itemId: item(plan.item),
        name: plan.name,
        sample: plan.sample,
        sampleSize: plan.size ?? 0,
        instructions: plan.instructions ?? '',
      })
      .returning()
    const planId = found(row, 'test plan', plan.item).id
    await tx.db.insert(testCharacteristics).values(
      plan.characteristics.map(([name, kind, unit, nominal, lowerLimit, upperLimit, instrument], i) => ({
        planId,
        line: (i + 1) * 10,
        name,
        kind,
        unit,
        nominal,
        lowerLimit,
        upperLimit,
        instrument,
      })),
    )
  }
}

async function loadOpeningStock(tx: Ctx, sample: SampleCompany, item: (number: string) => number): Promise<void> {
  const [from, to] = [await wellKnown(tx, 'adjustment'), await wellKnown(tx, 'stores')]
  for (const [number, , , , , cost, more] of sample.items) {
    if (!more?.opening) continue
    const lot =
      more.tracking === 'lot' ? await ensureLot(tx, { itemId: item(number), number: `OPEN-${number}` }) : undefined
    await postMove(tx, {
      itemId: item(number),
      lotId: lot?.id ?? null,
      fromPlaceId: from.id,
      toPlaceId: to.id,
      quantity: more.opening,
      value: Math.round(more.opening * cost * 10_000) / 10_000,
      document: 'opening',
      documentNumber: 'OPENING',
      reason: 'First stock',
    })
  }
}
