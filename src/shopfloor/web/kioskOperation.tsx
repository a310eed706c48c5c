import { useQuery } from '@tanstack/react-query'
import { roundQuantity } from '../../core/decimal.ts'
import { reasonsOf } from '../../web/fault.ts'
import { formatDay, formatQuantity } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { StatusChip } from '../../web/ui/statusChip.tsx'
import type { OperationSheet } from '../floor.contract.ts'
import { Acts } from './kioskActs.tsx'
import { KioskDrawing } from './kioskDrawing.tsx'
import { KioskMaterials } from './kioskMaterials.tsx'
import type { Mine } from './kioskQueue.tsx'
import { kiosk, useTerminal } from './terminal.ts'
import { type Act, waitingClock, waitingIssue, waitingPieces } from './waiting.ts'

type Clock = Mine['clocks'][number]
type Props = { id: number; mine: Mine['clocks']; close: () => void }

/** Everything for one step on one screen: what, how, with what, and the few things that can happen to it. */
export function KioskOperation({ id, mine, close }: Props) {
  const { waiting, signed } = useTerminal()
  const read = useQuery(kiosk.floor.operation.queryOptions({ input: { id } }))
  if (!read.data)
    return (
      <p className="kiosk-wait">
        {read.error
          ? reasonsOf(read.error).join(' ')
          : t(read.fetchStatus === 'paused' ? 'floor.notHere' : 'floor.opening')}
      </p>
    )
  const sheet = withWaiting(read.data, waiting)
  const { entry } = sheet
  const clock = clockNow(sheet, mine, waiting, signed?.employeeId ?? 0)
  return (
    <main className="kiosk-operation">
      <section className="kiosk-what" aria-label={t('floor.whatToDo')}>
        <h1>
          {entry.workOrder} · {entry.sequence} {entry.operation} <StatusChip word={entry.status} />
        </h1>
        <p>
          <strong>
            {formatQuantity(entry.quantity)} × {entry.item} · {entry.itemName}
          </strong>{' '}
          {entry.revision && t('floor.revision', { revision: entry.revision })}
        </p>
        <p className="dimmed">
          {[entry.job, entry.customer, t('floor.due', { day: formatDay(entry.dueOn) }), entry.workCenter]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <p className="dimmed">{sheet.sequenceOf}</p>
        {entry.waitsFor && <p role="status">{t('floor.waitsFor', { what: entry.waitsFor })}</p>}
      </section>
      <Acts sheet={sheet} clock={clock} close={close} />
      <section className="kiosk-how" aria-label={t('floor.howToDo')}>
        {sheet.tooling && <p>{t('floor.tooling', { tooling: sheet.tooling })}</p>}
        {sheet.instructions && <p className="kiosk-instructions">{sheet.instructions}</p>}
        <KioskDrawing drawings={sheet.drawings} />
        <KioskMaterials materials={sheet.materials} about={aboutOf(entry)} />
      </section>
    </main>
  )
}

export const aboutOf = (entry: OperationSheet['entry']): string =>
  `${entry.workOrder} · ${entry.sequence} ${entry.operation}`

/** The sheet as it will be when what waits here has been told. */
function withWaiting(sheet: OperationSheet, waiting: readonly Act[]): OperationSheet {
  if (waiting.length === 0) return sheet
  const { good, scrap } = waitingPieces(waiting, sheet.entry.operationId)
  const entry = {
    ...sheet.entry,
    good: roundQuantity(sheet.entry.good + good),
    scrap: roundQuantity(sheet.entry.scrap + scrap),
    ready: Math.max(0, roundQuantity(sheet.entry.ready - good - scrap)),
  }
  const materials = sheet.materials.map((m) => ({
    ...m,
    issued: roundQuantity(m.issued + waitingIssue(waiting, m.id)),
  }))
  return { ...sheet, entry, materials }
}

/** My clock on this operation, also when its start or stop still waits to be told. */
function clockNow(
  { entry }: OperationSheet,
  mine: readonly Clock[],
  waiting: readonly Act[],
  employeeId: number,
): Clock | undefined {
  const known = mine.find((c) => c.operationId === entry.operationId)
  const kept = waitingClock(waiting, employeeId, entry.operationId)
  if (kept === undefined) return known
  if (kept === 'stopped') return undefined
  const { workOrderId, jobId, job, item, quantity, good, operationId, workOrder, sequence, operation, workCenter } =
    entry
  return {
    id: 0,
    ...{ workOrderId, jobId, job, item, quantity, good, operationId, workOrder, sequence, operation, workCenter },
    plannedMinutes:
      kept.activity === 'setup' ? entry.setupMinutes : kept.activity === 'run' ? entry.runMinutes * entry.quantity : 0,
    spentMinutes: 0,
    employeeId,
    employee: '',
    activity: kept.activity as Clock['activity'],
    startedAt: kept.at,
  }
}
