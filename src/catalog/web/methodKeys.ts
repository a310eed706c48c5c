import type { KeyboardEvent } from 'react'
import type { GridRow } from '../methodGrid.rules.ts'
import { type InputColumn, inputColumns } from './methodColumns.ts'
import type { GridActs } from './methodGrid.tsx'

type RowKeys = {
  acts: GridActs
  go: (row: number, column: number) => void
  edit: (row: GridRow, column: number, begin?: string) => void
  readOnly: boolean
}

/** What a key does on a row; false when it is none of the grid's. */
export function keyOnRow(
  event: KeyboardEvent,
  row: GridRow,
  at: number,
  column: number,
  { acts, go, edit, readOnly }: RowKeys,
): boolean {
  const made = row.kind === 'material' && row.material.supply === 'make'
  const closed = made && !row.open
  const atName = inputColumns[column] === ('name' satisfies InputColumn)
  switch (event.key) {
    case 'ArrowDown':
      go(at + 1, column)
      return true
    case 'ArrowUp':
      go(at - 1, column)
      return true
    case 'PageDown':
    case 'PageUp':
      go(at + (event.key === 'PageDown' ? 15 : -15), column)
      return true
    case 'Home':
    case 'End':
      if (event.ctrlKey) go(event.key === 'Home' ? 0 : Number.MAX_SAFE_INTEGER, column)
      else go(at, event.key === 'Home' ? 0 : inputColumns.length - 1)
      return true
    case 'ArrowRight':
      if (closed && atName) acts.toggle(row, true)
      else go(at, column + 1)
      return true
    case 'ArrowLeft':
      if (made && row.open && atName) acts.toggle(row, false)
      else go(at, column - 1)
      return true
    case 'Tab':
      // Only a closed made line takes the Tab; everywhere else it leaves the grid, so nobody is caught in it.
      if (event.shiftKey || !closed) return false
      acts.toggle(row, true)
      return true
    case 'Enter':
    case 'F2':
      edit(row, column)
      return true
    case ' ':
      acts.details(row)
      return true
    case 'Delete':
      if (!readOnly) acts.remove(row)
      return true
    default:
      if (readOnly || event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return false
      edit(row, column, event.key)
      return true
  }
}
