/**
 * The architecture. A file may import from its own area or one listed above it,
 * and from its own role or one listed before it. architecture.test.ts holds this.
 */
export const areas = [
  'core',
  'engines',
  'parties',
  'plant',
  'catalog',
  'inventory',
  'sales',
  'jobs',
  'costing',
  'quality',
  'production',
  'purchasing',
  'outsourcing',
  'shopfloor',
  'delivery',
  'planning',
  'reports',
] as const

export const roles = ['model', 'rules', 'contract', 'tables', 'queries', 'commands', 'tasks', 'routes'] as const

/** These roles also run in the browser. */
export const pureRoles = ['model', 'rules', 'contract'] as const
