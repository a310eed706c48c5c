import { type KeyboardEvent, useState } from 'react'
import { t } from '../../web/i18n.ts'
import type { FoundItem } from '../itemPage.model.ts'
import { ItemPicker } from './itemPicker.tsx'

/** A row that is being added: stored as soon as it has a name or an item. */
export type Pending = {
  kind: 'operation' | 'material'
  /** The row it comes behind; at the end when undefined. */
  behind: string | undefined
  depth: number
  onName: (name: string) => void
  onItem: (item: FoundItem) => void
  onCancel: () => void
}

export function PendingRow({ pending, width }: { pending: Pending; width: number }) {
  const [name, setName] = useState('')
  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'Escape') pending.onCancel()
    else if (event.key === 'Enter' && pending.kind === 'operation' && name.trim() !== '') pending.onName(name.trim())
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <tr data-kind={pending.kind} data-pending="">
      <td />
      <td colSpan={width - 1} style={{ paddingLeft: 8 + pending.depth * 18 }} onKeyDown={pressed}>
        <div className="method-pending">
          {pending.kind === 'operation' ? (
            <input
              // biome-ignore lint/a11y/noAutofocus: the user has just asked for this row
              autoFocus
              className="method-input"
              aria-label={t('methodGrid.newOperation')}
              placeholder={t('methodGrid.newOperation')}
              value={name}
              onChange={(e) => setName(e.currentTarget.value)}
              onBlur={() => (name.trim() === '' ? pending.onCancel() : pending.onName(name.trim()))}
            />
          ) : (
            <ItemPicker autoFocus aria-label={t('methodGrid.newMaterial')} size="xs" onChoose={pending.onItem} />
          )}
          <span className="dimmed">{t('methodGrid.escLeaves')}</span>
        </div>
      </td>
    </tr>
  )
}
