import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { ById, Id, Instant, PathId, PositiveQuantity, RequiredText, Text } from '../core/shapes.ts'
import { MethodDifference } from './compare.model.ts'
import { Estimate } from './estimate.model.ts'
import { FoundItem, ItemOverview } from './itemPage.model.ts'
import { MethodLevelInput, MethodView } from './method.model.ts'
import { ReplaceInput, ReplaceRow, WhereUsed } from './structure.model.ts'

const tags = ['methods']
const Stored = z.object({ methodId: Id, changedAt: z.string() })
const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((v) => v === 'true')
const Asked = z.coerce.number().pipe(PositiveQuantity)

export const methodContract = {
  get: endpoint('catalog.read')
    .route({ method: 'GET', path: '/methods/{id}', summary: 'A method with all levels below it', tags })
    .input(ById)
    .output(MethodView),
  estimate: endpoint('costing.read')
    .route({
      method: 'GET',
      path: '/methods/{id}/estimate',
      summary: 'What making a quantity would cost, by element, with reasons',
      tags,
    })
    .input(ById.extend({ quantity: Asked.default(1) }))
    .output(Estimate),
  ensure: endpoint('catalog.write')
    .route({
      method: 'POST',
      path: '/items/{id}/method',
      summary: "The item's own method, made empty when it has none",
      tags,
    })
    .input(ById)
    .output(Stored),
  /** Whose method it is decides who may change it: catalog.write, sales.write for a quotation, jobs.write for a work order. */
  storeLevel: endpoint('catalog.read')
    .route({ method: 'PUT', path: '/methods/{id}/level', summary: 'Replace one level of a method', tags })
    .input(
      ById.extend({
        seenChangedAt: Instant.optional().describe('changedAt of the level as it was read'),
        ...MethodLevelInput.shape,
      }),
    )
    .output(Stored),
  ensureChild: endpoint('catalog.read')
    .route({
      method: 'POST',
      path: '/methods/{id}/lines/{materialId}/method',
      summary: 'The method of a made line, made empty when it has none',
      tags,
    })
    .input(ById.extend({ materialId: PathId }))
    .output(z.object({ childMethodId: Id })),
  copyFrom: endpoint('catalog.read')
    .route({
      method: 'POST',
      path: '/methods/{id}/copy-from',
      summary: "Replace a level by what another item's method says",
      tags,
    })
    .input(ById.extend({ fromItemId: Id }))
    .output(Stored),
  compare: endpoint('catalog.read')
    .route({
      method: 'GET',
      path: '/methods/{id}/differences/{otherId}',
      summary: 'What differs between two methods, level by level',
      tags,
    })
    .input(ById.extend({ otherId: PathId }))
    .output(z.array(MethodDifference)),
  whereUsed: endpoint('catalog.read')
    .route({ method: 'GET', path: '/items/{id}/where-used', summary: 'The methods that use an item', tags })
    .input(ById.extend({ allLevels: flag }))
    .output(WhereUsed),
  previewReplace: endpoint('catalog.read')
    .route({
      method: 'GET',
      path: '/items/{fromItemId}/replacements/{toItemId}',
      summary: 'Where an item would be replaced by another',
      tags,
    })
    .input(z.object({ fromItemId: PathId, toItemId: PathId, factor: Asked.default(1) }))
    .output(z.array(ReplaceRow)),
  replace: endpoint('catalog.write')
    .route({
      method: 'POST',
      path: '/methods/replace',
      summary: 'Replace an item by another on the lines chosen',
      tags,
    })
    .input(ReplaceInput.extend({ materialIds: z.array(Id).min(1).max(5000) }))
    .output(z.object({ replaced: z.int() })),
  startRevision: endpoint('catalog.write')
    .route({
      method: 'POST',
      path: '/items/{id}/revisions',
      summary: 'Start a new revision; the method so far is kept frozen',
      tags,
    })
    .input(ById.extend({ revision: RequiredText(20), reason: Text(500).default('') }))
    .output(z.object({ id: Id })),
  overview: endpoint('catalog.read')
    .route({
      method: 'GET',
      path: '/items/{id}/overview',
      summary: 'Revisions, drawings, part numbers and units of an item',
      tags,
    })
    .input(ById)
    .output(ItemOverview),
  find: endpoint('catalog.read')
    .route({
      method: 'GET',
      path: '/find-items',
      summary: "Find items by our or a customer's part number, name or drawing",
      tags,
    })
    .input(z.object({ q: Text(200).default(''), customerId: PathId.optional() }))
    .output(z.array(FoundItem)),
  convert: endpoint('catalog.read')
    .route({ method: 'GET', path: '/items/{id}/convert', summary: 'A quantity of an item in another unit', tags })
    .input(ById.extend({ quantity: z.coerce.number().min(-1e9).max(1e9), fromUnitId: PathId, toUnitId: PathId }))
    .output(z.object({ quantity: z.number() })),
}
