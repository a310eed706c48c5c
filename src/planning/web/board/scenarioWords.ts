import { formatDay, formatMoney, formatQuantity } from '../../../web/format.ts'
import { t } from '../../../web/i18n.ts'
import type { Board } from '../../board.contract.ts'
import type { ShownPlanChange } from '../../board.model.ts'
import { useNearBoard } from './useNearBoard.ts'
import { resourceName, shortInstant } from './words.ts'

const operationName = (board: Board, id: number) => board.bars.find((b) => b.operationId === id)?.operation ?? `${id}`
const centerName = (board: Board, id: number) =>
  board.resources.find((r) => r.workCenterId === id)?.workCenter ?? `${id}`

/** A change as a line of words. */
export function useChangeText(): (change: ShownPlanChange) => string {
  const board = useNearBoard()
  if (!board) return () => '…'
  return (c) => {
    switch (c.kind) {
      case 'move':
        return t('whatIf.lines.move', {
          what: operationName(board, c.operationId),
          where: c.resource ? resourceName(board, c.resource) : '',
          when: c.startAt ? shortInstant(c.startAt) : '',
        })
      case 'unpin':
      case 'split':
        return t(`whatIf.lines.${c.kind}`, { what: operationName(board, c.operationId) })
      case 'queue':
        return t('whatIf.lines.queue', { where: resourceName(board, c.resource) })
      case 'priority': {
        const job = board.bars.find((b) => b.jobId === c.jobId)?.job ?? ''
        return t(c.priority === 'rush' ? 'whatIf.lines.rush' : 'whatIf.lines.normal', { job })
      }
      case 'rushOrder':
        return t('whatIf.lines.rushOrder', {
          quantity: formatQuantity(c.quantity),
          day: formatDay(c.dueOn),
        })
      case 'down':
      case 'overtime':
        return t(`whatIf.lines.${c.kind}`, {
          where:
            c.kind === 'down' && c.machineId !== null
              ? resourceName(board, `m${c.machineId}`)
              : centerName(board, c.workCenterId),
          from: shortInstant(c.from),
          to: shortInstant(c.to),
        })
      case 'outside':
        return t(c.unitPrice === null ? 'whatIf.lines.outsideDays' : 'whatIf.lines.outside', {
          what: operationName(board, c.operationId),
          where: resourceName(board, `v${c.vendorId}`),
          days: c.leadDays,
          price: formatMoney(c.unitPrice),
        })
      case 'retime':
        return t('whatIf.lines.retime', { what: t('nav.downtime'), from: shortInstant(c.from), to: shortInstant(c.to) })
      case 'dropTime':
      case 'releaseHold':
        return t(`whatIf.lines.${c.kind}`)
    }
  }
}
