import { Hono } from 'hono'
import { type Actor, type Db, nobody } from './ctx.ts'
import { Missing } from './missing.ts'
import { securityHeaders } from './pages.ts'
import type { Paper } from './paper.model.ts'
import { renderPaper } from './paper.ts'
import { mayDo, type Permission } from './permissions.model.ts'
import { PathId } from './shapes.ts'

/** One kind of paper: who may print it and what stands on it. `src/papers.ts` lists all of them. */
export type PaperKind = {
  /** In the address: /api/print/KIND/ID */
  kind: string
  needs: Permission
  build(db: Db, id: number): Promise<Paper>
}

const fileName = (title: string) => `${title.replace(/[^\w.-]+/g, '-').replace(/^-+|-+$/g, '') || 'paper'}.pdf`

/** Papers are shown inside our own pages, so unlike pages they may be framed by them. */
const paperHeaders = {
  ...securityHeaders,
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'",
  'content-type': 'application/pdf',
  'cache-control': 'no-store',
}

/** GET /api/print/KIND/ID: the paper as PDF, drawn from what is stored now. */
export function paperPages(db: Db, actorOf: (headers: Headers) => Promise<Actor>, kinds: readonly PaperKind[]): Hono {
  const pages = new Hono()
  pages.get('/api/print/:kind/:id', async (c) => {
    const actor = await actorOf(c.req.raw.headers)
    if (actor === nobody) return c.json({ code: 'UNAUTHORIZED', message: 'Sign in first.' }, 401)
    const kind = kinds.find((k) => k.kind === c.req.param('kind'))
    const id = PathId.safeParse(c.req.param('id'))
    if (!kind || !id.success) return c.json({ code: 'NOT_FOUND', message: 'There is no such paper.' }, 404)
    if (!mayDo(actor.roles, kind.needs))
      return c.json(
        { code: 'FORBIDDEN', message: `This needs the permission ${kind.needs}, which your role does not have.` },
        403,
      )
    try {
      const paper = await kind.build(db, id.data)
      const pdf = await renderPaper(paper)
      return new Response(new Uint8Array(pdf), {
        headers: { ...paperHeaders, 'content-disposition': `inline; filename="${fileName(paper.title)}"` },
      })
    } catch (error) {
      if (error instanceof Missing) return c.json({ code: 'NOT_FOUND', message: error.message }, 404)
      throw error
    }
  })
  return pages
}
