import { useState } from 'react'
import { ScanField, type Scanned } from '../../inventory/web/scanField.tsx'
import { api, orpc } from '../../web/api.ts'
import { formatInstant, formatQuantity } from '../../web/format.ts'
import { t, wordText } from '../../web/i18n.ts'
import { usePathId } from '../../web/pageTools.ts'
import { useMay } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { Page, Section } from '../../web/ui/page.tsx'
import { PrintLink } from '../../web/ui/printLink.tsx'
import { ConfirmReason } from '../../web/ui/reasonDialog.tsx'
import { SmallTable } from '../../web/ui/smallTable.tsx'
import { StatusChip } from '../../web/ui/statusChip.tsx'
import { sayRefused } from '../../web/ui/toast.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'
import type { PickLine, PickList } from '../pick.contract.ts'

/** What a job takes from stock and where it lies: issued by scan, by line, or all at once. */
export function PickListPage() {
  const list = useRead(orpc.picks.get, { id: usePathId() })
  return <Loaded read={list}>{(shown) => <Shown key={shown.jobId} list={shown} />}</Loaded>
}

/** What a scanned code stands for on the list: lines of an item or lot, or all that lies in a place. */
const scannedLines = (lines: readonly PickLine[], found: Scanned): PickLine[] =>
  lines.filter((l) =>
    found.kind === 'place'
      ? !l.made && l.picks.some((p) => p.placeId === found.id)
      : found.kind === 'lot'
        ? l.picks.some((p) => p.lotId === found.id)
        : l.itemId === found.itemId && l.picks.length > 0,
  )

function Shown({ list }: { list: PickList }) {
  const may = useMay('shopfloor.report')
  const issue = useAction(api.picks.issueAll, {
    done: (r) => t(r.short > 0 ? 'floor.pickedShort' : 'floor.picked', { count: r.lines, short: r.short }),
    undo: (r) => api.floor.undoIssue({ moveIds: r.moveIds, reason: t('floor.atOnce') }),
  })
  const scanned = (found: Scanned) => {
    const lines = scannedLines(list.lines, found)
    if (lines.length === 0) return sayRefused(new Error(t('floor.notOnList')), t('floor.notIssued'))
    void issue.run({ id: list.jobId, materialIds: lines.map((l) => l.materialId) })
  }
  return (
    <Page
      title={list.title}
      number={list.job}
      status={list.status}
      crumbs={[{ label: list.job, to: `/jobs/${list.jobId}` }]}
      aside={<span className="dimmed">{t('floor.pickList')}</span>}
      actions={
        <>
          {may && <ScanField label={t('floor.scanToIssue')} onScan={scanned} autoFocus />}
          <PrintLink to={`/api/print/pickList/${list.jobId}`} label={t('floor.pickList')} />
          {may && (
            <ActionButton
              kind="primary"
              label={t('floor.issueAll')}
              whyNot={list.whyNot}
              busy={issue.busy}
              onAct={() => issue.run({ id: list.jobId })}
            />
          )}
        </>
      }
    >
      <Section title={t('floor.toPick')}>
        <Lines list={list} issue={(l) => issue.run({ id: list.jobId, materialIds: [l.materialId] })} may={may} />
      </Section>
      <Issued list={list} />
    </Page>
  )
}

const placesOf = (l: PickLine): string =>
  l.picks
    .map(
      (p) =>
        `${[p.place, p.lot].filter(Boolean).join(' · ')}${l.picks.length > 1 ? ` (${formatQuantity(p.quantity)})` : ''}`,
    )
    .join(', ')

function State({ line }: { line: PickLine }) {
  if (line.backflushed) return <span className="dimmed">{t('floor.backflushed')}</span>
  if (line.missing <= 0) return <StatusChip word="done" label={t('floor.complete')} />
  if (!line.open) return <span className="dimmed">{t('floor.notReleased')}</span>
  if (line.made) return <span className="dimmed">{t('floor.madeHere')}</span>
  if (line.short > 0)
    return (
      <StatusChip
        word="missing"
        tone="blocked"
        label={t('floor.short', { quantity: formatQuantity(line.short, line.unit) })}
      />
    )
  return <StatusChip word="ready" />
}

