import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { userRoles } from './permissions.model.ts'
import { Currency, Id, Locale, PathId, RequiredText, Text, TimeZone } from './shapes.ts'

const tags = ['records']
const OnRecord = z.object({ tableName: z.string().regex(/^[a-z_]{1,60}$/), recordId: PathId })

export const HistoryEntry = z.object({
  id: Id,
  at: z.string(),
  actor: z.string(),
  act: z.enum(['insert', 'update', 'delete']),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
})
export const Comment = z.object({ id: Id, text: z.string(), by: z.string(), at: z.string() })
export const attachmentKinds = ['drawing', 'photo', 'document'] as const
export const Attachment = z.object({
  id: Id,
  name: z.string(),
  kind: z.enum(attachmentKinds),
  revision: z.string(),
  type: z.string(),
  bytes: z.number(),
  hash: z.string(),
  by: z.string(),
  at: z.string(),
})

/** What hangs on any record: its history, comments and files. Files go up and down at /api/files. */
export const recordContract = {
  history: endpoint('signedIn')
    .route({ method: 'GET', path: '/records/{tableName}/{recordId}/history', summary: 'Who changed what when', tags })
    .input(OnRecord)
    .output(z.array(HistoryEntry)),
  comments: endpoint('signedIn')
    .route({ method: 'GET', path: '/records/{tableName}/{recordId}/comments', summary: 'Comments on a record', tags })
    .input(OnRecord)
    .output(z.array(Comment)),
  comment: endpoint('signedIn')
    .route({ method: 'POST', path: '/records/{tableName}/{recordId}/comments', summary: 'Comment on a record', tags })
    .input(OnRecord.extend({ text: RequiredText(4000) }))
    .output(Comment),
  attachments: endpoint('signedIn')
    .route({
      method: 'GET',
      path: '/records/{tableName}/{recordId}/attachments',
      summary: 'Files attached to a record',
      tags,
    })
    .input(OnRecord)
    .output(
      z.object({
        mayAttach: z.boolean().describe('Whether you may hang a file on this record'),
        files: z.array(Attachment.extend({ mayDetach: z.boolean().describe('Whether you may take it off') })),
      }),
    ),
  attach: endpoint('signedIn')
    .route({
      method: 'POST',
      path: '/records/{tableName}/{recordId}/attachments',
      summary: 'Attach an uploaded file to a record',
      tags,
    })
    .input(
      OnRecord.extend({
        hash: z.string().regex(/^[0-9a-f]{64}$/),
        name: RequiredText(200),
        kind: z.enum(attachmentKinds),
        revision: Text(20).default(''),
      }),
    )
    .output(Attachment),
  detach: endpoint('signedIn')
    .route({ method: 'DELETE', path: '/attachments/{id}', summary: 'Remove an attachment', tags })
    .input(z.object({ id: PathId }))
    .output(z.object({ id: Id })),
  lookUp: endpoint('signedIn')
    .route({ method: 'GET', path: '/lookups/{name}', summary: 'Find records by their label', tags })
    .input(
      z.object({
        name: z.string().max(60),
        q: z.string().max(200).default(''),
        id: PathId.optional().describe('Only this record, archived or not'),
      }),
    )
    .output(z.array(z.object({ id: Id, label: z.string() }))),
}

export const Company = z.object({
  name: RequiredText(200),
  currency: Currency,
  timeZone: TimeZone,
  locale: Locale,
  address: Text(1000),
  taxNumber: Text(50),
  allowNegativeStock: z.boolean(),
  quotationValidDays: z.int().min(1).max(365),
})
export const Me = z.object({
  userId: z.string().nullable(),
  name: z.string(),
  roles: z.array(z.enum(userRoles)),
  permissions: z.array(z.string()),
})
export const User = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  roles: z.array(z.enum(userRoles)),
  disabled: z.boolean(),
})
const Password = z.string().min(8, 'At least 8 characters.').max(128)

export const companyContract = {
  /** What the first page needs before anybody is signed in. */
  welcome: endpoint('public')
    .route({ method: 'GET', path: '/welcome', summary: 'What the sign-in page shows', tags: ['company'] })
    .output(
      z.object({
        company: z.string(),
        sample: z.string(),
        empty: z.boolean(),
        sampleUsers: z.array(z.object({ name: z.string(), email: z.string(), roles: z.array(z.enum(userRoles)) })),
      }),
    ),
  /** Also answers to nobody, with no permission but `public`, so that a page can ask who is signed in. */
  me: endpoint('public')
    .route({ method: 'GET', path: '/me', summary: 'Who is signed in', tags: ['company'] })
    .output(Me),
  get: endpoint('signedIn')
    .route({ method: 'GET', path: '/company', summary: 'The company', tags: ['company'] })
    .output(Company.extend({ sample: z.string() })),
  update: endpoint('admin.write')
    .route({ method: 'PUT', path: '/company', summary: 'Change the company', tags: ['company'] })
    .input(Company)
    .output(Company.extend({ sample: z.string() })),
  start: endpoint('public')
    .route({
      method: 'POST',
      path: '/company/start',
      summary: 'Leave the sample and start a real company',
      tags: ['company'],
    })
    .input(
      z.object({
        name: RequiredText(200),
        currency: Currency,
        timeZone: TimeZone,
        locale: Locale,
        owner: z.object({ name: RequiredText(100), email: z.email().max(200), password: Password }),
      }),
    )
    .output(z.object({ id: z.string() })),
  users: endpoint('admin.read')
    .route({ method: 'GET', path: '/users', summary: 'Users and their roles', tags: ['company'] })
    .output(z.array(User)),
  addUser: endpoint('admin.write')
    .route({ method: 'POST', path: '/users', summary: 'Add a user', tags: ['company'] })
    .input(
      z.object({
        name: RequiredText(100),
        email: z.email().max(200),
        password: Password,
        roles: z.array(z.enum(userRoles)).min(1),
      }),
    )
    .output(z.object({ id: z.string() })),
  changeUser: endpoint('admin.write')
    .route({ method: 'PATCH', path: '/users/{id}', summary: 'Change a user', tags: ['company'] })
    .input(
      z.object({
        id: z.string().max(60),
        name: RequiredText(100).optional(),
        roles: z.array(z.enum(userRoles)).optional(),
        disabled: z.boolean().optional(),
        password: Password.optional(),
      }),
    )
    .output(z.object({ id: z.string() })),
}
