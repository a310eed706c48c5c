import { Checkbox, Group } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { api, orpc } from '../../web/api.ts'
import { currentFormats } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { NumberBox } from '../../web/ui/numberBox.tsx'
import { Columns, Empty, Page, Section, StackOf } from '../../web/ui/page.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'
import type { PlanSettings, ShownTrial } from '../board.model.ts'
import { TrialShown } from './board/proposalPanel.tsx'
import { useNearBoard } from './board/useNearBoard.ts'
import './board/board.css'
import './planSettings.css'

type Shown = Awaited<ReturnType<typeof api.board.settings>>
type NumberName = Exclude<keyof PlanSettings, 'planPeople'>
type Kind = 'money' | 'percent' | 'times' | 'hours' | 'days'

const groups: readonly {
  title: string
  numbers: readonly (readonly [NumberName, Kind, least: number, most: number])[]
}[] = [
  {
    title: 'weights',
    numbers: [
      ['latePerDay', 'money', 0, 1e9],
      ['lateValuePercent', 'percent', 0, 100],
      ['rushFactor', 'times', 1, 1000],
      ['setupPerHour', 'money', 0, 1e9],
      ['workInProgressPerDay', 'money', 0, 1e9],
      ['earlyPerDay', 'money', 0, 1e9],
      ['overtimePercent', 'percent', 0, 500],
    ],
  },
  {
    title: 'terms',
    numbers: [
      ['frozenHours', 'hours', 0, 720],
      ['horizonDays', 'days', 30, 366],
      ['holdDays', 'days', 1, 90],
    ],
  },
]

/** What the plan weighs and keeps to: each number says what it does, and what a change would do can be tried before it is stored. */
export function PlanSettingsPage() {
  const settings = useRead(orpc.board.settings, undefined)
  return (
    <Page title={t('nav.planSettings')} crumbs={[{ label: t('sections.settings'), to: '/settings' }]}>
      <Loaded read={settings}>{(stored) => <Form key={JSON.stringify(stored)} stored={stored} />}</Loaded>
    </Page>
  )
}

/** What is out of its range, as a sentence. */
const faultOf = (value: number | null, least: number, most: number): string | undefined =>
  value === null || value < least || value > most ? t('planSettings.range', { least, most }) : undefined

function Form({ stored }: { stored: Shown }) {
  const [shown, setShown] = useState<Shown>(stored)
  const store = useAction(api.board.storeSettings, { done: t('planSettings.stored') })
  const attempt = useAction(api.board.trySettings)
  const [trial, setTrial] = useState<ShownTrial>()
  const change = (next: Partial<Shown>) => {
    setShown({ ...shown, ...next })
    setTrial(undefined)
  }
  const asked = () => ({
    ...shown,
    heldBack: shown.heldBack.map(({ workCenterId, percent }) => ({ workCenterId, percent })),
  })
  const same = JSON.stringify(shown) === JSON.stringify(stored)
  const wrong =
    groups.some((g) => g.numbers.some(([name, , least, most]) => faultOf(shown[name], least, most))) ||
    shown.heldBack.some((h) => faultOf(h.percent, 0, 100))
  const whyNot = wrong
    ? [{ code: 'settings.wrong', message: t('planSettings.wrong') }]
    : same
      ? [{ code: 'settings.same', message: t('planSettings.same') }]
      : []
  return (
    <Columns>
      <StackOf>
        {groups.map((g) => (
          <Section key={g.title} title={t(`planSettings.${g.title}`)}>
            <p className="dimmed">{t(`planSettings.${g.title}Text`)}</p>
            <div className="plan-settings">
              {g.numbers.map(([name, kind, least, most]) => (
                <NumberField
                  key={name}
                  name={name}
                  kind={kind}
                  fault={faultOf(shown[name], least, most)}
                  value={shown[name]}
                  onChange={(value) => change({ [name]: value })}
                />
              ))}
            </div>
          </Section>
        ))}
        <Section title={t('planSettings.people')}>
          <Checkbox
            label={t('planSettings.names.planPeople')}
            description={t('planSettings.about.planPeople')}
            checked={shown.planPeople}
            onChange={(e) => change({ planPeople: e.currentTarget.checked })}
          />
        </Section>
        <Section title={t('planSettings.heldBack')}>
          <p className="dimmed">{t('planSettings.heldBackText')}</p>
          <HeldBack shown={shown} change={change} />
        </Section>
      </StackOf>
      <StackOf>
        <Section title={t('planSettings.whatItDoes')}>
          <Tried trial={trial} />
          <Group gap="xs" mt="md">
            <ActionButton
              label={t('planSettings.try')}
              whyNot={whyNot}
              busy={attempt.busy}
              onAct={async () => setTrial(await attempt.run(asked()))}
            />
            <ActionButton
              kind="primary"
              label={t('planSettings.store')}
              whyNot={whyNot}
              busy={store.busy}
              onAct={() => store.run(asked())}
            />
          </Group>
        </Section>
      </StackOf>
    </Columns>
  )
}

function Tried({ trial }: { trial: ShownTrial | undefined }): ReactNode {
  const board = useNearBoard()
  if (!trial || !board) return <p className="dimmed">{t('planSettings.tryText')}</p>
  return (
    <div className="board-answer">
      <TrialShown board={board} trial={trial} />
    </div>
  )
}

function NumberField(props: {
  name: NumberName
  kind: Kind
  value: number
  fault: string | undefined
  onChange: (value: number) => void
}) {
  const { name, kind, value, fault, onChange } = props
  const suffix = { money: ` ${currentFormats().currency}`, percent: ' %', times: ' ×', hours: ' h', days: ' d' }
  return (
    <NumberBox
      label={t(`planSettings.names.${name}`)}
      description={t(`planSettings.about.${name}`)}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      value={value}
      suffix={suffix[kind]}
      decimals={kind === 'days' ? 0 : 2}
      error={fault}
      onChange={(v) => onChange(v ?? 0)}
    />
  )
}

function HeldBack({ shown, change }: { shown: Shown; change: (next: Partial<Shown>) => void }) {
  if (shown.heldBack.length === 0) return <Empty text={t('planSettings.noWorkCenters')} />
  return (
    <div className="plan-settings">
      {shown.heldBack.map((h) => (
        <NumberBox
          key={h.workCenterId}
          label={`${h.code} ${h.name}`}
          value={h.percent}
          suffix=" %"
          decimals={2}
          error={faultOf(h.percent, 0, 100)}
          onChange={(percent) =>
            change({
              heldBack: shown.heldBack.map((o) =>
                o.workCenterId === h.workCenterId ? { ...o, percent: percent ?? 0 } : o,
              ),
            })
          }
        />
      ))}
    </div>
  )
}
