import { Checkbox, Group, Modal, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { sum } from '../../core/decimal.ts'
import { api } from '../../web/api.ts'
import { formatMoney, formatPrice, plantToday } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { NumberBox } from '../../web/ui/numberBox.tsx'
import { TableScroll } from '../../web/ui/tableScroll.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { breakFor, lineAmounts } from '../price.rules.ts'
import type { Quotation, QuotationLine } from '../quotation.model.ts'
import { whyNotWin } from '../quotation.rules.ts'

type Chosen = { ordered: boolean; quantity: number | null; promisedOn: string }

const dayAfter = (days: number): string =>
  new Date(Date.parse(`${plantToday()}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
const usual = (line: QuotationLine): Chosen => ({
  ordered: true,
  quantity: line.breaks[0]?.quantity ?? null,
  promisedOn: line.promisedOn && line.promisedOn >= plantToday() ? line.promisedOn : dayAfter(line.leadDays),
})

/** The customer orders: which lines, how many, promised for when, under which number of the buyer. */
export function WinDialog({ quotation, open, close }: { quotation: Quotation; open: boolean; close: () => void }) {
  return (
    <Modal opened={open} onClose={close} title={t('sales.winTitle', { number: quotation.number })} size="xl">
      {open && <WinForm quotation={quotation} close={close} />}
    </Modal>
  )
}

function WinForm({ quotation, close }: { quotation: Quotation; close: () => void }) {
  const navigate = useNavigate()
  const [buyerOrderNumber, setNumber] = useState('')
  const [chosen, setChosen] = useState<Record<number, Chosen>>(
    Object.fromEntries(quotation.lines.map((l) => [l.id, usual(l)])),
  )
  const win = useAction(api.quotations.win, { done: (order) => t('sales.wonDone', { number: order.number }) })
  const put = (id: number, change: Partial<Chosen>) =>
    setChosen((now) => ({ ...now, [id]: { ...(now[id] as Chosen), ...change } }))
  const lines = quotation.lines.flatMap((l) => {
    const c = chosen[l.id]
    return c?.ordered ? [{ quotationLineId: l.id, quantity: c.quantity ?? 0, promisedOn: c.promisedOn }] : []
  })
  const amountOf = (line: QuotationLine): { unitPrice: number | null; net: number } => {
    const quantity = chosen[line.id]?.quantity ?? 0
    const at = breakFor(line.breaks, quantity)
    return at && chosen[line.id]?.ordered
      ? {
          unitPrice: at.unitPrice,
          net: lineAmounts({ ...line, quantity, unitPrice: at.unitPrice }, quotation.currency).net,
        }
      : { unitPrice: null, net: 0 }
  }
  const order = async () => {
    const made = await win.run({ id: quotation.id, buyerOrderNumber, lines })
    if (!made) return
    close()
    void navigate({ to: `/sales-orders/${made.id}` })
  }
  return (
    <>
      <TextInput
        data-autofocus
        label={t('fields.buyerOrderNumber')}
        maxLength={100}
        value={buyerOrderNumber}
        onChange={(e) => setNumber(e.currentTarget.value)}
        mb="sm"
        maw={320}
      />
      <TableScroll>
        <table className="lines">
          <caption className="hidden-text">{t('sales.lines')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('sales.ordered')}</th>
              <th scope="col">{t('fields.item')}</th>
              <th scope="col" className="number" style={{ width: 100 }}>
                {t('fields.quantity')}
              </th>
              <th scope="col" className="number">
                {t('fields.unitPrice')}
              </th>
              <th scope="col" style={{ width: 150 }}>
                {t('sales.promisedOn')}
              </th>
              <th scope="col" className="number">
                {t('fields.net')}
              </th>
            </tr>
          </thead>
          <tbody>
            {quotation.lines.map((l) => {
              const c = chosen[l.id] ?? usual(l)
              const { unitPrice, net } = amountOf(l)
              return (
                <tr key={l.id}>
                  <td>
                    <Checkbox
                      size="xs"
                      aria-label={t('sales.orderLine', { line: l.line })}
                      checked={c.ordered}
                      onChange={(e) => put(l.id, { ordered: e.currentTarget.checked })}
                    />
                  </td>
                  <td>
                    {l.itemNumber} · {l.description}
                  </td>
                  <td>
                    <NumberBox
                      size="xs"
                      aria-label={t('fields.quantity')}
                      disabled={!c.ordered}
                      value={c.quantity}
                      onChange={(quantity) => put(l.id, { quantity })}
                    />
                  </td>
                  <td className="number">{formatPrice(unitPrice, quotation.currency)}</td>
                  <td>
                    <TextInput
                      size="xs"
                      type="date"
                      aria-label={t('sales.promisedOn')}
                      disabled={!c.ordered}
                      value={c.promisedOn}
                      onChange={(e) => put(l.id, { promisedOn: e.currentTarget.value })}
                    />
                  </td>
                  <td className="number">{unitPrice === null ? '' : formatMoney(net, quotation.currency)}</td>
                </tr>
              )
            })}
          </tbody>
          <tfoot>
            <tr>
              <td colSpan={5}>{t('sales.total')}</td>
              <td className="number">
                {formatMoney(sum(quotation.lines.map((l) => amountOf(l).net)), quotation.currency)}
              </td>
            </tr>
          </tfoot>
        </table>
      </TableScroll>
      <Group justify="flex-end" gap="xs" mt="md">
        <ActionButton label={t('ui.cancel')} onAct={close} />
        <ActionButton
          kind="primary"
          label={t('sales.makeOrder')}
          whyNot={whyNotWin(quotation, lines, plantToday())}
          onAct={order}
        />
      </Group>
    </>
  )
}
