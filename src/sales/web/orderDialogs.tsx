import { Group, Modal, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../web/api.ts'
import { t, wordText } from '../../web/i18n.ts'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { NumberBox } from '../../web/ui/numberBox.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { type PromiseCause, promiseCauses } from '../sales.model.ts'
import type { SalesOrderLine } from '../salesOrder.model.ts'
import { whyNotChangeLine, whyNotPromise } from '../salesOrder.rules.ts'
import type { Touched } from './salesOrderPage.tsx'

/** Moves a promise; the first one stays as it was, and every move keeps its cause and who asked. */
export function PromiseDialog({
  line,
  touches,
  close,
}: {
  line: SalesOrderLine | undefined
  touches: Touched
  close: () => void
}) {
  return (
    <Modal opened={line !== undefined} onClose={close} size="lg" title={t('sales.changePromise')}>
      {line && <PromiseForm line={line} touches={touches} close={close} />}
    </Modal>
  )
}

function PromiseForm({ line, touches, close }: { line: SalesOrderLine; touches: Touched; close: () => void }) {
  const [toOn, setDay] = useState(line.projectedOn ?? line.currentPromiseOn)
  const [cause, setCause] = useState<PromiseCause>('customer')
  const [askedBy, setAskedBy] = useState('')
  const [note, setNote] = useState('')
  const change = useAction(api.salesOrders.changePromise)
  const whyNot = [
    ...whyNotPromise(line, toOn),
    ...(askedBy.trim() === '' ? [{ code: 'order.no-asker', message: t('sales.whoAsked') }] : []),
  ]
  return (
    <Stack gap="sm">
      {touches.panel}
      <TextInput
        data-autofocus
        type="date"
        label={t('fields.currentPromiseOn')}
        value={toOn}
        onChange={(e) => setDay(e.currentTarget.value)}
      />
      <NativeSelect
        label={t('ui.cause')}
        data={promiseCauses.map((value) => ({ value, label: wordText(value) }))}
        value={cause}
        onChange={(e) => setCause(e.currentTarget.value as PromiseCause)}
      />
      <TextInput
        label={t('sales.askedBy')}
        required
        maxLength={100}
        value={askedBy}
        onChange={(e) => setAskedBy(e.currentTarget.value)}
      />
      <Textarea
        label={t('sales.note')}
        autosize
        minRows={2}
        value={note}
        onChange={(e) => setNote(e.currentTarget.value)}
      />
      <Group justify="flex-end" gap="xs">
        <ActionButton label={t('ui.cancel')} onAct={close} />
        <ActionButton
          kind="primary"
          label={t('sales.changePromise')}
          whyNot={whyNot}
          onAct={async () => {
            if (await change.run({ id: line.id, toOn, cause, askedBy, note })) close()
          }}
        />
      </Group>
    </Stack>
  )
}

/** Changes quantity, price or words of an open line; says what the change touches before it is made. */
export function ChangeLineDialog({
  line,
  touches,
  currency,
  close,
}: {
  line: SalesOrderLine | undefined
  touches: Touched
  currency: string
  close: () => void
}) {
  return (
    <Modal
      opened={line !== undefined}
      onClose={close}
      size="lg"
      title={line ? t('sales.lineTitle', { line: line.line, item: line.itemNumber }) : ''}
    >
      {line && <ChangeForm line={line} touches={touches} currency={currency} close={close} />}
    </Modal>
  )
}

function ChangeForm({
  line,
  touches,
  currency,
  close,
}: {
  line: SalesOrderLine
  touches: Touched
  currency: string
  close: () => void
}) {
  const [quantity, setQuantity] = useState<number | null>(line.quantity)
  const [unitPrice, setPrice] = useState<number | null>(line.unitPrice)
  const [oneOffPrice, setOneOff] = useState<number | null>(line.oneOffPrice)
  const [description, setDescription] = useState(line.description)
  const change = useAction(api.salesOrders.changeLine)
  const differing = {
    ...(quantity !== null && quantity !== line.quantity ? { quantity } : {}),
    ...(unitPrice !== null && unitPrice !== line.unitPrice ? { unitPrice } : {}),
    ...(oneOffPrice !== null && oneOffPrice !== line.oneOffPrice ? { oneOffPrice } : {}),
    ...(description !== line.description ? { description } : {}),
  }
  const whyNot = [
    ...whyNotChangeLine(line, differing),
    ...(Object.keys(differing).length === 0
      ? [{ code: 'order.nothing-changed', message: t('sales.nothingChanged') }]
      : []),
  ]
  return (
    <Stack gap="sm">
      {touches.panel}
      <NumberBox
        data-autofocus
        label={t('fields.quantity')}
        suffix={` ${line.unit}`}
        value={quantity}
        onChange={setQuantity}
      />
      <NumberBox
        label={t('fields.unitPrice')}
        decimals={4}
        suffix={` ${currency}`}
        value={unitPrice}
        onChange={setPrice}
      />
      <NumberBox
        label={t('sales.oneOffPrice')}
        decimals={4}
        suffix={` ${currency}`}
        value={oneOffPrice}
        onChange={setOneOff}
      />
      <TextInput
        label={t('fields.description')}
        maxLength={500}
        value={description}
        onChange={(e) => setDescription(e.currentTarget.value)}
      />
      <Group justify="flex-end" gap="xs">
        <ActionButton label={t('ui.cancel')} onAct={close} />
        <ActionButton
          kind="primary"
          label={t('ui.save')}
          whyNot={whyNot}
          onAct={async () => {
            if (await change.run({ id: line.id, ...differing, touches: touches.summary })) close()
          }}
        />
      </Group>
    </Stack>
  )
}
