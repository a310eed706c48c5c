import { TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { api } from '../../web/api.ts'
import { formatPrice, formatQuantity } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { ReferencePicker } from '../../web/ui/referencePicker.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import type { Quotation, QuotationLine } from '../quotation.model.ts'

/** The lines to choose from, each with the price of its first break. */
export function LineNav({
  lines,
  currency,
  chosen,
  choose,
}: {
  lines: readonly QuotationLine[]
  currency: string
  chosen: number | undefined
  choose: (id: number) => void
}) {
  return (
    <ol className="line-nav">
      {lines.map((l) => {
        const first = l.breaks[0]
        return (
          <li key={l.id}>
            <button type="button" aria-current={l.id === chosen} onClick={() => choose(l.id)}>
              <strong>
                {l.line} {l.itemNumber}
              </strong>
              <div>{l.description}</div>
              <div className="dimmed">
                {first && `${formatPrice(first.unitPrice, currency)} × ${formatQuantity(first.quantity)}`}
                {l.stale && ` · ${t('sales.stale')}`}
              </div>
            </button>
          </li>
        )
      })}
    </ol>
  )
}

/** Adds a line by choosing its item: it comes with its own copy of the method, priced. */
export function AddLine({ quotation, added }: { quotation: Quotation; added: (lineId: number) => void }) {
  const add = useAction(api.quotations.addLine)
  const [round, setRound] = useState(0)
  const put = async (itemId: number | null) => {
    if (itemId === null) return
    const stored = await add.run({ id: quotation.id, itemId })
    const line = stored?.lines.at(-1)
    if (line) added(line.id)
    setRound((n) => n + 1)
  }
  return (
    <ReferencePicker
      key={round}
      to="items"
      size="xs"
      aria-label={t('sales.addLine')}
      placeholder={t('sales.addLine')}
      value={null}
      onChange={(id) => void put(id)}
      disabled={add.busy}
    />
  )
}

/** A line's words, stored when the box is left. */
export function LineDescription({ line }: { line: QuotationLine }) {
  const [text, setText] = useState(line.description)
  const change = useAction(api.quotations.changeLine)
  useEffect(() => setText(line.description), [line.description])
  return (
    <TextInput
      label={t('fields.description')}
      maxLength={500}
      value={text}
      onChange={(e) => setText(e.currentTarget.value)}
      onBlur={() => {
        if (text.trim() !== '' && text !== line.description) void change.run({ id: line.id, description: text })
      }}
    />
  )
}
