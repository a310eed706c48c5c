/** Roles of office users and terminals. One person may hold several. */
export const userRoles = [
  'owner',
  'sales',
  'planner',
  'supervisor',
  'operator',
  'buyer',
  'storekeeper',
  'inspector',
  'accountant',
  'admin',
  'viewer',
] as const
export type UserRole = (typeof userRoles)[number]

/** What an endpoint can need. `<area>.read` shows, `<area>.write` changes; other words are single acts. */
export const permissions = [
  'public',
  'signedIn',
  'admin.read',
  'admin.write',
  'parties.read',
  'parties.write',
  'plant.read',
  'plant.write',
  'catalog.read',
  'catalog.write',
  'inventory.read',
  'inventory.write',
  'inventory.count',
  'sales.read',
  'sales.write',
  'jobs.read',
  'jobs.write',
  'jobs.release',
  'jobs.close',
  'costing.read',
  'costing.write',
  'purchasing.read',
  'purchasing.write',
  'outsourcing.read',
  'outsourcing.write',
  'shopfloor.read',
  'shopfloor.report',
  'shopfloor.correct',
  'quality.read',
  'quality.record',
  'quality.dispose',
  'delivery.read',
  'delivery.write',
  'delivery.invoice',
  'planning.read',
  'planning.write',
  /** Downtime and overtime of machines and work centers. */
  'planning.downtime',
  /** Gives up a slot that is held for a customer: sales promised it, so a supervisor may not. */
  'planning.releaseHold',
  /** Frozen zone, weights and terms of the plan. */
  'planning.settings',
  'reports.read',
  'imports.write',
] as const
export type Permission = (typeof permissions)[number]

const reads = permissions.filter((p) => p.endsWith('.read'))
/** What everybody who signs in may see; prices, costs and users are not among it. */
const shopReads = reads.filter((p) => p !== 'admin.read' && p !== 'costing.read')

/** The whole permission matrix. The endpoint test tries every endpoint as every role against it. */
export const permissionsOf: Record<UserRole, readonly Permission[]> = {
  owner: permissions,
  admin: permissions,
  sales: [
    ...shopReads,
    'costing.read',
    'parties.write',
    'sales.write',
    'jobs.write',
    'delivery.write',
    'planning.releaseHold',
    'imports.write',
  ],
  planner: [
    ...shopReads,
    'costing.read',
    'plant.write',
    'catalog.write',
    'inventory.write',
    'jobs.write',
    'jobs.release',
    'jobs.close',
    'outsourcing.write',
    'planning.write',
    'planning.downtime',
    'planning.releaseHold',
    'planning.settings',
    'shopfloor.report',
    'shopfloor.correct',
    'imports.write',
  ],
  supervisor: [
    ...shopReads,
    'jobs.write',
    'jobs.release',
    'inventory.write',
    'shopfloor.report',
    'shopfloor.correct',
    'quality.record',
    'planning.write',
    'planning.downtime',
  ],
  operator: [
    'plant.read',
    'catalog.read',
    'inventory.read',
    'jobs.read',
    'shopfloor.read',
    'quality.read',
    'planning.read',
    'shopfloor.report',
  ],
  buyer: [
    ...shopReads,
    'costing.read',
    'parties.write',
    'purchasing.write',
    'outsourcing.write',
    'inventory.write',
    'imports.write',
  ],
  storekeeper: [
    ...shopReads,
    'inventory.write',
    'inventory.count',
    'shopfloor.report',
    'outsourcing.write',
    'delivery.write',
  ],
  inspector: [...shopReads, 'quality.record', 'quality.dispose'],
  accountant: [
    ...shopReads,
    'costing.read',
    'costing.write',
    'delivery.write',
    'delivery.invoice',
    'jobs.close',
    'admin.read',
  ],
  viewer: [...shopReads],
}

export const mayDo = (roles: readonly UserRole[], needs: Permission): boolean =>
  needs === 'public' || roles.some((role) => needs === 'signedIn' || permissionsOf[role].includes(needs))
