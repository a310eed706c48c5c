import { Tabs } from '@mantine/core'
import { orpc } from '../api.ts'
import { t } from '../i18n.ts'
import { Attachments } from './attachments.tsx'
import { Comments } from './comments.tsx'
import { History } from './history.tsx'
import { Section } from './page.tsx'
import { useRead } from './useRead.ts'

export type OnRecord = { tableName: string; recordId: number }

/** What hangs on any record: comments, files and its history. `tableName` is the database table. */
export function RecordPanels({ tableName, recordId }: OnRecord) {
  const comments = useRead(orpc.records.comments, { tableName, recordId })
  const files = useRead(orpc.records.attachments, { tableName, recordId })
  const counted = (text: string, n: number | undefined) => (n ? `${text} (${n})` : text)
  return (
    <div className="no-print">
      <Section>
        <Tabs defaultValue="comments" keepMounted={false}>
          <Tabs.List mb="sm">
            <Tabs.Tab value="comments">{counted(t('ui.comments'), comments.data?.length)}</Tabs.Tab>
            <Tabs.Tab value="files">{counted(t('ui.files'), files.data?.files.length)}</Tabs.Tab>
            <Tabs.Tab value="history">{t('ui.history')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="comments">
            <Comments tableName={tableName} recordId={recordId} />
          </Tabs.Panel>
          <Tabs.Panel value="files">
            <Attachments tableName={tableName} recordId={recordId} />
          </Tabs.Panel>
          <Tabs.Panel value="history">
            <History tableName={tableName} recordId={recordId} />
          </Tabs.Panel>
        </Tabs>
      </Section>
    </div>
  )
}
