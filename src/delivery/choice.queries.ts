import { eq, inArray } from 'drizzle-orm'
import type { Db } from '../core/ctx.ts'
import { lots, places } from '../inventory/stock.tables.ts'
import { salesOrderLines, salesOrders } from '../sales/sales.tables.ts'
import { binsOfItems } from './pick.queries.ts'
import type { Choice } from './shipment.model.ts'
import { linesOfShipment } from './shipment.queries.ts'

/** For each order line of a shipment the released goods of its item, where they lie and for whom they were made; its own first. */
export async function choicesOf(db: Db, shipmentId: number): Promise<Choice[]> {
  const lines = (await linesOfShipment(db, shipmentId)).filter((l) => !l.service)
  const bins = await binsOfItems(db, [...new Set(lines.map((l) => l.itemId))])
  const ids = <K extends 'lotId' | 'placeId' | 'madeForId'>(key: K): number[] => [
    ...new Set(bins.flatMap((b) => b[key] ?? [])),
  ]
  const [lotIds, placeIds, madeIds] = [ids('lotId'), ids('placeId'), ids('madeForId')]
  const lotRows = lotIds.length === 0 ? [] : await db.select().from(lots).where(inArray(lots.id, lotIds))
  const placeRows = placeIds.length === 0 ? [] : await db.select().from(places).where(inArray(places.id, placeIds))
  const orders =
    madeIds.length === 0
      ? []
      : await db
          .select({ id: salesOrderLines.id, number: salesOrders.number })
          .from(salesOrderLines)
          .innerJoin(salesOrders, eq(salesOrders.id, salesOrderLines.salesOrderId))
          .where(inArray(salesOrderLines.id, madeIds))
  const wanted = new Map(lines.map((l) => [l.salesOrderLineId, l.itemId]))
  return [...wanted].flatMap(([salesOrderLineId, itemId]) =>
    bins
      .filter((b) => b.itemId === itemId)
      .sort((a, b) => Number(b.madeForId === salesOrderLineId) - Number(a.madeForId === salesOrderLineId))
      .map((b) => {
        const lot = lotRows.find((l) => l.id === b.lotId)
        return {
          salesOrderLineId,
          placeId: b.placeId,
          place: placeRows.find((p) => p.id === b.placeId)?.code ?? '',
          lotId: b.lotId,
          lot: lot?.number ?? null,
          serial: lot?.serial ?? false,
          quantity: b.quantity,
          madeFor: orders.find((o) => o.id === b.madeForId)?.number ?? null,
        }
      }),
  )
}
