import { useRef, useState } from 'react'
import { api } from '../../web/api.ts'
import { formatMoney, formatQuantity, parseNumber } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { Section } from '../../web/ui/page.tsx'
import { sayRefused } from '../../web/ui/toast.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import type { Count } from '../stock.contract.ts'
import { ScanField, type Scanned } from './scanField.tsx'

type Line = Count['lines'][number]

/** The sheet: a scan or an arrow leads to a line, Enter stores what was counted and goes to the next. */
export function CountSheet({ count, readOnly }: { count: Count; readOnly: boolean }) {
  const boxes = useRef(new Map<number, HTMLInputElement>())
  const enter = useAction(api.stockCounts.enter)
  const focus = (line: Line | undefined) => {
    const box = line && boxes.current.get(line.id)
    box?.focus()
    box?.select()
  }
  const scanned = (s: Scanned) => {
    const line =
      count.lines.find((l) =>
        s.kind === 'lot'
          ? l.lotId === s.id
          : s.kind === 'item'
            ? l.itemId === s.id && l.countedQuantity === null
            : l.placeId === s.id,
      ) ?? count.lines.find((l) => s.kind === 'item' && l.itemId === s.id)
    if (line) focus(line)
    else sayRefused(new Error(t('stock.notOnSheet', { code: s.number })), t('stock.notFound'))
  }
  const store = async (line: Line, text: string, next: Line | undefined) => {
    const value = parseNumber(text)
    if (value === undefined) return
    focus(next)
    if (value !== line.countedQuantity) await enter.run({ countId: count.id, lineId: line.id, countedQuantity: value })
  }
  return (
    <Section title={t('stock.sheet')} actions={!readOnly && <ScanField onScan={scanned} />}>
      <div className="lines-scroll">
        <table className="lines">
          <caption className="hidden-text">{t('stock.sheet')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('fields.place')}</th>
              <th scope="col">{t('fields.item')}</th>
              <th scope="col">{t('fields.lot')}</th>
              <th scope="col" className="number">
                {t('stock.book')}
              </th>
              <th scope="col" className="number">
                {t('stock.counted')}
              </th>
              <th scope="col" className="number">
                {t('stock.difference')}
              </th>
              <th scope="col" className="number">
                {t('fields.value')}
              </th>
              <th scope="col">{t('fields.countedBy')}</th>
            </tr>
          </thead>
          <tbody>
            {count.lines.map((l, i) => (
              <tr
                key={l.id}
                className="count-line"
                data-off={l.countedQuantity !== null && l.difference !== 0 ? '' : undefined}
              >
                <td>{l.place}</td>
                <td>
                  {l.item} · {l.name}
                </td>
                <td>{l.lot}</td>
                <td className="number">{formatQuantity(l.bookQuantity, l.unit)}</td>
                <td className="number editable">
                  {readOnly ? (
                    formatQuantity(l.countedQuantity, l.unit)
                  ) : (
                    <CountBox
                      line={l}
                      ref={(box) => void (box ? boxes.current.set(l.id, box) : boxes.current.delete(l.id))}
                      store={(text, go) => void store(l, text, go ? count.lines[i + 1] : undefined)}
                    />
                  )}
                </td>
                <td className="number">{l.countedQuantity === null ? '' : formatQuantity(l.difference, l.unit)}</td>
                <td className="number">{l.countedQuantity === null ? '' : formatMoney(l.differenceValue)}</td>
                <td className="dimmed">{l.countedBy}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}

function CountBox({
  line,
  store,
  ref,
}: {
  line: Line
  store: (text: string, go: boolean) => void
  ref: (box: HTMLInputElement | null) => void
}) {
  const stored = line.countedQuantity === null ? '' : formatQuantity(line.countedQuantity)
  const [text, setText] = useState<string>()
  const shown = text ?? stored
  const keep = (go: boolean) => {
    store(shown, go)
    setText(undefined)
  }
  return (
    <input
      ref={ref}
      className="cell count-box number"
      inputMode="decimal"
      aria-label={`${t('stock.counted')}: ${line.item} ${line.lot ?? ''} ${line.place}`}
      value={shown}
      onChange={(e) => setText(e.currentTarget.value)}
      onBlur={() => text !== undefined && text !== stored && keep(false)}
      onKeyDown={(e) => {
        if (e.key !== 'Enter') return
        e.preventDefault()
        keep(true)
      }}
    />
  )
}