function Lines({ list, issue, may }: { list: PickList; issue: (line: PickLine) => unknown; may: boolean }) {
  return (
    <SmallTable
      caption={t('floor.toPick')}
      rows={list.lines}
      keyOf={(l) => l.materialId}
      empty={t('floor.nothingToPick')}
      columns={[
        {
          name: 'itemNumber',
          label: t('floor.item'),
          link: (l) => `/stock/items/${l.itemId}`,
          show: (l) => `${l.itemNumber} · ${l.itemName}`,
        },
        {
          name: 'workOrder',
          label: t('floor.forWhat'),
          show: (l) => [l.workOrder, l.sequence].filter(Boolean).join(' · '),
        },
        {
          name: 'required',
          label: t('floor.needs'),
          kind: 'quantity',
          show: (l) => formatQuantity(l.required, l.unit),
        },
        { name: 'issued', label: t('floor.issuedSoFar'), kind: 'quantity' },
        { name: 'missing', label: t('floor.stillMissing'), kind: 'quantity' },
        { name: 'picks', label: t('floor.takeFrom'), show: placesOf },
        { name: 'state', label: t('floor.state'), show: (l) => <State line={l} /> },
        {
          name: 'materialId',
          label: '',
          show: (l) =>
            may &&
            l.picks.length > 0 && (
              <ActionButton
                label={t('floor.issueRest', {
                  quantity: formatQuantity(
                    l.picks.reduce((sum, p) => sum + p.quantity, 0),
                    l.unit,
                  ),
                })}
                onAct={() => issue(l)}
              />
            ),
        },
      ]}
    />
  )
}

/** What was issued, with whatever was taken back; both stay to be seen. */
function Issued({ list }: { list: PickList }) {
  const mayCorrect = useMay('shopfloor.correct')
  const mayStock = useMay('inventory.write')
  const [wrong, setWrong] = useState<PickList['issued'][number]>()
  const reverse = useAction(api.floor.undoIssue, { done: t('floor.issueTakenBack') })
  if (list.issued.length === 0) return null
  return (
    <Section title={t('floor.issuedList')}>
      <SmallTable
        caption={t('floor.issuedList')}
        rows={list.issued}
        keyOf={(m) => m.id}
        columns={[
          { name: 'at', label: t('floor.when'), show: (m) => formatInstant(m.at) },
          { name: 'by', label: t('floor.who') },
          { name: 'document', label: t('floor.kind'), show: (m) => wordText(m.document) },
          { name: 'workOrder', label: t('floor.workOrder') },
          { name: 'itemNumber', label: t('floor.item'), show: (m) => `${m.itemNumber} · ${m.itemName}` },
          { name: 'place', label: t('floor.place'), show: (m) => [m.place, m.lot].filter(Boolean).join(' · ') },
          {
            name: 'quantity',
            label: t('floor.quantity'),
            kind: 'quantity',
            show: (m) => formatQuantity(m.quantity, m.unit),
          },
          {
            name: 'reason',
            label: t('floor.remarks'),
            show: (m) => [m.takenBack && t('floor.takenBack'), m.reason].filter(Boolean).join(' · '),
          },
          {
            name: 'id',
            label: '',
            show: (m) =>
              (mayCorrect || mayStock) &&
              !m.takenBack &&
              (m.document === 'issue' || m.document === 'return') && (
                <ActionButton label={t('floor.takeBack')} onAct={() => setWrong(m)} />
              ),
          },
        ]}
      />
      <ConfirmReason
        open={wrong !== undefined}
        close={() => setWrong(undefined)}
        title={t('floor.takeBack')}
        text={t('floor.takeBackIssueText')}
        label={t('floor.takeBack')}
        onConfirm={({ text }) => reverse.run({ moveIds: [wrong?.id ?? 0], reason: text })}
      />
    </Section>
  )
}
