import { Group, NumberInput, Table, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api, orpc } from '../../web/api.ts'
import { formatDay, formatInstant, formatQuantity, localSentence } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { useMay } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { Section } from '../../web/ui/page.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'
import './plan.css'

type Asked = { quotationLineId: number } | { salesOrderLineId: number }
type Answer = Awaited<ReturnType<typeof api.promises.check>>
type PromisedDate = Answer['dates'][number]
type Hold = Awaited<ReturnType<typeof api.promises.list>>[number]

type Props = {
  asked: Asked
  /** One to three quantities, the usual breaks. */
  quantities: readonly number[]
  /** No slot may be held; the question may be asked at any time. */
  closed: boolean
  /** Names the line where several are asked about on one page. */
  name?: string
}

/** Asks the live plan when a line can be done, at each quantity, and holds the slot of the one that is promised. */
export function PromisePanel({ asked, quantities, closed, name }: Props) {
  const [chosen, setChosen] = useState(0)
  const check = useAction(api.promises.check)
  const [answer, setAnswer] = useState<Answer>()
  const holds = useRead(orpc.promises.list, asked)
  const held = holds.data?.find((h) => h.state === 'held')
  const maySell = useMay('sales.write')
  const ask = async () => {
    const found = await check.run({ ...asked, quantities: quantities.slice(0, 3) })
    if (!found) return
    setAnswer(found)
    setChosen(0)
  }
  const date = answer?.dates[chosen]
  return (
    <Section
      title={name === undefined ? t('promise.title') : t('promise.titleOf', { name })}
      actions={<ActionButton label={t('promise.ask')} busy={check.busy} onAct={ask} />}
    >
      {held && <Held hold={held} />}
      {!answer && !held && <p className="dimmed">{t('promise.hint')}</p>}
      {answer && <Dates answer={answer} chosen={chosen} choose={setChosen} />}
      {date && <Reasons date={date} />}
      {answer && date?.earliestOn && maySell && !closed && (
        <HoldForm key={`${chosen} ${answer.version}`} asked={asked} date={date} holdDays={answer.holdDays} />
      )}
    </Section>
  )
}

function Dates({ answer, chosen, choose }: { answer: Answer; chosen: number; choose: (i: number) => void }) {
  return (
    <Table className="promise-dates" aria-label={t('promise.title')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th className="number">{t('fields.quantity')}</Table.Th>
          <Table.Th>{t('promise.earliest')}</Table.Th>
          <Table.Th>{t('promise.safe')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {answer.dates.map((d, i) => (
          <Table.Tr key={d.quantity} data-chosen={i === chosen || undefined}>
            <Table.Td className="number">
              <button type="button" className="promise-choose" aria-pressed={i === chosen} onClick={() => choose(i)}>
                {formatQuantity(d.quantity)}
              </button>
            </Table.Td>
            <Table.Td>{d.earliestOn ? formatDay(d.earliestOn) : t('promise.nowhere')}</Table.Td>
            <Table.Td>{d.safeOn ? formatDay(d.safeOn) : '–'}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

/** The chain behind a date, what decides it first. */
function Reasons({ date }: { date: PromisedDate }) {
  return (
    <div className="promise-reasons">
      {date.faults.map((f) => (
        <p key={f} className="slip">
          {f}
        </p>
      ))}
      {date.reasons.length > 0 && (
        <ol aria-label={t('promise.reasons')}>
          {[...date.reasons].reverse().map((r) => (
            <li key={`${r.operation} ${r.startAt}`}>
              <strong>{r.operation}</strong>{' '}
              <span className="dimmed">
                {formatInstant(r.startAt)} – {formatInstant(r.endAt)}
              </span>
              <br />
              {localSentence(r.reason)}
            </li>
          ))}
        </ol>
      )}
      {date.safeReason && <p className="dimmed">{date.safeReason}</p>}
    </div>
  )
}

function HoldForm({ asked, date, holdDays }: { asked: Asked; date: PromisedDate; holdDays: number }) {
  const [promisedOn, setPromisedOn] = useState(date.safeOn ?? date.earliestOn ?? '')
  const [days, setDays] = useState<number>()
  const hold = useAction(api.promises.hold, { done: t('promise.held') })
  const shown = days ?? holdDays
  return (
    <Group gap="sm" align="flex-end" mt="sm">
      <TextInput
        type="date"
        label={t('promise.promise')}
        value={promisedOn}
        onChange={(e) => setPromisedOn(e.currentTarget.value)}
      />
      <NumberInput
        label={t('promise.days')}
        w={110}
        min={1}
        max={90}
        value={shown}
        onChange={(v) => setDays(typeof v === 'number' ? v : undefined)}
      />
      <ActionButton
        kind="primary"
        label={t('promise.hold')}
        busy={hold.busy}
        onAct={() => hold.run({ ...asked, quantity: date.quantity, promisedOn, days: shown })}
      />
    </Group>
  )
}

function Held({ hold }: { hold: Hold }) {
  const may = useMay('planning.releaseHold')
  const release = useAction(api.promises.release)
  return (
    <div className="promise-held">
      <p>
        {t('promise.heldFor', {
          quantity: formatQuantity(hold.quantity),
          day: formatDay(hold.promisedOn),
          until: formatDay(hold.heldUntil),
          by: hold.by,
        })}{' '}
        {hold.projectedOn && (
          <span className={hold.projectedOn > hold.promisedOn ? 'slip' : 'dimmed'}>
            {t('promise.planSays', { day: formatDay(hold.projectedOn) })}
          </span>
        )}
      </p>
      {may && (
        <ActionButton label={t('promise.release')} busy={release.busy} onAct={() => release.run({ id: hold.id })} />
      )}
    </div>
  )
}
