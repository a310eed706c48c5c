import { Group, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { sum } from '../../core/decimal.ts'
import { api } from '../../web/api.ts'
import { formatMoney, formatQuantity, plantToday } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { NumberBox } from '../../web/ui/numberBox.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import type { Dispatch } from '../dispatch.contract.ts'
import { type RejectedFate, rejectedFates } from '../dispatch.model.ts'
import { chargeOfReceipt, whyNotReceive } from '../dispatch.rules.ts'

type Line = Dispatch['lines'][number]
type Came = { good: number; rejected: number; lost: number; rejectedTo: RejectedFate; reason: string }
const nothing: Came = { good: 0, rejected: 0, lost: 0, rejectedTo: 'scrap', reason: '' }

/** What one line's receipt will cost, before it is booked; nothing for those who may not see prices. */
const chargeText = (line: Line, came: Came): string =>
  line.unitPrice === null || line.minimumCharge === null
    ? ''
    : formatMoney(
        chargeOfReceipt({ unitPrice: line.unitPrice, minimumCharge: line.minimumCharge }, line.goodQuantity, came.good),
      )

export function ReceiveForm({ dispatch, close }: { dispatch: Dispatch; close: () => void }) {
  const open = dispatch.lines.filter((l) => l.atVendor > 0)
  const [came, setCame] = useState<Record<number, Came>>({})
  const [deliveryNote, setNote] = useState('')
  const [receivedOn, setDay] = useState(plantToday())
  const put = (id: number, change: Partial<Came>) =>
    setCame((now) => ({ ...now, [id]: { ...(now[id] ?? nothing), ...change } }))
  const filled = open.flatMap((line) => {
    const c = came[line.id] ?? nothing
    return sum([c.good, c.rejected, c.lost]) > 0 ? [{ line, came: { dispatchLineId: line.id, ...c } }] : []
  })
  const whyNot =
    filled.length === 0
      ? [{ code: 'vendorReceipt.empty', message: t('outside.enterSomething') }]
      : filled.flatMap((f) => whyNotReceive(dispatch, f.line, f.came))
  const receive = useAction(api.outsourcing.receive, { done: (r) => t('outside.received', { number: r.receipt }) })
  const save = async () => {
    if (await receive.run({ dispatchId: dispatch.id, deliveryNote, receivedOn, lines: filled.map((f) => f.came) }))
      close()
  }
  const all = () => setCame(Object.fromEntries(open.map((l) => [l.id, { ...nothing, good: l.atVendor }])))
  return (
    <Stack gap="sm">
      <Group gap="sm" align="flex-end">
        <TextInput
          label={t('fields.deliveryNote')}
          data-autofocus
          maxLength={100}
          value={deliveryNote}
          onChange={(e) => setNote(e.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t('fields.receivedOn')}
          required
          value={receivedOn}
          onChange={(e) => setDay(e.currentTarget.value)}
        />
        <ActionButton label={t('outside.allGood')} onAct={all} />
      </Group>
      <div className="lines-scroll">
        <table className="lines">
          <caption className="hidden-text">{t('outside.lines')}</caption>
          <thead>
            <tr>
              {[
                t('fields.workOrder'),
                t('fields.process'),
                t('outside.stillThere'),
                t('outside.good'),
                t('outside.rejected'),
                t('outside.rejectedTo'),
                t('outside.lost'),
                t('fields.reason'),
                t('outside.charge'),
              ].map((label) => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {open.map((line) => (
              <ReceiveRow
                key={line.id}
                line={line}
                came={came[line.id] ?? nothing}
                put={(change) => put(line.id, change)}
              />
            ))}
          </tbody>
        </table>
      </div>
      <Group justify="flex-end" gap="xs">
        <ActionButton label={t('ui.cancel')} onAct={close} />
        <ActionButton kind="primary" label={t('outside.receive')} whyNot={whyNot} busy={receive.busy} onAct={save} />
      </Group>
    </Stack>
  )
}

function ReceiveRow({ line, came, put }: { line: Line; came: Came; put: (change: Partial<Came>) => void }) {
  const box = (name: 'good' | 'rejected' | 'lost') => (
    <NumberBox
      aria-label={`${t(`outside.${name}`)}, ${line.workOrder}`}
      w={90}
      value={came[name] === 0 ? null : came[name]}
      onChange={(v) => put({ [name]: v ?? 0 })}
    />
  )
  const spoiled = came.rejected + came.lost > 0
  return (
    <tr>
      <td>
        {line.workOrder} · {line.item}
      </td>
      <td>{line.process}</td>
      <td>{formatQuantity(line.atVendor, line.unit)}</td>
      <td>{box('good')}</td>
      <td>{box('rejected')}</td>
      <td>
        <NativeSelect
          aria-label={`${t('outside.rejectedTo')}, ${line.workOrder}`}
          disabled={came.rejected === 0}
          data={rejectedFates.map((value) => ({ value, label: t(`outside.to.${value}`) }))}
          value={came.rejectedTo}
          onChange={(e) => put({ rejectedTo: e.currentTarget.value as RejectedFate })}
        />
      </td>
      <td>{box('lost')}</td>
      <td>
        <TextInput
          aria-label={`${t('fields.reason')}, ${line.workOrder}`}
          required={spoiled}
          disabled={!spoiled}
          maxLength={300}
          value={came.reason}
          onChange={(e) => put({ reason: e.currentTarget.value })}
        />
      </td>
      <td className="number">{came.good > 0 ? chargeText(line, came) : ''}</td>
    </tr>
  )
}
