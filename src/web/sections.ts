/** The rail, in the order of a job's way through the shop. */
export const sections = [
  'today',
  'sell',
  'jobs',
  'plan',
  'floor',
  'buy',
  'stock',
  'quality',
  'money',
  'reports',
  'settings',
  'help',
] as const
export type Section = (typeof sections)[number]

export const sectionPath = (section: Section): string => (section === 'today' ? '/' : `/${section}`)
