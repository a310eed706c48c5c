/** The records that this user opened last on this device, newest first. */
export type Recent = { path: string; title: string }

let key = 'fettle.recent'
const kept = 12

/** Several people use one device; nobody is shown what another has opened. */
export const rememberFor = (user: string): void => {
  key = `fettle.recent.${user}`
}

export const recentRecords = (): Recent[] => {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(stored)
      ? (stored as Recent[]).filter((r) => typeof r?.path === 'string' && typeof r.title === 'string')
      : []
  } catch {
    return []
  }
}

export const rememberRecord = (recent: Recent): void => {
  localStorage.setItem(
    key,
    JSON.stringify([recent, ...recentRecords().filter((r) => r.path !== recent.path)].slice(0, kept)),
  )
}
