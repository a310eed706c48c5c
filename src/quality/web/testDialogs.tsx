import { Group, Modal, NativeSelect, Radio, Stack, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../web/api.ts'
import { formatQuantity } from '../../web/format.ts'
import { t, wordText } from '../../web/i18n.ts'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { type Disposition, dispositions, type Test } from '../test.model.ts'

type Dialog = { test: Test; open: boolean; close: () => void }

/** What becomes of failed goods: one choice, why, and who allowed it. */
export function DisposeDialog({ test, open, close }: Dialog) {
  return (
    <Modal opened={open} onClose={close} title={t('quality.decide')}>
      {open && <DisposeForm test={test} close={close} />}
    </Modal>
  )
}

function DisposeForm({ test, close }: Omit<Dialog, 'open'>) {
  // Goods that wait for their rework are scrapped after all, or reworked.
  const choices = dispositions.filter((d) => test.disposition !== 'rework' || d === 'scrap')
  const [disposition, setDisposition] = useState<Disposition>(test.disposition === 'rework' ? 'scrap' : 'rework')
  const [note, setNote] = useState('')
  const [approvedBy, setApprovedBy] = useState('')
  const dispose = useAction(api.tests.dispose, { done: t('quality.decided') })
  const lacking = note.trim() === '' ? [{ code: 'reason.missing', message: t('ui.reasonMissing') }] : []
  return (
    <Stack gap="sm">
      <Radio.Group
        label={t('quality.disposition')}
        value={disposition}
        onChange={(v) => setDisposition(v as Disposition)}
      >
        <Stack gap="xs" mt={4}>
          {choices.map((d) => (
            <Radio key={d} value={d} label={wordText(d)} description={t(`quality.dispositionText.${d}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        data-autofocus
        label={t('quality.why')}
        required
        autosize
        minRows={2}
        value={note}
        onChange={(e) => setNote(e.currentTarget.value)}
      />
      <TextInput
        label={t('quality.approvedBy')}
        description={t('quality.approvedByHint')}
        maxLength={100}
        value={approvedBy}
        onChange={(e) => setApprovedBy(e.currentTarget.value)}
      />
      <Group justify="flex-end" gap="xs">
        <ActionButton label={t('ui.cancel')} onAct={close} />
        <ActionButton
          kind="primary"
          label={wordText(disposition)}
          whyNot={lacking}
          onAct={async () => {
            if (await dispose.run({ id: test.id, disposition, note, approvedBy })) close()
          }}
        />
      </Group>
    </Stack>
  )
}

/** Puts rejected goods back into their work order, from a chosen operation on. */
export function ReworkDialog({ test, open, close }: Dialog) {
  return (
    <Modal opened={open} onClose={close} title={t('quality.rework')}>
      {open && <ReworkForm test={test} close={close} />}
    </Modal>
  )
}

function ReworkForm({ test, close }: Omit<Dialog, 'open'>) {
  const [operationId, setOperationId] = useState(String(test.operations.at(-1)?.id ?? ''))
  const rework = useAction(api.tests.rework, { done: t('quality.reworkDone') })
  return (
    <Stack gap="sm">
      <p>
        {t('quality.reworkText', {
          workOrder: test.workOrderNumber,
          quantity: formatQuantity(test.quantity, test.unit),
        })}
      </p>
      <NativeSelect
        data-autofocus
        label={t('quality.reworkFrom')}
        value={operationId}
        onChange={(e) => setOperationId(e.currentTarget.value)}
        data={test.operations.map((o) => ({ value: String(o.id), label: `${o.sequence} ${o.name}` }))}
      />
      <Group justify="flex-end" gap="xs">
        <ActionButton label={t('ui.cancel')} onAct={close} />
        <ActionButton
          kind="primary"
          label={t('quality.rework')}
          onAct={async () => {
            if (await rework.run({ id: test.id, operationId: Number(operationId) })) close()
          }}
        />
      </Group>
    </Stack>
  )
}
