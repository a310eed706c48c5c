import { ActionIcon, FileButton, Group, Modal, NativeSelect, TextInput } from '@mantine/core'
import { type DragEvent, useState } from 'react'
import { api, orpc } from '../api.ts'
import { formatBytes } from '../format.ts'
import { t } from '../i18n.ts'
import { icons } from '../shell/icons.tsx'
import { ActionButton } from './actionButton.tsx'
import { Loaded } from './loaded.tsx'
import { Empty } from './page.tsx'
import type { OnRecord } from './recordPanels.tsx'
import { useAction } from './useAction.ts'
import { useRead } from './useRead.ts'
import { InstantText } from './values.tsx'

const kinds = ['drawing', 'photo', 'document'] as const
type Kind = (typeof kinds)[number]
const guess = (file: File): Kind =>
  file.type.startsWith('image/') ? 'photo' : file.type === 'application/pdf' ? 'drawing' : 'document'

/** Stores the bytes under their hash; throws with the server's reasons. */
export async function uploadFile(file: File): Promise<string> {
  const answer = await fetch('/api/files', { method: 'PUT', body: file, credentials: 'same-origin' })
  const body = (await answer.json().catch(() => ({}))) as { hash?: string; message?: string; data?: unknown }
  if (!answer.ok || !body.hash)
    throw Object.assign(new Error(body.message ?? t('ui.notUploaded')), { status: answer.status, data: body.data })
  return body.hash
}

/** The files of a record, drawings with their revision; images and PDF files can be looked at in place. */
export function Attachments(record: OnRecord) {
  const files = useRead(orpc.records.attachments, record)
  const mayAttach = files.data?.mayAttach ?? false
  const [kind, setKind] = useState<Kind | ''>('')
  const [revision, setRevision] = useState('')
  const [shown, setShown] = useState<{ name: string; hash: string; type: string }>()
  const [over, setOver] = useState(false)
  const attach = useAction(async (chosen: readonly File[]) => {
    for (const file of chosen)
      await api.records.attach({
        ...record,
        hash: await uploadFile(file),
        name: file.name.slice(0, 200),
        kind: kind || guess(file),
        revision,
      })
  })
  const detach = useAction(api.records.detach)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (mayAttach) void attach.run([...event.dataTransfer.files])
  }
  return (
    <Loaded read={files} rows={2}>
      {({ files: all }) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button below is the first
        <div
          onDrop={drop}
          onDragOver={(e) => {
            e.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          style={over ? { outline: '2px dashed var(--mantine-color-anchor)', outlineOffset: 4 } : undefined}
        >
          {all.length === 0 && <Empty text={t(mayAttach ? 'ui.noFiles' : 'ui.noFilesHere')} />}
          <ul className="timeline">
            {all.map((file) => (
              <li key={file.id} style={{ display: 'flex', gap: 8, alignItems: 'flex-start' }}>
                <div style={{ flex: 1, minWidth: 0 }}>
                  <a
                    className="record-link"
                    href={`/api/files/${file.hash}`}
                    onClick={(event) => {
                      if (!/^(image\/|application\/pdf)/.test(file.type) || event.ctrlKey || event.metaKey) return
                      event.preventDefault()
                      setShown(file)
                    }}
                  >
                    {file.name}
                  </a>
                  <div className="dimmed">
                    {t(`words.${file.kind}`)} {file.revision && `${t('fields.revision')} ${file.revision}`} ·{' '}
                    {formatBytes(file.bytes)} · {file.by} · <InstantText at={file.at} />
                  </div>
                </div>
                {file.mayDetach && (
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('ui.detach', { name: file.name })}
                    onClick={() => void detach.run({ id: file.id })}
                  >
                    {icons.trash}
                  </ActionIcon>
                )}
              </li>
            ))}
          </ul>
          {mayAttach && (
            <Group mt="sm" gap="xs" align="flex-end">
              <NativeSelect
                size="xs"
                label={t('ui.fileKind')}
                data={[
                  { value: '', label: t('ui.byType') },
                  ...kinds.map((value) => ({ value, label: t(`words.${value}`) })),
                ]}
                value={kind}
                onChange={(e) => setKind(e.currentTarget.value as Kind | '')}
              />
              <TextInput
                size="xs"
                w={80}
                label={t('fields.revision')}
                value={revision}
                onChange={(e) => setRevision(e.currentTarget.value)}
              />
              <FileButton multiple onChange={(chosen) => void attach.run(chosen)}>
                {(button) => (
                  <ActionButton
                    label={t('ui.addFiles')}
                    icon={icons.attach}
                    busy={attach.busy}
                    onAct={button.onClick}
                  />
                )}
              </FileButton>
            </Group>
          )}
          <Modal opened={shown !== undefined} onClose={() => setShown(undefined)} title={shown?.name} size="90%">
            {shown &&
              (shown.type === 'application/pdf' ? (
                <embed src={`/api/files/${shown.hash}`} type="application/pdf" width="100%" height={700} />
              ) : (
                <img src={`/api/files/${shown.hash}`} alt={shown.name} style={{ maxWidth: '100%' }} />
              ))}
          </Modal>
        </div>
      )}
    </Loaded>
  )
}
