import { Checkbox, Group, Modal, SimpleGrid, Stack } from '@mantine/core'
import { useState } from 'react'
import { api, orpc } from '../../../web/api.ts'
import { currentFormats } from '../../../web/format.ts'
import { t } from '../../../web/i18n.ts'
import { useMay } from '../../../web/session.tsx'
import { ActionButton } from '../../../web/ui/actionButton.tsx'
import { Loaded } from '../../../web/ui/loaded.tsx'
import { NumberBox } from '../../../web/ui/numberBox.tsx'
import { useAction } from '../../../web/ui/useAction.ts'
import { useRead } from '../../../web/ui/useRead.ts'
import type { PlanSettings } from '../../board.model.ts'

/** What a late day, an hour of set-up and the rest cost: the plan weighs them against each other. */
export function SettingsDialog({ open, close }: { open: boolean; close: () => void }) {
  const settings = useRead(orpc.board.settings, undefined, { enabled: open })
  return (
    <Modal opened={open} onClose={close} title={t('board.weights')} size="lg">
      <Loaded read={settings}>{(shown) => <Form settings={shown} close={close} />}</Loaded>
    </Modal>
  )
}

const numbers = [
  ['latePerDay', 'money'],
  ['lateValuePercent', 'percent'],
  ['rushFactor', 'times'],
  ['setupPerHour', 'money'],
  ['workInProgressPerDay', 'money'],
  ['earlyPerDay', 'money'],
  ['overtimePercent', 'percent'],
  ['frozenHours', 'hours'],
  ['holdDays', 'days'],
] as const

function Form({ settings, close }: { settings: PlanSettings; close: () => void }) {
  const [shown, setShown] = useState(settings)
  const mayPlan = useMay('planning.write')
  const store = useAction(api.board.storeSettings, { done: t('board.weightsStored') })
  const suffix = { money: ` ${currentFormats().currency}`, percent: ' %', times: ' ×', hours: ' h', days: ' d' }
  return (
    <Stack gap="sm">
      <p className="dimmed">{t('board.weightsText')}</p>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        {numbers.map(([name, kind]) => (
          <NumberBox
            key={name}
            label={t(`board.settings.${name}`)}
            value={shown[name]}
            suffix={suffix[kind]}
            decimals={name === 'holdDays' ? 0 : 2}
            onChange={(value) => setShown({ ...shown, [name]: value ?? 0 })}
          />
        ))}
        <Checkbox
          mt={24}
          label={t('board.settings.planPeople')}
          checked={shown.planPeople}
          onChange={(e) => setShown({ ...shown, planPeople: e.currentTarget.checked })}
        />
      </SimpleGrid>
      <Group justify="flex-end">
        <ActionButton label={t('ui.cancel')} onAct={close} />
        <ActionButton
          kind="primary"
          label={t('board.storeWeights')}
          whyNot={mayPlan ? [] : [{ code: 'board.may-not', message: t('board.mayNot') }]}
          onAct={async () => {
            if (await store.run(shown)) close()
          }}
        />
      </Group>
    </Stack>
  )
}
