import { Checkbox, Modal, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../web/api.ts'
import { t } from '../../web/i18n.ts'
import { useMay } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { ConfirmReason } from '../../web/ui/reasonDialog.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import type { Job } from '../job.contract.ts'
import { whyNotMove, whyNotRelease, whyNotReopen } from '../job.rules.ts'

/** What can be done with a job; each button asks the same rule that the command will ask. */
export function JobMoves({ job }: { job: Job }) {
  const mayRelease = useMay('jobs.release')
  const mayClose = useMay('jobs.close')
  const [asking, setAsking] = useState<'hold' | 'cancel' | 'reopen'>()
  const release = useAction(api.jobs.release, {
    done: t('jobs.releasedDone', { number: job.number }),
    undo: () => api.jobs.unrelease({ id: job.id }),
  })
  const unrelease = useAction(api.jobs.unrelease, { done: t('jobs.unreleasedDone') })
  const hold = useAction(api.jobs.hold, { done: t('jobs.heldDone') })
  const resume = useAction(api.jobs.resume, { done: t('jobs.resumedDone') })
  const cancel = useAction(api.jobs.cancel, { done: t('jobs.canceledDone') })
  const close = useAction(api.costing.close, { done: t('jobs.closedDone', { number: job.number }) })
  const over = job.status === 'closed' || job.status === 'canceled'
  const { id } = job
  return (
    <>
      {mayRelease && job.status === 'planned' && (
        <ActionButton
          kind="primary"
          shortcut="r"
          label={t('jobs.release')}
          whyNot={whyNotRelease(job)}
          onAct={() => release.run({ id })}
        />
      )}
      {mayRelease && job.status === 'released' && (
        <ActionButton label={t('jobs.unrelease')} onAct={() => unrelease.run({ id })} />
      )}
      {mayRelease &&
        !over &&
        (job.holdReason === '' ? (
          <ActionButton shortcut="h" label={t('jobs.hold')} onAct={() => setAsking('hold')} />
        ) : (
          <ActionButton kind="primary" label={t('jobs.resume')} onAct={() => resume.run({ id })} />
        ))}
      {mayRelease && !over && (
        <ActionButton
          kind="danger"
          label={t('jobs.cancel')}
          whyNot={whyNotMove(job.status, 'cancel')}
          onAct={() => setAsking('cancel')}
        />
      )}
      {mayRelease && job.status === 'completed' && (
        <ActionButton label={t('jobs.reopen')} onAct={() => setAsking('reopen')} />
      )}
      {mayClose && !over && job.status !== 'planned' && (
        <ActionButton
          shortcut="c"
          kind={job.status === 'completed' ? 'primary' : 'default'}
          label={t('jobs.close')}
          whyNot={[...whyNotMove(job.status, 'close'), ...job.whyNotClose]}
          onAct={() => close.run({ id })}
        />
      )}
      <ConfirmReason
        open={asking === 'hold'}
        close={() => setAsking(undefined)}
        title={t('jobs.holdTitle', { number: job.number })}
        label={t('jobs.hold')}
        onConfirm={({ text }) => hold.run({ id, reason: text })}
      />
      <Modal
        opened={asking === 'reopen'}
        onClose={() => setAsking(undefined)}
        title={t('jobs.reopenTitle', { number: job.number })}
      >
        {asking === 'reopen' && <ReopenForm job={job} close={() => setAsking(undefined)} />}
      </Modal>
      <ConfirmReason
        open={asking === 'cancel'}
        close={() => setAsking(undefined)}
        title={t('jobs.cancelTitle', { number: job.number })}
        text={t('jobs.cancelText')}
        label={t('jobs.cancel')}
        onConfirm={({ text }) => cancel.run({ id, reason: text })}
      />
    </>
  )
}

/** Which of a completed job's work orders are worked on again, and why. */
function ReopenForm({ job, close }: { job: Job; close: () => void }) {
  const completed = job.workOrders.filter((w) => w.status === 'completed')
  const [chosen, setChosen] = useState<ReadonlySet<number>>(
    () => new Set(completed.filter((w) => w.parentId === null).map((w) => w.id)),
  )
  const [reason, setReason] = useState('')
  const reopen = useAction(api.jobs.reopen, { done: t('jobs.reopenDone', { number: job.number }) })
  const members = completed.filter((w) => chosen.has(w.id))
  return (
    <Stack gap="sm">
      <p>{t('jobs.reopenText')}</p>
      <fieldset className="merge-list">
        <legend>{t('jobs.reopenWhich')}</legend>
        {completed.map((w) => (
          <Checkbox
            key={w.id}
            checked={chosen.has(w.id)}
            onChange={() =>
              setChosen((now) => new Set(now.has(w.id) ? [...now].filter((id) => id !== w.id) : [...now, w.id]))
            }
            label={`${w.number} · ${w.itemNumber} ${w.itemName}`}
          />
        ))}
      </fieldset>
      <Textarea
        data-autofocus
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
          label={t('jobs.reopen')}
          whyNot={whyNotReopen(job, members, reason)}
          onAct={async () =>
            (await reopen.run({ id: job.id, workOrderIds: [...chosen], reason: reason.trim() })) ? close() : undefined
          }
        />
      </div>
    </Stack>
  )
}
