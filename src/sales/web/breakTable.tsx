import { ActionIcon, Group, SegmentedControl, Switch } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { divide, sum } from '../../core/decimal.ts'
import { type CostElement, costElements } from '../../engines/costing/elements.ts'
import { api } from '../../web/api.ts'
import { formatMoney, formatPercent, formatPrice, formatQuantity } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { Section } from '../../web/ui/page.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { breakFigures, type PriceTerms, toolingPrice, unitPriceOf } from '../price.rules.ts'
import type { Quotation, QuotationBreak, QuotationLine, QuotationLineFields } from '../quotation.model.ts'
import { CommitNumber } from './commitNumber.tsx'

type Live = Partial<Pick<QuotationLineFields, 'minimumPrice' | 'oneOffPrice' | 'toolingInOneOff'>> & { markups?: QuotationLineFields['markups'] }
type Column = QuotationBreak & { live: ReturnType<typeof breakFigures>; price: number }

/** The breaks as they would be if what is being typed were stored: the same rules as the server's. */
const columnsOf = (breaks: readonly QuotationBreak[], terms: PriceTerms): Column[] =>
  breaks.map((b) => {
    const price = b.unitPriceFixed || b.cost === null ? b.unitPrice : unitPriceOf(b.costs, b.quantity, terms)
    return { ...b, price, live: breakFigures(b.costs, b.quantity, price, terms) }
  })

