import { Alert, Button, Skeleton } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { reasonsOf, statusOf } from '../fault.ts'
import { t } from '../i18n.ts'
import { Notice } from './notice.tsx'

/** Shows what was read; while waiting its outline, and when it failed the reasons with a way to try again. */
export function Loaded<T>({
  read,
  children,
  rows = 4,
}: {
  read: Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch'>
  children: (data: T) => ReactNode
  rows?: number
}) {
  if (read.data !== undefined) return children(read.data)
  if (statusOf(read.error) === 404) return <Notice title={t('ui.gone')} text={reasonsOf(read.error).join(' ')} />
  if (read.error)
    return (
      <Alert color="red" title={t('ui.notRead')} m="md" role="alert">
        {reasonsOf(read.error).join(' ')}
        <Button mt="sm" variant="default" onClick={() => void read.refetch()}>
          {t('ui.tryAgain')}
        </Button>
      </Alert>
    )
  return (
    <div aria-busy="true" style={{ padding: 20 }}>
      {Array.from({ length: rows }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars have no identity
        <Skeleton key={i} height={18} mb={10} radius="sm" />
      ))}
    </div>
  )
}
