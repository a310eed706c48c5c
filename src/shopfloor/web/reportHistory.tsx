import { Button, Modal, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { api, orpc } from '../../web/api.ts'
import { formatInstant, formatQuantity } from '../../web/format.ts'
import { t, wordText } from '../../web/i18n.ts'
import { useMay } from '../../web/session.tsx'
import { Section } from '../../web/ui/page.tsx'
import { SmallTable } from '../../web/ui/smallTable.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'
import type { ReportEntry } from '../floor.contract.ts'
import { scrapReasons } from '../time.model.ts'

/** Everything that was reported for a job, with who corrected what, when and why. */
export function ReportHistory({ jobId }: { jobId: number }) {
  const read = useRead(orpc.floor.reports, { jobId })
  if (!read.data || read.data.length === 0) return null
  return (
    <Section title={t('floor.reportHistory')}>
      <ReportTable rows={read.data} withDay />
    </Section>
  )
}

/** Rows that one report wrote together: good, scrap and rework. */
const together = (rows: readonly ReportEntry[], one: ReportEntry) =>
  rows.filter(
    (r) =>
      r.operationId === one.operationId && r.at === one.at && r.enteredBy === one.enteredBy && r.reversesId === null,
  )

export function ReportTable({ rows, withDay = false }: { rows: readonly ReportEntry[]; withDay?: boolean }) {
  const may = useMay('shopfloor.correct')
  const [wrong, setWrong] = useState<ReportEntry>()
  return (
    <>
      <SmallTable
        caption={t('floor.reportHistory')}
        rows={rows}
        keyOf={(r) => r.id}
        empty={t('floor.noReports')}
        columns={[
          { name: 'at', label: t('floor.when'), show: (r) => formatInstant(r.at) },
          { name: 'by', label: t('floor.who') },
          {
            name: 'workOrder',
            label: t('floor.workOrder'),
            ...(withDay ? {} : { link: (r: ReportEntry) => `/jobs/${r.jobId}` }),
          },
          ...(withDay ? [] : [{ name: 'item', label: t('floor.item') }]),
          { name: 'operation', label: t('floor.operation'), show: (r) => `${r.sequence} ${r.operation}` },
          {
            name: 'kind',
            label: t('floor.kind'),
            show: (r) =>
              [wordText(r.kind), r.scrapReason && wordText(r.scrapReason, 'scrapReason')].filter(Boolean).join(': '),
          },
          { name: 'quantity', label: t('floor.quantity'), kind: 'quantity' },
          {
            name: 'note',
            label: t('floor.remarks'),
            show: (r) =>
              [
                r.reversesId !== null && t('floor.counter'),
                r.takenBack && t('floor.takenBack'),
                r.enteredBy !== r.by && t('floor.enteredBy', { who: r.enteredBy }),
                r.note,
              ]
                .filter(Boolean)
                .join(' · '),
          },
          {
            name: 'id',
            label: '',
            show: (r) =>
              may &&
              !r.takenBack &&
              r.reversesId === null && (
                <Button variant="default" onClick={() => setWrong(r)}>
                  {t('floor.correct')}
                </Button>
              ),
          },
        ]}
      />
      {wrong && <CorrectReport rows={together(rows, wrong)} close={() => setWrong(undefined)} />}
    </>
  )
}

const asNumber = (value: string | number): number => (value === '' ? 0 : Number(value))

/** The right numbers in the place of the wrong ones, with a reason that stays; all 0 takes the report back. */
function CorrectReport({ rows, close }: { rows: readonly ReportEntry[]; close: () => void }) {
  const was = (kind: ReportEntry['kind']) => rows.find((r) => r.kind === kind)
  const [good, setGood] = useState(was('good')?.quantity ?? 0)
  const [scrap, setScrap] = useState(was('scrap')?.quantity ?? 0)
  const [rework, setRework] = useState(was('rework')?.quantity ?? 0)
  const [scrapReason, setScrapReason] = useState(was('scrap')?.scrapReason ?? 'material')
  const [reworkReason, setReworkReason] = useState(was('rework')?.scrapReason ?? 'material')
  const [note, setNote] = useState('')
  const correct = useAction(api.floor.correctReport, { done: t('floor.reportCorrected') })
  const first = rows[0]
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const right = {
      reportIds: rows.map((r) => r.id),
      ...{ good, scrap, rework, note },
      scrapReason: scrap > 0 ? scrapReason : null,
      reworkReason: rework > 0 ? reworkReason : null,
    }
    if (await correct.run(right)) close()
  }
  const reasons = scrapReasons.map((r) => ({ value: r, label: wordText(r, 'scrapReason') }))
  return (
    <Modal
      opened
      onClose={close}
      title={t('floor.correctReportTitle', { what: `${first?.workOrder} · ${first?.sequence} ${first?.operation}` })}
    >
      <form onSubmit={(e) => void save(e)} style={{ display: 'flex', flexDirection: 'column', gap: 10 }}>
        <p className="dimmed">
          {t('floor.wasReported', {
            what: rows.map((r) => `${formatQuantity(r.quantity)} ${wordText(r.kind).toLowerCase()}`).join(', '),
            who: first?.by ?? '',
            when: first ? formatInstant(first.at) : '',
          })}
        </p>
        <NumberInput label={t('words.good')} min={0} value={good} onChange={(v) => setGood(asNumber(v))} />
        <NumberInput label={t('words.scrap')} min={0} value={scrap} onChange={(v) => setScrap(asNumber(v))} />
        {scrap > 0 && (
          <NativeSelect
            label={t('floor.scrapBecause')}
            data={reasons}
            value={scrapReason}
            onChange={(e) => setScrapReason(e.currentTarget.value as typeof scrapReason)}
          />
        )}
        <NumberInput label={t('words.rework')} min={0} value={rework} onChange={(v) => setRework(asNumber(v))} />
        {rework > 0 && (
          <NativeSelect
            label={t('floor.reworkBecause')}
            data={reasons}
            value={reworkReason}
            onChange={(e) => setReworkReason(e.currentTarget.value as typeof reworkReason)}
          />
        )}
        <TextInput
          label={t('floor.reason')}
          value={note}
          required
          maxLength={500}
          onChange={(e) => setNote(e.currentTarget.value)}
        />
        <div style={{ display: 'flex', gap: 8, justifyContent: 'end' }}>
          <Button variant="default" onClick={close}>
            {t('ui.cancel')}
          </Button>
          <Button type="submit" loading={correct.busy} disabled={note.trim() === ''}>
            {t(good + scrap + rework === 0 ? 'floor.takeBack' : 'floor.correct')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
