import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { minifyContractRouter } from '@orpc/contract'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const virtualId = 'virtual:contract-routes'

/**
 * The browser's client needs only methods and paths of the contract, not its shapes. This hands it exactly
 * those, so that the first page does not carry every zod shape of every area.
 */
const contractRoutes = (): Plugin => ({
  name: 'contract-routes',
  resolveId: (id) => (id === virtualId ? `\0${virtualId}` : undefined),
  load: async (id) => {
    if (id !== `\0${virtualId}`) return undefined
    const { contract } = await import(pathToFileURL(resolve(import.meta.dirname, 'src/contract.ts')).href)
    return `export const contractRoutes = ${JSON.stringify(minifyContractRouter(contract))}`
  },
})

export default defineConfig({
  root: 'src/web',
  plugins: [react(), contractRoutes()],
  build: { outDir: '../../dist/web', emptyOutDir: true, chunkSizeWarningLimit: 1500 },
  server: { proxy: { '/api': 'http://127.0.0.1:5440' } },
})
