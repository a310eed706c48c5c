import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../core/ctx.ts'
import { row, rowsOf } from '../core/rows.ts'
import { type GenealogyRow, genealogyKinds } from './genealogy.model.ts'

const deepest = 30

const Edge = z.object({
  lotId: row.id.nullable(),
  lot: row.text.nullable(),
  itemId: row.id,
  item: row.text,
  name: row.text,
  unit: row.text,
  placeId: row.id,
  place: row.text,
  placeKind: row.text,
  /** The work order on the other side, where goods without a lot went straight from one work order into another. */
  otherId: row.id.nullable(),
  /** What the place took in (more than 0) or gave out (less than 0) over all moves. */
  net: row.number,
  documents: z.array(row.text),
})
type Edge = z.infer<typeof Edge>

/** Net quantities between lots and places outside our own shelves; reversals and returns cancel by themselves. */
const edges = (db: Db, where: SQL): Promise<Edge[]> =>
  rowsOf(
    db,
    sql`select s.lot_id as "lotId", l.number as lot, i.id as "itemId", i.number as item, i.name, u.code as unit,
        p.id as "placeId", p.code as place, p.kind as "placeKind", o.id as "otherId", sum(s.quantity) as net, array_agg(distinct s.document_number) as documents
      from (select item_id, lot_id, to_place_id as place_id, from_place_id as other_id, quantity, document_number from stock_moves
        union all select item_id, lot_id, from_place_id, to_place_id, -quantity, document_number from stock_moves) s
      join places p on p.id = s.place_id and not p.physical join items i on i.id = s.item_id join units u on u.id = i.stock_unit_id
      left join places o on o.id = s.other_id and o.kind = 'production' and s.lot_id is null left join lots l on l.id = s.lot_id
      where ${where} group by s.lot_id, l.number, i.id, u.code, p.id, o.id having sum(s.quantity) <> 0
      order by p.code, i.number, l.number`,
    Edge,
  )

const idList = (ids: readonly number[]): SQL =>
  sql`(${sql.join(
    ids.map((id) => sql`${id}`),
    sql`, `,
  )})`

/** All edges that can be reached from a lot in one direction, level by level; each lot and place is asked for once. */
async function reach(db: Db, lotId: number, direction: 'madeFrom' | 'usedIn') {
  const ofLot = new Map<number, Edge[]>()
  const ofPlace = new Map<number, Edge[]>()
  const towards = (e: Edge, from: 'lot' | 'place') =>
    (direction === 'madeFrom') === (from === 'lot') ? e.net < 0 : e.net > 0
  let wanted = [lotId]
  let through: number[] = []
  for (let level = 0; wanted.length + through.length > 0 && level < deepest; level++) {
    const lotEdges =
      wanted.length === 0 ? [] : (await edges(db, sql`s.lot_id in ${idList(wanted)}`)).filter((e) => towards(e, 'lot'))
    for (const id of wanted)
      ofLot.set(
        id,
        lotEdges.filter((e) => e.lotId === id),
      )
    const reached = lotEdges.filter((e) => e.placeKind === 'production').map((e) => e.placeId)
    const places = [...new Set([...reached, ...through])].filter((id) => !ofPlace.has(id))
    const placeEdges =
      places.length === 0
        ? []
        : (await edges(db, sql`s.place_id in ${idList(places)}`)).filter((e) => towards(e, 'place'))
    for (const id of places)
      ofPlace.set(
        id,
        placeEdges.filter((e) => e.placeId === id),
      )
    wanted = [...new Set(placeEdges.flatMap((e) => (e.lotId === null ? [] : [e.lotId])))].filter((id) => !ofLot.has(id))
    through = [...new Set(placeEdges.flatMap((e) => (e.otherId === null ? [] : [e.otherId])))].filter(
      (id) => !ofPlace.has(id),
    )
  }
  return { ofLot, ofPlace }
}

const kindOfPlace = (placeKind: string): GenealogyRow['kind'] =>
  genealogyKinds.find((k) => k === placeKind) ?? 'adjustment'

/**
 * The family of a lot, parents or children first to last, flat with depth: what it was made from (work orders, their
 * materials, back to suppliers) or where it went (work orders, what they made, on to customers). A lot that was shown
 * already is not opened again.
 */
export async function genealogyOf(db: Db, lotId: number, direction: 'madeFrom' | 'usedIn'): Promise<GenealogyRow[]> {
  const { ofLot, ofPlace } = await reach(db, lotId, direction)
  const rows: GenealogyRow[] = []
  const opened = new Set<string>()
  const openLot = (id: number, depth: number): void => {
    if (opened.has(`lot ${id}`)) return
    opened.add(`lot ${id}`)
    for (const e of ofLot.get(id) ?? []) {
      const again = opened.has(`place ${e.placeId}`) && e.placeKind === 'production'
      rows.push({
        depth,
        kind: kindOfPlace(e.placeKind),
        number: e.place,
        lotId: null,
        itemId: e.itemId,
        item: e.item,
        name: e.name,
        quantity: Math.abs(e.net),
        unit: e.unit,
        documents: e.documents,
        again,
      })
      if (e.placeKind === 'production' && !again) openPlace(e.placeId, depth + 1)
    }
  }
  const openPlace = (id: number, depth: number): void => {
    opened.add(`place ${id}`)
    for (const e of ofPlace.get(id) ?? []) {
      const again = e.lotId !== null && opened.has(`lot ${e.lotId}`)
      rows.push({
        depth,
        kind: e.lotId === null ? 'item' : 'lot',
        number: e.lot ?? e.item,
        lotId: e.lotId,
        itemId: e.itemId,
        item: e.item,
        name: e.name,
        quantity: Math.abs(e.net),
        unit: e.unit,
        documents: e.documents,
        again,
      })
      if (e.lotId !== null && !again) openLot(e.lotId, depth + 1)
      if (e.otherId !== null && !opened.has(`place ${e.otherId}`)) openPlace(e.otherId, depth + 1)
    }
  }
  openLot(lotId, 0)
  return rows
}
