import { Group, Switch } from '@mantine/core'
import { sum } from '../../core/decimal.ts'
import { formatMoney } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { toolingPrice } from '../price.rules.ts'
import type { QuotationLine } from '../quotation.model.ts'
import { CommitNumber } from './commitNumber.tsx'
import type { Breaks } from './useBreaks.ts'

type Props = { line: QuotationLine; breaks: Breaks; editable: boolean }

/** What a line's prices depend on besides its costs: minimum, one-off charge, tax, and whether tooling is charged once. */
export function LineTerms({ line, breaks: { terms, type, store }, editable }: Props) {
  const common = { disabled: !editable, w: 132, min: 0 }
  return (
    <Group gap="sm" mt="md" align="flex-end">
      <CommitNumber
        {...common}
        label={t('sales.minimumPrice')}
        decimals={4}
        value={line.minimumPrice}
        onLive={(v) => type({ minimumPrice: v ?? line.minimumPrice })}
        onCommit={(v) => store({ minimumPrice: v ?? 0 })}
      />
      <CommitNumber
        {...common}
        label={t('sales.oneOffPrice')}
        decimals={4}
        value={line.oneOffPrice}
        onLive={(v) => type({ oneOffPrice: v ?? line.oneOffPrice })}
        onCommit={(v) => store({ oneOffPrice: v ?? 0 })}
      />
      <CommitNumber
        {...common}
        label={t('sales.taxPercent')}
        suffix=" %"
        decimals={4}
        max={1000}
        value={line.taxPercent}
        onCommit={(v) => store({ taxPercent: v ?? 0 })}
      />
      <CommitNumber
        {...common}
        label={t('sales.leadDays')}
        decimals={0}
        max={1000}
        value={line.leadDays}
        onCommit={(v) => store({ leadDays: v ?? 0 })}
      />
      <ToolingOnce
        line={line}
        tooling={toolingPrice(line.breaks[0]?.costs ?? {}, terms)}
        terms={terms}
        editable={editable}
        store={store}
      />
    </Group>
  )
}

type ToolingProps = {
  line: QuotationLine
  tooling: number
  terms: Breaks['terms']
  editable: boolean
  store: Breaks['store']
}

/** Moves the tooling between the price per piece and the one-off charge. */
function ToolingOnce({ line, tooling, terms, editable, store }: ToolingProps) {
  if (tooling === 0 && !line.toolingInOneOff) return null
  const change = (once: boolean) =>
    store({ toolingInOneOff: once, oneOffPrice: Math.max(0, sum([line.oneOffPrice, once ? tooling : -tooling])) })
  return (
    <Switch
      disabled={!editable}
      mb={6}
      label={t(tooling > 0 ? 'sales.toolingOnce' : 'sales.toolingOnceShort', {
        amount: formatMoney(tooling, terms.currency),
      })}
      checked={line.toolingInOneOff}
      onChange={(e) => void change(e.currentTarget.checked)}
    />
  )
}
