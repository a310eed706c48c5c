export type FoundBrowser = { path: string; from: string; env: Record<string, string> }
export function findBrowser(): Promise<FoundBrowser>
export function browserArgs(): string[]
