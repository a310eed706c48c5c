import { ActionIcon, SegmentedControl } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { divide, sum } from '../../core/decimal.ts'
import { type CostElement, costElements } from '../../engines/costing/elements.ts'
import { api } from '../../web/api.ts'
import { formatMoney, formatPercent, formatPrice, formatQuantity } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { Section } from '../../web/ui/page.tsx'
import { TableScroll } from '../../web/ui/tableScroll.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import type { Quotation, QuotationLine } from '../quotation.model.ts'
import { CommitNumber } from './commitNumber.tsx'
import { LineTerms } from './lineTerms.tsx'
import { type Breaks, type LiveBreak, useBreaks, usePriceFollowingMethod } from './useBreaks.ts'

type Props = { quotation: Quotation; line: QuotationLine; editable: boolean; seesCosts: boolean }
/** What every part of the table needs. */
type Shared = Props & { breaks: Breaks; each: boolean }

/** Quantity breaks side by side: cost by element with its mark-up, price, margin. Typing a mark-up moves every price at once. */
export function BreakTable(props: Props) {
  const { quotation, line, editable, seesCosts } = props
  const [each, setEach] = useState(true)
  const breaks = useBreaks(quotation, line)
  const price = useAction(api.quotations.priceLine, { done: t('sales.pricedAgain') })
  usePriceFollowingMethod(line, editable)
  const shared = { ...props, breaks, each }
  return (
    <Section
      title={t('sales.prices')}
      actions={
        <>
          {editable && (
            <ActionButton
              kind={line.stale ? 'primary' : 'quiet'}
              label={t('sales.priceAgain')}
              onAct={() => price.run({ id: line.id })}
            />
          )}
          {seesCosts && <EachOrAll each={each} setEach={setEach} />}
        </>
      }
    >
      {line.warnings.length > 0 && <p className="sales-warning">{line.warnings.join(' ')}</p>}
      <TableScroll>
        <table className="lines break-table">
          <caption className="hidden-text">{t('sales.prices')}</caption>
          <Head {...shared} />
          {seesCosts && (
            <tbody>
              <ElementRows {...shared} />
            </tbody>
          )}
          <Foot {...shared} />
        </table>
      </TableScroll>
      <LineTerms line={line} breaks={breaks} editable={editable} />
    </Section>
  )
}

const EachOrAll = ({ each, setEach }: { each: boolean; setEach: (each: boolean) => void }) => (
  <SegmentedControl
    size="xs"
    aria-label={t('sales.costsFor')}
    value={each ? 'each' : 'all'}
    onChange={(v) => setEach(v === 'each')}
    data={[
      { value: 'each', label: t('sales.perPiece') },
      { value: 'all', label: t('sales.wholeQuantity') },
    ]}
  />
)

function Head({ line, editable, seesCosts, breaks }: Shared) {
  return (
    <thead>
      <tr>
        <th scope="col">{t('sales.element')}</th>
        {seesCosts && (
          <th scope="col" className="number">
            {t('sales.markup')}
          </th>
        )}
        {breaks.breaks.map((b) => (
          <th key={b.id} scope="col" className="number">
            {editable ? (
              <CommitNumber
                cell
                aria-label={t('sales.breakQuantity', { quantity: b.quantity })}
                value={b.quantity}
                suffix={` ${line.unit}`}
                onCommit={(quantity) => breaks.changeBreak(b.quantity, { quantity })}
              />
            ) : (
              formatQuantity(b.quantity, line.unit)
            )}
          </th>
        ))}
        {editable && (
          <th scope="col" style={{ width: 110 }}>
            <CommitNumber
              cell
              aria-label={t('sales.addBreak')}
              placeholder={t('sales.addBreakShort')}
              miw={92}
              value={null}
              onCommit={breaks.addBreak}
            />
          </th>
        )}
      </tr>
    </thead>
  )
}

