import { Group, Textarea } from '@mantine/core'
import { useState } from 'react'
import { api, orpc } from '../api.ts'
import { t } from '../i18n.ts'
import { ActionButton } from './actionButton.tsx'
import { Loaded } from './loaded.tsx'
import type { OnRecord } from './recordPanels.tsx'
import { useAction } from './useAction.ts'
import { useRead } from './useRead.ts'
import { InstantText } from './values.tsx'

export function Comments(record: OnRecord) {
  const comments = useRead(orpc.records.comments, record)
  const comment = useAction(api.records.comment)
  const [text, setText] = useState('')
  const send = async () => {
    if (text.trim() !== '' && (await comment.run({ ...record, text }))) setText('')
  }
  return (
    <Loaded read={comments} rows={2}>
      {(all) => (
        <>
          <ul className="timeline">
            {all.map((c) => (
              <li key={c.id}>
                <strong>{c.by}</strong> <InstantText at={c.at} />
                <p style={{ whiteSpace: 'pre-wrap' }}>{c.text}</p>
              </li>
            ))}
          </ul>
          <Textarea
            mt={all.length > 0 ? 'sm' : 0}
            autosize
            minRows={2}
            aria-label={t('ui.comment')}
            placeholder={t('ui.commentHint')}
            value={text}
            onChange={(e) => setText(e.currentTarget.value)}
            onKeyDown={(e) => {
              if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) void send()
            }}
          />
          <Group mt="xs" justify="flex-end">
            <ActionButton
              label={t('ui.send')}
              onAct={send}
              busy={comment.busy}
              whyNot={text.trim() === '' ? [{ code: 'comment.empty', message: t('ui.commentEmpty') }] : []}
            />
          </Group>
        </>
      )}
    </Loaded>
  )
}
