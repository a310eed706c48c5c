import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { ById, Id, Instant, RequiredText } from '../core/shapes.ts'

const tags = ['floor']
const Token = z.string().min(1).max(200)

export const Device = z.object({
  id: Id,
  name: z.string(),
  workCenterId: Id.nullable(),
  workCenter: z.string().nullable(),
  enrolledAt: Instant.nullable(),
  lastSeenAt: Instant.nullable(),
})
export type Device = z.infer<typeof Device>

/** What a terminal knows before anybody signs in. */
export const Terminal = Device.extend({
  company: z.string(),
  locale: z.string(),
  currency: z.string(),
  timeZone: z.string(),
  workCenters: z.array(z.object({ id: Id, name: z.string() })),
  people: z
    .array(z.object({ id: Id, name: z.string(), hasPin: z.boolean(), skilled: z.boolean() }))
    .describe('Those who know this work center first'),
})
export type Terminal = z.infer<typeof Terminal>

export const OperatorSession = z.object({ token: z.string(), employeeId: Id, employee: z.string(), endsAt: Instant })
export type OperatorSession = z.infer<typeof OperatorSession>

const secret = { needs: 'public', secret: true } as const

export const deviceContract = {
  devices: endpoint('plant.read')
    .route({ method: 'GET', path: '/floor/devices', summary: 'Terminals of the floor', tags })
    .input(z.object({}))
    .output(z.array(Device)),
  addDevice: endpoint('plant.write')
    .meta({ needs: 'plant.write', secret: true })
    .route({
      method: 'POST',
      path: '/floor/devices',
      summary: 'Prepare a terminal: answers with the code that enrolls it once',
      tags,
    })
    .input(z.object({ name: RequiredText(60), workCenterId: Id.nullable() }))
    .output(z.object({ id: Id, code: z.string(), codeEndsAt: Instant })),
  removeDevice: endpoint('plant.write')
    .route({
      method: 'DELETE',
      path: '/floor/devices/{id}',
      summary: 'Take a terminal away; whoever is signed in there is signed out',
      tags,
    })
    .input(ById)
    .output(z.object({ id: Id })),
  enroll: endpoint('public')
    .meta(secret)
    .route({
      method: 'POST',
      path: '/floor/enroll',
      summary: 'Make this device a terminal, with the code that the office gave',
      tags,
    })
    .input(z.object({ code: z.string().min(1).max(20) }))
    .output(z.object({ token: z.string(), device: Device })),
  terminal: endpoint('public')
    .meta(secret)
    .route({
      method: 'POST',
      path: '/floor/terminal',
      summary: 'What an enrolled terminal shows before anybody signs in',
      tags,
    })
    .input(z.object({ deviceToken: Token }))
    .output(Terminal),
  signIn: endpoint('public')
    .meta(secret)
    .route({
      method: 'POST',
      path: '/floor/sign-in',
      summary: 'Sign in at a terminal, by badge or by name and PIN',
      tags,
    })
    .input(
      z.object({
        deviceToken: Token,
        badge: z.string().min(1).max(100).optional(),
        employeeId: Id.optional(),
        pin: z.string().max(20).optional(),
      }),
    )
    .output(OperatorSession),
  signOut: endpoint('shopfloor.report')
    .route({ method: 'POST', path: '/floor/sign-out', summary: 'Sign out of this terminal', tags })
    .input(z.object({}))
    .output(z.object({ ended: z.int() })),
}
