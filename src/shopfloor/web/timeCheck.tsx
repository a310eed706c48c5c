import { Button, Modal, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api, orpc } from '../../web/api.ts'
import { formatInstant, plantToday } from '../../web/format.ts'
import { t, wordText } from '../../web/i18n.ts'
import { useMay } from '../../web/session.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { Page } from '../../web/ui/page.tsx'
import { SmallTable } from '../../web/ui/smallTable.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import type { TimeEntry } from '../floor.contract.ts'
import { type Activity, activities } from '../time.model.ts'

/** Who was clocked on when; whoever may correct puts wrong clocks right, with a reason that stays. */
export function TimeCheck() {
  const [day, setDay] = useState(plantToday())
  const [chosen, setChosen] = useState<TimeEntry>()
  const may = useMay('shopfloor.correct')
  const read = useQuery(orpc.floor.times.queryOptions({ input: { day } }))
  const remark = (r: TimeEntry) => [r.voided && t('floor.voidedMark'), r.autoStopped && t('floor.autoStopped'), r.note, r.corrections].filter(Boolean).join(' · ')
  return (
    <Page title={t('nav.timeCheck')} actions={<TextInput type="date" aria-label={t('floor.day')} value={day} onChange={(e) => e.currentTarget.value && setDay(e.currentTarget.value)} />}>
      <Loaded read={read}>
        {(rows) => (
          <SmallTable
            rows={rows}
            keyOf={(r) => r.id}
            empty={t('floor.noTimes')}
            columns={[
              { name: 'employee', label: t('floor.who') },
              { name: 'workOrder', label: t('floor.workOrder'), link: (r) => `/jobs/${r.jobId}` },
              { name: 'operation', label: t('floor.operation'), show: (r) => `${r.sequence} ${r.operation}` },
              { name: 'workCenter', label: t('floor.workCenter') },
              { name: 'activity', label: t('floor.activity'), show: (r) => wordText(r.activity, 'activity') },
              { name: 'startedAt', label: t('floor.from'), show: (r) => formatInstant(r.startedAt) },
              { name: 'endedAt', label: t('floor.to'), show: (r) => (r.endedAt ? formatInstant(r.endedAt) : t('floor.running')) },
              { name: 'minutes', label: t('floor.minutes'), kind: 'minutes' },
              { name: 'note', label: t('floor.remarks'), show: remark },
              {
                name: 'id',
                label: '',
                show: (r) =>
                  may &&
                  !r.voided && (
                    <Button variant="default" onClick={() => setChosen(r)}>
                      {t('floor.correct')}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Loaded>
      {chosen && <Correct entry={chosen} close={() => setChosen(undefined)} />}
    </Page>
  )
}

/** The browser's own clock for typing; the plant's zone and the browser's are the same in a shop. */
const local = (instant: string): string => {
  const at = new Date(instant)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 19)
}

function Correct({ entry, close }: { entry: TimeEntry; close: () => void }) {
  const [from, setFrom] = useState(local(entry.startedAt))
  const [to, setTo] = useState(local(entry.endedAt ?? new Date().toISOString()))
  const [activity, setActivity] = useState<Activity>(entry.activity)
  const [reason, setReason] = useState('')
  const correct = useAction(api.floor.correctTime, { done: t('floor.corrected') })
  const voiding = useAction(api.floor.voidTime, { done: t('floor.voided') })
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (await correct.run({ id: entry.id, startedAt: new Date(from).toISOString(), endedAt: new Date(to).toISOString(), activity, reason })) close()
  }
  const drop = async () => {
    if (await voiding.run({ id: entry.id, reason })) close()
  }
  return (
    <Modal opened onClose={close} title={t('floor.correctTitle', { who: entry.employee })}>
      <form onSubmit={(e) => void save(e)} style={{ display: 'flex', flexDirection: 'column', gap: 10 }}>
        <TextInput type="datetime-local" step={1} label={t('floor.from')} value={from} onChange={(e) => setFrom(e.currentTarget.value)} required />
        <TextInput type="datetime-local" step={1} label={t('floor.to')} value={to} onChange={(e) => setTo(e.currentTarget.value)} required />
        <NativeSelect label={t('floor.activity')} value={activity} onChange={(e) => setActivity(e.currentTarget.value as Activity)} data={activities.map((a) => ({ value: a, label: wordText(a, 'activity') }))} />
        <TextInput label={t('floor.reason')} value={reason} onChange={(e) => setReason(e.currentTarget.value)} required />
        <div style={{ display: 'flex', gap: 8, justifyContent: 'end' }}>
          <Button variant="default" disabled={reason.trim() === ''} onClick={() => void drop()}>
            {t('floor.void')}
          </Button>
          <Button type="submit" loading={correct.busy}>
            {t('floor.save')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
