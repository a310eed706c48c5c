declare module 'virtual:contract-routes' {
  import type { contract } from '../contract.ts'
  /** Methods and paths of the contract; see vite.config.ts. */
  export const contractRoutes: typeof contract
}
