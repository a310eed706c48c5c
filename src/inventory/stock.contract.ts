import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { ListInput, listOutput, rowShape } from '../core/list.model.ts'
import { masterContract } from '../core/master.contract.ts'
import {
  ById,
  Day,
  Id,
  Instant,
  NonNegativeMoney,
  NonNegativeQuantity,
  PathId,
  PositiveQuantity,
  Quantity,
  RequiredText,
  Text,
} from '../core/shapes.ts'
import { GenealogyRow } from './genealogy.model.ts'
import { placeMaster } from './place.model.ts'
import { countStatuses } from './stock.model.ts'
import {
  countList,
  lotList,
  reservationList,
  stockBalanceList,
  stockLedgerList,
  stockOnHandList,
} from './stockList.model.ts'

const tags = ['stock']
const Scope = { itemId: PathId.optional(), placeId: PathId.optional(), lotId: PathId.optional() }
const Moved = z.object({ id: Id, documentNumber: z.string(), quantity: z.number() })
const LotNumber = Text(60).optional()

export const stockContract = {
  onHand: endpoint('inventory.read')
    .route({ method: 'GET', path: '/stock', summary: 'Stock on hand, reserved and free by item', tags })
    .input(ListInput)
    .output(listOutput(stockOnHandList)),
  item: endpoint('inventory.read')
    .route({ method: 'GET', path: '/stock/items/{id}', summary: 'Stock of one item', tags })
    .input(ById)
    .output(rowShape(stockOnHandList)),
  balances: endpoint('inventory.read')
    .route({ method: 'GET', path: '/stock/balances', summary: 'What lies where, by item, place and lot', tags })
    .input(ListInput)
    .output(listOutput(stockBalanceList)),
  ledger: endpoint('inventory.read')
    .route({
      method: 'GET',
      path: '/stock/moves',
      summary: 'The stock ledger of an item, a place or a lot, with running balance',
      tags,
    })
    .input(ListInput.extend(Scope))
    .output(listOutput(stockLedgerList)),
  resolve: endpoint('inventory.read')
    .route({ method: 'GET', path: '/stock/codes/{code}', summary: 'What a scanned code stands for', tags })
    .input(z.object({ code: RequiredText(100) }))
    .output(
      z.array(
        z.object({
          kind: z.enum(['item', 'lot', 'place']),
          id: Id,
          itemId: Id.nullable(),
          number: z.string(),
          name: z.string(),
        }),
      ),
    ),
  transfer: endpoint('inventory.write')
    .route({ method: 'POST', path: '/stock/transfer', summary: 'Move goods to another place', tags })
    .input(
      z.object({
        itemId: Id,
        fromPlaceId: Id,
        toPlaceId: Id,
        quantity: PositiveQuantity,
        lotNumber: LotNumber,
        reason: Text(300).optional(),
      }),
    )
    .output(Moved),
  adjust: endpoint('inventory.write')
    .route({ method: 'POST', path: '/stock/adjust', summary: 'Correct stock up or down, with a reason', tags })
    .input(
      z.object({
        itemId: Id,
        placeId: Id,
        change: Quantity,
        reason: RequiredText(300),
        lotNumber: LotNumber,
        unitCost: NonNegativeMoney.optional(),
      }),
    )
    .output(Moved),
  opening: endpoint('inventory.count')
    .route({ method: 'POST', path: '/stock/opening', summary: 'Post what lies there on the first day', tags })
    .input(
      z.object({
        lines: z
          .array(
            z.object({
              itemId: Id,
              placeId: Id,
              quantity: PositiveQuantity,
              unitCost: NonNegativeMoney.optional(),
              lotNumber: LotNumber,
              certificate: Text(200).optional(),
            }),
          )
          .min(1)
          .max(2000),
      }),
    )
    .output(z.object({ documentNumber: z.string(), moves: z.int() })),
  reverse: endpoint('inventory.count')
    .route({
      method: 'POST',
      path: '/stock/moves/{id}/reverse',
      summary: 'Reverse a transfer, adjustment or opening move by a counter-move',
      tags,
    })
    .input(z.object({ id: PathId, reason: RequiredText(300) }))
    .output(Moved),
  reservations: endpoint('inventory.read')
    .route({ method: 'GET', path: '/stock/reservations', summary: 'What is reserved for what', tags })
    .input(ListInput)
    .output(listOutput(reservationList)),
  releaseReservation: endpoint('inventory.write')
    .route({ method: 'POST', path: '/stock/reservations/{id}/release', summary: 'Give a reservation back', tags })
    .input(ById)
    .output(z.object({ id: Id })),
}

