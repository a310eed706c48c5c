import { createReadStream, existsSync, statSync } from 'node:fs'
import { extname, join, normalize } from 'node:path'
import { Readable } from 'node:stream'
import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.md': 'text/markdown; charset=utf-8',
}

const policy =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'"
export const securityHeaders = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
}

/** The built page: assets are immutable by their hashed names; every other address gets the shell. */
export function webPages(folder: string): Hono {
  const pages = new Hono()
  pages.get('*', (c) => {
    const wanted = normalize(decodeURIComponent(new URL(c.req.url).pathname)).replace(/^(\.\.[/\\])+/, '')
    const file = join(folder, wanted)
    const asset = wanted !== '/' && file.startsWith(folder) && existsSync(file) && statSync(file).isFile()
    const path = asset ? file : join(folder, 'index.html')
    if (!asset && extname(wanted) !== '') return c.text('Not found', 404)
    if (!existsSync(path)) return c.text('The page is not built. Start Fettle with `npm start`.', 503)
    return new Response(Readable.toWeb(createReadStream(path)) as ReadableStream, {
      headers: {
        ...securityHeaders,
        'content-type': types[extname(path)] ?? 'application/octet-stream',
        'cache-control': asset && wanted.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      },
    })
  })
  return pages
}

export type ChangeHub = { subscribe(heard: (areas: string) => void): () => void; publish(areas: string): void }

export function changeHub(): ChangeHub {
  const listeners = new Set<(areas: string) => void>()
  return {
    subscribe: (heard) => {
      listeners.add(heard)
      return () => listeners.delete(heard)
    },
    publish: (areas) => {
      for (const heard of listeners) heard(areas)
    },
  }
}

/** Server-sent events: one line per batch of changes, and a heartbeat so that proxies keep the line open. */
export function eventPages(hub: ChangeHub): Hono {
  const pages = new Hono()
  pages.get('/api/events', (c) =>
    streamSSE(c, async (stream) => {
      let done = () => {}
      const stop = hub.subscribe((areas) => void stream.writeSSE({ event: 'changed', data: areas }))
      const beat = setInterval(() => void stream.writeSSE({ event: 'beat', data: '' }), 20_000)
      stream.onAbort(() => done())
      await stream.writeSSE({ event: 'hello', data: '' })
      await new Promise<void>((resolve) => {
        done = resolve
      })
      clearInterval(beat)
      stop()
    }),
  )
  return pages
}