/** Quantity breaks side by side: cost by element with its mark-up, price, margin. Typing a mark-up moves every price at once. */
export function BreakTable({ quotation, line, editable, seesCosts }: { quotation: Quotation; line: QuotationLine; editable: boolean; seesCosts: boolean }) {
  const [live, setLive] = useState<Live>({})
  const [each, setEach] = useState(true)
  const change = useAction(api.quotations.changeLine)
  const setBreaks = useAction(api.quotations.setBreaks)
  const price = useAction(api.quotations.priceLine, { done: t('sales.pricedAgain') })
  const terms: PriceTerms = { ...line, ...live, markups: { ...line.markups, ...live.markups }, currency: quotation.currency, exchangeRate: quotation.exchangeRate }
  const columns = columnsOf(line.breaks, terms)
  const store = async (fields: Partial<QuotationLineFields>) => {
    await change.run({ id: line.id, ...fields })
    setLive({})
  }
  const put = (quantity: number, next: { quantity?: number | null; fixedUnitPrice?: number | null }) => {
    const kept = line.breaks.map((b) => ({ quantity: b.quantity, fixedUnitPrice: b.unitPriceFixed ? b.unitPrice : null }))
    const changed = kept.map((b) => (b.quantity === quantity ? { quantity: next.quantity === undefined ? b.quantity : next.quantity, fixedUnitPrice: next.fixedUnitPrice === undefined ? b.fixedUnitPrice : next.fixedUnitPrice } : b))
    void setBreaks.run({ id: line.id, breaks: changed.filter((b): b is { quantity: number; fixedUnitPrice: number | null } => b.quantity !== null && b.quantity > 0) })
  }
  const add = (quantity: number | null) => {
    if (quantity !== null && quantity > 0) void setBreaks.run({ id: line.id, breaks: [...line.breaks.map((b) => ({ quantity: b.quantity, fixedUnitPrice: b.unitPriceFixed ? b.unitPrice : null })), { quantity }] })
  }
  return (
    <Section
      title={t('sales.prices')}
      actions={
        <>
          {line.stale && <ActionButton kind="primary" label={t('sales.priceAgain')} onAct={() => price.run({ id: line.id })} />}
          {seesCosts && <SegmentedControl size="xs" aria-label={t('sales.costsFor')} value={each ? 'each' : 'all'} onChange={(v) => setEach(v === 'each')} data={[{ value: 'each', label: t('sales.perPiece') }, { value: 'all', label: t('sales.wholeQuantity') }]} />}
        </>
      }
    >
      {line.warnings.length > 0 && <p className="sales-warning">{line.warnings.join(' ')}</p>}
      <div className="lines-scroll">
        <table className="lines break-table">
          <caption className="hidden-text">{t('sales.prices')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('sales.element')}</th>
              {seesCosts && <th scope="col" className="number">{t('sales.markup')}</th>}
              {columns.map((c) => (
                <th key={c.id} scope="col" className="number">
                  {editable ? <CommitNumber cell aria-label={t('sales.breakQuantity', { quantity: c.quantity })} value={c.quantity} suffix={` ${line.unit}`} onCommit={(quantity) => put(c.quantity, { quantity })} /> : formatQuantity(c.quantity, line.unit)}
                </th>
              ))}
              {editable && (
                <th scope="col" style={{ width: 92 }}>
                  <CommitNumber cell aria-label={t('sales.addBreak')} placeholder={t('sales.addBreakShort')} value={null} onCommit={add} />
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {seesCosts && <ElementRows columns={columns} each={each} markups={terms.markups} editable={editable} toolingApart={terms.toolingInOneOff} onLive={(markups) => setLive((now) => ({ ...now, markups: { ...now.markups, ...markups } }))} onCommit={(markups) => store({ markups: { ...line.markups, ...markups } })} />}
          </tbody>
          <tfoot>
            {seesCosts && <FootRow name={t('sales.cost')} skip={1} columns={columns} show={(c) => formatMoney(each ? divide(4, c.live.cost, c.quantity) : c.live.cost)} editable={editable} quiet />}
            <FootRow
              name={t('sales.priceEach', { currency: quotation.currency })}
              skip={seesCosts ? 1 : 0}
              columns={columns}
              editable={editable}
              show={(c) =>
                editable ? (
                  <span className="break-price">
                    {c.unitPriceFixed && (
                      <ActionIcon size="sm" variant="subtle" color="gray" aria-label={t('sales.computeAgain', { quantity: c.quantity })} title={t('sales.typedPrice')} onClick={() => put(c.quantity, { fixedUnitPrice: null })}>
                        ↺
                      </ActionIcon>
                    )}
                    <CommitNumber cell aria-label={t('sales.priceOf', { quantity: c.quantity })} decimals={4} value={c.price} onCommit={(fixedUnitPrice) => put(c.quantity, { fixedUnitPrice })} />
                  </span>
                ) : (
                  formatPrice(c.price, quotation.currency)
                )
              }
            />
            <FootRow name={t('sales.net')} skip={seesCosts ? 1 : 0} columns={columns} show={(c) => formatMoney(c.live.net, quotation.currency)} editable={editable} quiet />
            {seesCosts && <FootRow name={t('sales.margin')} skip={1} columns={columns} show={(c) => <Margin margin={c.live.margin} percent={c.live.marginPercent} />} editable={editable} />}
          </tfoot>
        </table>
      </div>
      <Terms quotation={quotation} line={line} terms={terms} editable={editable} onLive={(fields) => setLive((now) => ({ ...now, ...fields }))} store={store} />
    </Section>
  )
}

function FootRow({ name, columns, show, skip, editable, quiet = false }: { name: string; columns: readonly Column[]; show: (c: Column) => ReactNode; skip: number; editable: boolean; quiet?: boolean }) {
  return (
    <tr data-quiet={quiet || undefined}>
      <th scope="row" colSpan={1 + skip}>
        {name}
      </th>
      {columns.map((c) => (
        <td key={c.id} className="number">
          {show(c)}
        </td>
      ))}
      {editable && <td />}
    </tr>
  )
}

const Margin = ({ margin, percent }: { margin: number; percent: number | null }) => (
  <span style={margin < 0 ? { color: 'var(--tone-blocked)' } : undefined}>
    {percent === null ? '–' : formatPercent(percent)}
    <span className="margin-amount">{formatMoney(margin)}</span>
  </span>
)

type ElementProps = {
  columns: readonly Column[]
  each: boolean
  markups: QuotationLineFields['markups']
  editable: boolean
  toolingApart: boolean
  onLive: (markups: QuotationLineFields['markups']) => void
  onCommit: (markups: QuotationLineFields['markups']) => void
}

function ElementRows({ columns, each, markups, editable, toolingApart, onLive, onCommit }: ElementProps) {
  const shown = costElements.filter((e) => columns.some((c) => (c.costs[e] ?? 0) !== 0))
  return shown.map((element) => (
    <tr key={element}>
      <th scope="row">
        {t(`costElements.${element}`)}
        {element === 'tooling' && toolingApart && <span className="dimmed"> {t('sales.chargedOnce')}</span>}
      </th>
      <td className="number">
        {editable ? (
          <CommitNumber cell aria-label={t('sales.markupOf', { element: t(`costElements.${element}`) })} suffix=" %" decimals={2} min={0} max={1000} value={markups[element] ?? 0} onLive={(v) => onLive(v === undefined ? {} : { [element]: v })} onCommit={(v) => onCommit({ [element]: v ?? 0 })} />
        ) : (
          formatPercent(markups[element] ?? 0)
        )}
      </td>
      {columns.map((c) => (
        <td key={c.id} className="number">
          <ElementCost element={element} column={c} each={each} />
        </td>
      ))}
      {editable && <td />}
    </tr>
  ))
}

/** An element's cost with a bar for its share of the whole cost. */
function ElementCost({ element, column, each }: { element: CostElement; column: Column; each: boolean }) {
  const cost = column.costs[element] ?? 0
  const total = sum(costElements.map((e) => column.costs[e] ?? 0))
  const share = total > 0 ? (cost / total) * 100 : 0
  return (
    <span className="element-cost" title={formatPercent(Math.round(share))}>
      {formatMoney(each ? divide(4, cost, column.quantity) : cost)}
      <span className="element-bar" aria-hidden="true" style={{ width: `${share}%` }} />
    </span>
  )
}

type TermsProps = { quotation: Quotation; line: QuotationLine; terms: PriceTerms; editable: boolean; onLive: (fields: Live) => void; store: (fields: Partial<QuotationLineFields>) => void }

function Terms({ quotation, line, terms, editable, onLive, store }: TermsProps) {
  const tooling = toolingPrice(line.breaks[0]?.costs ?? {}, terms)
  const common = { disabled: !editable, w: 132 }
  return (
    <Group gap="sm" mt="md" align="flex-end">
      <CommitNumber {...common} label={t('sales.minimumPrice')} decimals={4} min={0} value={line.minimumPrice} onLive={(v) => onLive(v === undefined ? {} : { minimumPrice: v })} onCommit={(v) => store({ minimumPrice: v ?? 0 })} />
      <CommitNumber {...common} label={t('sales.oneOffPrice')} decimals={4} min={0} value={terms.oneOffPrice} onLive={(v) => onLive(v === undefined ? {} : { oneOffPrice: v })} onCommit={(v) => store({ oneOffPrice: v ?? 0 })} />
      <CommitNumber {...common} label={t('sales.taxPercent')} suffix=" %" decimals={4} min={0} max={1000} value={line.taxPercent} onCommit={(v) => store({ taxPercent: v ?? 0 })} />
      <CommitNumber {...common} label={t('sales.leadDays')} decimals={0} min={0} max={1000} value={line.leadDays} onCommit={(v) => store({ leadDays: v ?? 0 })} />
      {(tooling > 0 || line.toolingInOneOff) && (
        <Switch
          disabled={!editable}
          mb={6}
          label={tooling > 0 ? t('sales.toolingOnce', { amount: formatMoney(tooling, quotation.currency) }) : t('sales.toolingOnceShort')}
          checked={terms.toolingInOneOff}
          onChange={(e) => store(e.currentTarget.checked ? { toolingInOneOff: true, oneOffPrice: sum([line.oneOffPrice, tooling]) } : { toolingInOneOff: false, oneOffPrice: Math.max(0, sum([line.oneOffPrice, -tooling])) })}
        />
      )}
    </Group>
  )
}
