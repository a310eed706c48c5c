import { useState } from 'react'
import { api, queryClient } from '../../web/api.ts'
import { t } from '../../web/i18n.ts'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { Attachments } from '../../web/ui/attachments.tsx'
import { FormDialog } from '../../web/ui/fieldForm.tsx'
import { PageLink } from '../../web/ui/link.tsx'
import { Columns, Section, StackOf } from '../../web/ui/page.tsx'
import { SmallTable } from '../../web/ui/smallTable.tsx'
import { StatusChip } from '../../web/ui/statusChip.tsx'
import { sayDone } from '../../web/ui/toast.tsx'
import { InstantText } from '../../web/ui/values.tsx'
import type { ItemOverview } from '../itemPage.model.ts'
import { MethodEditor } from './methodEditor.tsx'

const fields = { revision: { kind: 'text', required: true, max: 20 }, reason: { kind: 'longText' } } as const

/** The revisions of an item, each with its drawings and the method that was made by it. */
export function ItemRevisions({
  itemId,
  overview,
  mayWrite,
}: {
  itemId: number
  overview: ItemOverview
  mayWrite: boolean
}) {
  const [starting, setStarting] = useState(false)
  const [shown, setShown] = useState<{ revision: string; methodId: number }>()
  return (
    <Columns>
      <StackOf>
        <Section
          title={t('itemPage.revisions')}
          actions={
            <ActionButton
              label={t('itemPage.newRevision')}
              whyNot={mayWrite ? [] : [{ code: 'revision.not-allowed', message: t('itemPage.mayNotWrite') }]}
              onAct={() => setStarting(true)}
            />
          }
        >
          <SmallTable
            caption={t('itemPage.revisions')}
            rows={overview.revisions}
            keyOf={(r) => r.revision}
            columns={[
              { name: 'revision', label: t('fields.revision'), show: (r) => <strong>{r.revision || '–'}</strong> },
              {
                name: 'current',
                label: t('itemPage.state'),
                show: (r) => (
                  <StatusChip
                    word={r.current ? 'active' : 'closed'}
                    tone={r.current ? 'ready' : 'neutral'}
                    label={t(r.current ? 'itemPage.current' : 'itemPage.former')}
                  />
                ),
              },
              { name: 'effectiveAt', label: t('itemPage.since'), show: (r) => <InstantText at={r.effectiveAt} /> },
              { name: 'reason', label: t('ui.reason') },
              { name: 'by', label: t('itemPage.by') },
              {
                name: 'drawings',
                label: t('itemPage.drawings'),
                show: (r) =>
                  r.drawings.map((d) => (
                    <a key={d.id} className="record-link" href={`/api/files/${d.hash}`}>
                      {d.name}
                    </a>
                  )),
              },
              {
                name: 'methodId',
                label: t('itemPage.method'),
                show: (r) =>
                  r.methodId === null ? null : (
                    <>
                      <ActionButton
                        kind="quiet"
                        size="compact-xs"
                        label={t('itemPage.lookAt')}
                        onAct={() => setShown({ revision: r.revision, methodId: r.methodId ?? 0 })}
                      />
                      {overview.methodId !== null && (
                        <PageLink
                          className="record-link"
                          to={`/compare-methods?left=${r.methodId}&right=${overview.methodId}`}
                        >
                          {t('itemPage.compare')}
                        </PageLink>
                      )}
                    </>
                  ),
              },
            ]}
          />
        </Section>
        {shown && (
          <Section title={t('itemPage.methodOf', { revision: shown.revision })}>
            <MethodEditor key={shown.methodId} methodId={shown.methodId} quantity={1} readOnlyReasons={[]} />
          </Section>
        )}
      </StackOf>
      <Section title={t('itemPage.drawings')}>
        <p className="dimmed">{t('itemPage.drawingsHint')}</p>
        <Attachments tableName="items" recordId={itemId} />
      </Section>
      <FormDialog
        open={starting}
        close={() => setStarting(false)}
        title={t('itemPage.newRevision')}
        list="itemRevisions"
        fields={fields}
        initial={{ revision: '', reason: '' }}
        saveLabel={t('itemPage.start')}
        onSave={async (values) => {
          await api.methods.startRevision({
            id: itemId,
            revision: String(values.revision),
            reason: String(values.reason),
          })
          sayDone(t('itemPage.started', { revision: String(values.revision) }))
          await queryClient.invalidateQueries()
        }}
      />
    </Columns>
  )
}
