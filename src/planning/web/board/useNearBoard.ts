import { useState } from 'react'
import { orpc } from '../../../web/api.ts'
import { useRead } from '../../../web/ui/useRead.ts'
import type { Board } from '../../board.contract.ts'
import { day } from './time.ts'

/** Machines, vendors and the open operations of the coming year, for forms and words outside the board. */
export function useNearBoard(): Board | undefined {
  const [from] = useState(() => Math.floor(Date.now() / day) * day)
  const span = { from: new Date(from).toISOString(), to: new Date(from + 364 * day).toISOString() }
  return useRead(orpc.board.window, span, { keep: true }).data as Board | undefined
}
