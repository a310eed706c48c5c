import { useQuery } from '@tanstack/react-query'
import { Navigate, useParams } from '@tanstack/react-router'
import { orpc } from '../api.ts'
import { t } from '../i18n.ts'
import { PageLink } from '../ui/link.tsx'
import { Notice } from '../ui/notice.tsx'

/** /go/J-1042 opens the record with that number, whatever it is: for scanners, chats and printed codes. */
export function Goto() {
  const { number = '' } = useParams({ strict: false }) as { number?: string }
  const { data, isPending } = useQuery(orpc.search.find.queryOptions({ input: { q: number } }))
  if (isPending) return null
  const exact = (data ?? []).filter((f) => f.number.toLowerCase() === number.toLowerCase())
  if (exact.length === 1 && exact[0]) return <Navigate to={exact[0].path} replace />
  return (
    <Notice title={number} text={t(data?.length ? 'shell.goto.several' : 'shell.goto.none', { number })}>
      <ul>
        {data?.map((f) => (
          <li key={f.path}>
            <PageLink to={f.path}>
              {f.number} · {f.label}
            </PageLink>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
