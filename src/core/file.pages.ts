import { eq } from 'drizzle-orm'
import { Hono } from 'hono'
import type { Actor, Db } from './ctx.ts'
import { nobody } from './ctx.ts'
import { securityHeaders } from './pages.ts'
import { maximumFileBytes, storeFile } from './record.commands.ts'
import { storedFiles } from './record.tables.ts'
import { Refused } from './refusal.ts'

/** Uploads are read no further than their limit, so that a huge one costs nothing. */
async function readLimited(body: ReadableStream<Uint8Array> | null, limit: number): Promise<Buffer | undefined> {
  if (!body) return Buffer.alloc(0)
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.length
    if (bytes > limit) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** PUT the raw bytes to /api/files, get the hash to attach; GET /api/files/HASH shows them to whoever is signed in. */
export function filePages(db: Db, actorOf: (headers: Headers) => Promise<Actor>): Hono {
  const pages = new Hono()
  pages.put('/api/files', async (c) => {
    const actor = await actorOf(c.req.raw.headers)
    if (actor === nobody) return c.json({ code: 'UNAUTHORIZED', message: 'Sign in first.' }, 401)
    const announced = Number(c.req.header('content-length') ?? 0)
    const content = announced > maximumFileBytes ? undefined : await readLimited(c.req.raw.body, maximumFileBytes)
    if (!content) return c.json({ code: 'PAYLOAD_TOO_LARGE', message: 'A file may have at most 25 MB.' }, 413)
    try {
      return c.json(await storeFile({ db, actor, now: new Date().toISOString() }, content))
    } catch (error) {
      if (error instanceof Refused)
        return c.json(
          { code: 'UNSUPPORTED_MEDIA_TYPE', message: error.message, data: { refusals: error.refusals } },
          415,
        )
      throw error
    }
  })
  pages.get('/api/files/:hash', async (c) => {
    if ((await actorOf(c.req.raw.headers)) === nobody)
      return c.json({ code: 'UNAUTHORIZED', message: 'Sign in first.' }, 401)
    const [file] = await db
      .select()
      .from(storedFiles)
      .where(eq(storedFiles.hash, c.req.param('hash')))
    if (!file) return c.json({ code: 'NOT_FOUND', message: 'There is no such file.' }, 404)
    const inline = /^(image\/|application\/pdf)/.test(file.type)
    return new Response(new Uint8Array(file.content), {
      headers: {
        ...securityHeaders,
        'content-type': file.type,
        'content-disposition': inline ? 'inline' : 'attachment',
        'cache-control': 'private, max-age=31536000, immutable',
      },
    })
  })
  return pages
}
