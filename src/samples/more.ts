import { itemUnitMaster } from '../catalog/item.model.ts'
import { itemUnits, units } from '../catalog/item.tables.ts'
import type { Ctx } from '../core/ctx.ts'
import { createMaster } from '../core/master.commands.ts'
import { found } from '../core/missing.ts'
import { createPlace, wellKnown } from '../inventory/place.commands.ts'
import { binsOf } from '../inventory/stock.queries.ts'
import { transferStock } from '../inventory/stockEntry.commands.ts'
import { setupTimeMaster, toolMaster } from '../plant/plant.model.ts'
import { setupTimes, tools } from '../plant/plant.tables.ts'
import { supplierPrices } from '../purchasing/purchase.tables.ts'
import { supplierPriceMaster } from '../purchasing/supplierPrice.model.ts'
import { gaugeMaster } from '../quality/gauge.model.ts'
import { gauges } from '../quality/test.tables.ts'
import type { Codes } from './load.ts'
import type { SampleCompany } from './sample.ts'

/** Stores what a company keeps besides its masters, through the commands that its users call. */
export async function loadMore(tx: Ctx, sample: SampleCompany, codes: Codes, now: string): Promise<void> {
  const { more } = sample
  if (!more) return
  const day = (days: number) => new Date(Date.parse(now) + days * 86_400_000).toISOString().slice(0, 10)
  for (const [name, quantity, notes] of more.tools) await createMaster(tx, toolMaster, tools, { name, quantity, notes })
  for (const [number, name, calibrated, due, place] of more.gauges)
    await createMaster(tx, gaugeMaster, gauges, {
      number,
      name,
      calibratedOn: day(calibrated),
      dueOn: day(due),
      place,
      notes: '',
    })
  for (const [workCenter, fromFamily, toFamily, setupMinutes] of more.setupTimes)
    await createMaster(tx, setupTimeMaster, setupTimes, {
      workCenterId: codes.workCenter(workCenter),
      fromFamily,
      toFamily,
      setupMinutes,
    })
  for (const [supplier, item, fromQuantity, unitPrice, leadDays, supplierPartNumber] of more.supplierPrices)
    await createMaster(tx, supplierPriceMaster, supplierPrices, {
      supplierId: codes.party(supplier),
      itemId: codes.item(item),
      fromQuantity,
      unitPrice,
      leadDays,
      supplierPartNumber,
    })
  const unitRows = await tx.db.select().from(units)
  for (const [item, unit, factor] of more.itemUnits)
    await createMaster(tx, itemUnitMaster, itemUnits, {
      itemId: codes.item(item),
      unitId: found(
        unitRows.find((u) => u.code === unit),
        'unit',
        unit,
      ).id,
      factor,
    })
  await fillBins(tx, sample, codes)
}

/** On the first day what belongs into a bin of its own is carried there from the stores. */
async function fillBins(tx: Ctx, sample: SampleCompany, { item }: Codes): Promise<void> {
  const stores = await wellKnown(tx, 'stores')
  for (const [code, name, ...families] of sample.more?.bins ?? []) {
    const bin = await createPlace(tx, { code, name, kind: 'bin', partyId: null })
    for (const [number, , , family] of sample.items)
      if (families.includes(family))
        for (const { lotId, quantity } of await binsOf(tx.db, item(number)))
          await transferStock(tx, { itemId: item(number), lotId, fromPlaceId: stores.id, toPlaceId: bin.id, quantity })
  }
}
