import { Modal, Radio, Stack, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { MethodDifferences } from '../../catalog/web/comparePage.tsx'
import { api, orpc } from '../../web/api.ts'
import { formatInstant } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { useMay } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { PageLink } from '../../web/ui/link.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'
import type { WorkOrder } from './operationStrip.tsx'

/** B after A, 8 after 7; otherwise left to be typed. */
export const nextRevision = (revision: string): string =>
  /^[A-Y]$/i.test(revision)
    ? String.fromCharCode(revision.charCodeAt(0) + 1)
    : /^\d{1,4}$/.test(revision)
      ? String(Number(revision) + 1)
      : ''

/** Gives what a copy says back to the item's own method: in place while nothing else is released to it, or as a new revision. */
export function PushBackForm({ workOrder: w, close }: { workOrder: WorkOrder; close: () => void }) {
  const preview = useRead(orpc.workOrders.previewPushBack, { id: w.id })
  const push = useAction(api.workOrders.pushBack, { done: t('jobs.pushBackDone') })
  const [way, setWay] = useState<'place' | 'revision'>()
  const [revision, setRevision] = useState(nextRevision(w.currentRevision))
  const [reason, setReason] = useState('')
  return (
    <Loaded read={preview}>
      {(p) => {
        const chosen = way ?? (p.whyNotInPlace.length > 0 ? 'revision' : 'place')
        const whyNot = [
          ...p.whyNot,
          ...(chosen === 'place' ? p.whyNotInPlace : p.whyNotNewRevision),
          ...(chosen === 'revision' && revision.trim() === ''
            ? [{ code: 'revision.missing', message: t('jobs.sayRevision') }]
            : []),
          ...(reason.trim() === '' ? [{ code: 'reason.missing', message: t('ui.reasonMissing') }] : []),
        ]
        return (
          <Stack gap="sm">
            <p>{t('jobs.pushBackText')}</p>
            {w.masterMethodId !== null && <MethodDifferences left={w.masterMethodId} right={w.methodId} />}
            <Radio.Group
              label={t('jobs.pushBackHow')}
              value={chosen}
              onChange={(v) => setWay(v === 'place' ? 'place' : 'revision')}
            >
              <Stack gap={6} mt={6}>
                <Radio
                  value="place"
                  label={t('jobs.pushBackPlace', { revision: p.revision || '–' })}
                  description={p.whyNotInPlace.map((r) => r.message).join(' ')}
                />
                <Radio
                  value="revision"
                  label={t('jobs.pushBackRevision')}
                  description={p.whyNotNewRevision.map((r) => r.message).join(' ')}
                />
              </Stack>
            </Radio.Group>
            {chosen === 'revision' && (
              <TextInput
                label={t('jobs.newRevision')}
                maxLength={20}
                w={200}
                value={revision}
                onChange={(e) => setRevision(e.currentTarget.value)}
              />
            )}
            <Textarea
              label={t('ui.reason')}
              required
              autosize
              minRows={2}
              value={reason}
              onChange={(e) => setReason(e.currentTarget.value)}
            />
            <div className="dialog-acts">
              <ActionButton label={t('ui.cancel')} onAct={close} />
              <ActionButton
                kind="primary"
                label={t('jobs.pushBack')}
                whyNot={whyNot}
                onAct={async () =>
                  (await push.run({
                    id: w.id,
                    reason: reason.trim(),
                    ...(chosen === 'revision' ? { revision: revision.trim() } : {}),
                  }))
                    ? close()
                    : undefined
                }
              />
            </div>
          </Stack>
        )
      }}
    </Loaded>
  )
}

/** Makes a copy say what the master says today. What was changed in the copy by hand is replaced, and is shown before. */
export function TakeOverForm({ workOrder: w, close }: { workOrder: WorkOrder; close: () => void }) {
  const take = useAction(api.workOrders.takeOver, { done: t('jobs.takenOverDone', { number: w.number }) })
  return (
    <Stack gap="sm">
      <p>
        {w.masterChangedAt && t('jobs.masterChangedOn', { item: w.itemNumber, day: formatInstant(w.masterChangedAt) })}{' '}
        {t(w.copyChanged ? 'jobs.takeOverBoth' : 'jobs.takeOverText', { number: w.number })}
      </p>
      {w.masterMethodId !== null && <MethodDifferences left={w.methodId} right={w.masterMethodId} topOnly />}
      <div className="dialog-acts">
        <ActionButton label={t('ui.cancel')} onAct={close} />
        <ActionButton
          kind="primary"
          label={t('jobs.takeOver')}
          onAct={async () => ((await take.run({ id: w.id })) ? close() : undefined)}
        />
      </div>
    </Stack>
  )
}

/** "Copy differs from the master in 2 places: push back?" and "the master has changed since: take over?". */
export function MasterNote({ workOrder: w }: { workOrder: WorkOrder }) {
  const [mayWrite, mayStore] = [useMay('jobs.write'), useMay('catalog.write')]
  const [asking, setAsking] = useState<'push' | 'takeOver'>()
  const close = () => setAsking(undefined)
  if (w.masterDifferences === 0) return null
  const open = w.status === 'planned' || w.status === 'released' || w.status === 'started'
  const since = w.masterChangedAt !== null
  return (
    <div className="master-note no-print">
      <span>
        {t(since ? (w.copyChanged ? 'jobs.differsBoth' : 'jobs.differsSince') : 'jobs.differs', {
          count: w.masterDifferences,
        })}
      </span>
      {since && open && mayWrite && (
        <ActionButton size="compact-sm" label={t('jobs.takeOver')} onAct={() => setAsking('takeOver')} />
      )}
      {mayStore && w.revision === w.currentRevision && (!since || w.copyChanged) && (
        <ActionButton size="compact-sm" label={t('jobs.pushBack')} onAct={() => setAsking('push')} />
      )}
      <PageLink className="record-link" to={`/compare-methods?left=${w.masterMethodId}&right=${w.methodId}`}>
        {t('jobs.compare')}
      </PageLink>
      <Modal
        opened={asking === 'push'}
        onClose={close}
        size="xl"
        title={t('jobs.pushBackTitle', { item: w.itemNumber, number: w.number })}
      >
        {asking === 'push' && <PushBackForm workOrder={w} close={close} />}
      </Modal>
      <Modal
        opened={asking === 'takeOver'}
        onClose={close}
        size="xl"
        title={t('jobs.takeOverTitle', { number: w.number })}
      >
        {asking === 'takeOver' && <TakeOverForm workOrder={w} close={close} />}
      </Modal>
    </div>
  )
}