function Foot(shared: Shared) {
  const { quotation, seesCosts, each } = shared
  return (
    <tfoot>
      {seesCosts && (
        <FootRow
          {...shared}
          name={t('sales.cost')}
          quiet
          show={(b) => formatMoney(each ? divide(4, b.figures.cost, b.quantity) : b.figures.cost)}
        />
      )}
      <FootRow
        {...shared}
        name={t('sales.priceEach', { currency: quotation.currency })}
        show={(b) => <PriceCell {...shared} of={b} />}
      />
      <FootRow {...shared} name={t('sales.net')} quiet show={(b) => formatMoney(b.figures.net, quotation.currency)} />
      {seesCosts && (
        <FootRow
          {...shared}
          name={t('sales.margin')}
          show={(b) => <Margin margin={b.figures.margin} percent={b.figures.marginPercent} />}
        />
      )}
    </tfoot>
  )
}

type FootProps = Shared & { name: string; show: (b: LiveBreak) => ReactNode; quiet?: boolean }

function FootRow({ name, show, quiet = false, seesCosts, editable, breaks }: FootProps) {
  return (
    <tr data-quiet={quiet || undefined}>
      <th scope="row" colSpan={seesCosts ? 2 : 1}>
        {name}
      </th>
      {breaks.breaks.map((b) => (
        <td key={b.id} className="number">
          {show(b)}
        </td>
      ))}
      {editable && <td />}
    </tr>
  )
}

/** The computed price, or one that the estimator typed, with a way back to the computed one. */
function PriceCell({ quotation, editable, breaks, of: b }: Shared & { of: LiveBreak }) {
  if (!editable) return formatPrice(b.price, quotation.currency)
  return (
    <span className="break-price">
      {b.unitPriceFixed && (
        <ActionIcon
          size="sm"
          variant="subtle"
          color="gray"
          aria-label={t('sales.computeAgain', { quantity: b.quantity })}
          title={t('sales.typedPrice')}
          onClick={() => breaks.changeBreak(b.quantity, { fixedUnitPrice: null })}
        >
          ↺
        </ActionIcon>
      )}
      <CommitNumber
        cell
        aria-label={t('sales.priceOf', { quantity: b.quantity })}
        decimals={4}
        min={0}
        value={b.price}
        onCommit={(fixedUnitPrice) => breaks.changeBreak(b.quantity, { fixedUnitPrice })}
      />
    </span>
  )
}

const Margin = ({ margin, percent }: { margin: number; percent: number | null }) => (
  <span style={margin < 0 ? { color: 'var(--tone-blocked)' } : undefined}>
    {percent === null ? '–' : formatPercent(percent)}
    <span className="margin-amount">{formatMoney(margin)}</span>
  </span>
)

function ElementRows({ line, editable, breaks, each }: Shared) {
  const shown = costElements.filter((e) => breaks.breaks.some((b) => (b.costs[e] ?? 0) !== 0))
  return shown.map((element) => {
    const name = t(`costElements.${element}`)
    const stored = line.markups[element] ?? 0
    return (
      <tr key={element}>
        <th scope="row">
          {name}
          {element === 'tooling' && line.toolingInOneOff && <span className="dimmed"> {t('sales.chargedOnce')}</span>}
        </th>
        <td className="number">
          {editable ? (
            <CommitNumber
              cell
              aria-label={t('sales.markupOf', { element: name })}
              suffix=" %"
              decimals={2}
              min={0}
              max={1000}
              value={stored}
              onLive={(v) => breaks.typeMarkup(element, v)}
              onCommit={(v) => breaks.store({ markups: { ...line.markups, [element]: v ?? 0 } })}
            />
          ) : (
            formatPercent(stored)
          )}
        </td>
        {breaks.breaks.map((b) => (
          <td key={b.id} className="number">
            <ElementCost element={element} of={b} each={each} />
          </td>
        ))}
        {editable && <td />}
      </tr>
    )
  })
}

/** An element's cost with a bar for its share of the whole cost. */
function ElementCost({ element, of: b, each }: { element: CostElement; of: LiveBreak; each: boolean }) {
  const cost = b.costs[element] ?? 0
  const total = sum(costElements.map((e) => b.costs[e] ?? 0))
  const share = total > 0 ? (cost / total) * 100 : 0
  return (
    <span className="element-cost" title={formatPercent(Math.round(share))}>
      {formatMoney(each ? divide(4, cost, b.quantity) : cost)}
      <span className="element-bar" aria-hidden="true" style={{ width: `${share}%` }} />
    </span>
  )
}