export const lotContract = {
  list: endpoint('inventory.read')
    .route({ method: 'GET', path: '/lots', summary: 'Lots and serial numbers', tags })
    .input(ListInput)
    .output(listOutput(lotList)),
  get: endpoint('inventory.read')
    .route({ method: 'GET', path: '/lots/{id}', summary: 'A lot or serial number', tags })
    .input(ById)
    .output(rowShape(lotList)),
  genealogy: endpoint('inventory.read')
    .route({ method: 'GET', path: '/lots/{id}/genealogy', summary: 'What a lot was made from and where it went', tags })
    .input(ById)
    .output(z.object({ madeFrom: z.array(GenealogyRow), usedIn: z.array(GenealogyRow) })),
  update: endpoint('inventory.write')
    .route({ method: 'PUT', path: '/lots/{id}', summary: "Change a lot's certificate, supplier lot and expiry", tags })
    .input(z.object({ id: PathId, supplierLot: Text(100), certificate: Text(200), expiresOn: Day.nullable() }))
    .output(rowShape(lotList)),
}

const Count = z.object({
  id: Id,
  number: z.string(),
  status: z.enum(countStatuses),
  place: z.string().nullable(),
  family: z.string(),
  note: z.string(),
  createdAt: Instant,
  createdBy: z.string(),
  postedAt: Instant.nullable(),
  postedBy: z.string(),
  uncounted: z.int(),
  differenceValue: z.number().nullable().describe('What posting adds to the value of the stock'),
  lines: z.array(
    z.object({
      id: Id,
      itemId: Id,
      item: z.string(),
      name: z.string(),
      unit: z.string(),
      tracking: z.string(),
      placeId: Id,
      place: z.string(),
      lotId: Id.nullable(),
      lot: z.string().nullable(),
      bookQuantity: z.number(),
      countedQuantity: z.number().nullable(),
      countedAt: Instant.nullable(),
      countedBy: z.string(),
      difference: z.number(),
      differenceValue: z.number().nullable(),
    }),
  ),
})
export type Count = z.infer<typeof Count>

export const countContract = {
  list: endpoint('inventory.read')
    .route({ method: 'GET', path: '/stock-counts', summary: 'Stock counts', tags })
    .input(ListInput)
    .output(listOutput(countList)),
  get: endpoint('inventory.read')
    .route({ method: 'GET', path: '/stock-counts/{id}', summary: 'A count with its sheet and differences', tags })
    .input(ById)
    .output(Count),
  create: endpoint('inventory.count')
    .route({ method: 'POST', path: '/stock-counts', summary: 'Make a count sheet', tags })
    .input(
      z.object({ placeId: Id.nullable().default(null), family: Text(60).default(''), note: Text(300).default('') }),
    )
    .output(z.object({ id: Id, number: z.string() })),
  enter: endpoint('inventory.count')
    .route({ method: 'PUT', path: '/stock-counts/{countId}/lines/{lineId}', summary: 'Enter what was counted', tags })
    .input(z.object({ countId: PathId, lineId: PathId, countedQuantity: NonNegativeQuantity.nullable() }))
    .output(Count),
  found: endpoint('inventory.count')
    .route({
      method: 'POST',
      path: '/stock-counts/{countId}/found',
      summary: 'Count something that is not on the sheet',
      tags,
    })
    .input(
      z.object({
        countId: PathId,
        itemId: Id,
        placeId: Id,
        lotNumber: LotNumber,
        countedQuantity: NonNegativeQuantity,
      }),
    )
    .output(Count),
  post: endpoint('inventory.count')
    .route({ method: 'POST', path: '/stock-counts/{id}/post', summary: 'Post the differences', tags })
    .input(ById)
    .output(Count),
  cancel: endpoint('inventory.count')
    .route({ method: 'POST', path: '/stock-counts/{id}/cancel', summary: 'Cancel a count', tags })
    .input(ById)
    .output(Count),
}

export const inventoryContract = {
  places: masterContract(placeMaster),
  stock: stockContract,
  lots: lotContract,
  stockCounts: countContract,
}
