import { Checkbox, Group, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { api, orpc } from '../../web/api.ts'
import { faultOf } from '../../web/fault.ts'
import { formatQuantity } from '../../web/format.ts'
import { t, wordText } from '../../web/i18n.ts'
import { usePathId } from '../../web/pageTools.ts'
import { useMay } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { EditableLines, type LineColumn } from '../../web/ui/editableLines.tsx'
import { PageLink } from '../../web/ui/link.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { NumberBox } from '../../web/ui/numberBox.tsx'
import { Columns, KeyValue, Page, Section, StackOf } from '../../web/ui/page.tsx'
import { RecordPanels } from '../../web/ui/recordPanels.tsx'
import { ReferencePicker } from '../../web/ui/referencePicker.tsx'
import { SmallTable } from '../../web/ui/smallTable.tsx'
import { StatusChip } from '../../web/ui/statusChip.tsx'
import { sayRefused } from '../../web/ui/toast.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'
import {
  type CharacteristicInput,
  characteristicKinds,
  type SampleKind,
  sampleKinds,
  type TestPlan,
} from '../test.model.ts'
import { whyNotPlan } from '../test.rules.ts'
import { GaugeChip, requirement } from './measureGrid.tsx'
import './quality.css'

type Line = CharacteristicInput & { key: number }
type Draft = Pick<
  TestPlan,
  'name' | 'sample' | 'sampleSize' | 'instructions' | 'certificateRequired' | 'materialCertificatesRequired'
> & { itemId: number | null; characteristics: Line[] }

let lastKey = 0
const newLine = (): Line => ({
  key: ++lastKey,
  name: '',
  kind: 'measured',
  unit: 'mm',
  nominal: null,
  lowerLimit: null,
  upperLimit: null,
  instrument: '',
  gaugeId: null,
})

const draftOf = (plan: TestPlan): Draft => ({
  ...plan,
  characteristics: plan.characteristics.map(({ id: _id, line: _line, gauge: _gauge, ...c }) => ({
    ...c,
    key: ++lastKey,
  })),
})

export function NewTestPlan() {
  const navigate = useNavigate()
  const { item } = useSearch({ strict: false }) as { item?: number | string }
  const draft: Draft = {
    itemId: item ? Number(item) : null,
    name: '',
    sample: 'all',
    sampleSize: 0,
    instructions: '',
    certificateRequired: false,
    materialCertificatesRequired: false,
    characteristics: [newLine()],
  }
  const store = async (plan: Draft & { itemId: number }) => {
    const made = await api.testPlans.create(plan)
    await navigate({ to: `/test-plans/${made.id}` })
  }
  return (
    <Page title={t('quality.newPlan')} crumbs={[{ label: t('nav.testPlans'), to: '/test-plans' }]}>
      <Section>
        <PlanForm draft={draft} store={store} cancel={() => void navigate({ to: '/test-plans' })} isNew />
      </Section>
    </Page>
  )
}

export function TestPlanPage() {
  const plan = useRead(orpc.testPlans.get, { id: usePathId() })
  return <Loaded read={plan}>{(shown) => <Shown key={shown.id} plan={shown as TestPlan} />}</Loaded>
}

const perWords = { serial: 'quality.perSerial', lot: 'quality.perLot', none: 'quality.perCompletion' } as const

function Shown({ plan }: { plan: TestPlan }) {
  const navigate = useNavigate()
  const mayWrite = useMay('quality.dispose')
  const [changing, setChanging] = useState(false)
  const withdraw = useAction(api.testPlans.withdraw, { done: t('quality.withdrawn') })
  const change = useAction(api.testPlans.update)
  const former = plan.current ? [] : [{ code: 'plan.former', message: t('quality.former') }]
  const store = async (draft: Draft & { itemId: number }) => {
    const stored = await change.run({ ...draft, id: plan.id })
    if (!stored) return
    setChanging(false)
    if (stored.id !== plan.id) await navigate({ to: `/test-plans/${stored.id}` })
  }
  return (
    <Page
      title={plan.name}
      number={plan.itemNumber}
      remember
      crumbs={[{ label: t('nav.testPlans'), to: '/test-plans' }]}
      aside={
        plan.current ? (
          <span className="dimmed">{`${t('fields.revision')} ${plan.revision}`}</span>
        ) : (
          <StatusChip word="canceled" label={t('quality.former')} />
        )
      }
      actions={
        mayWrite &&
        !changing && (
          <>
            <ActionButton
              kind="danger"
              label={t('quality.withdraw')}
              whyNot={former}
              onAct={() => withdraw.run({ id: plan.id })}
            />
            <ActionButton
              kind="primary"
              shortcut="e"
              label={t('ui.change')}
              whyNot={former}
              onAct={() => setChanging(true)}
            />
          </>
        )
      }
    >
      {changing ? (
        <Section>
          {plan.tests > 0 && <p className="quality-note">{t('quality.newRevisionNote')}</p>}
          <PlanForm draft={draftOf(plan)} store={store} cancel={() => setChanging(false)} />
        </Section>
      ) : (
        <Columns>
          <StackOf>
            <Section title={t('quality.characteristics')}>
              <SmallTable
                list="testCharacteristics"
                rows={plan.characteristics}
                keyOf={(c) => c.id}
                columns={[
                  { name: 'line', label: '#', kind: 'integer', width: 40 },
                  { name: 'name', label: t('quality.name') },
                  {
                    name: 'kind',
                    label: t('quality.kind'),
                    kind: 'word',
                    words: characteristicKinds,
                    show: (c) => wordText(c.kind),
                  },
                  { name: 'required', label: t('quality.required'), show: (c) => requirement(c) },
                  { name: 'instrument', label: t('quality.instrument') },
                  { name: 'gauge', label: t('quality.gauge'), show: (c) => <GaugeChip gauge={c.gauge} /> },
                ]}
              />
            </Section>
            <RecordPanels tableName="test_plans" recordId={plan.id} />
          </StackOf>
          <Section title={t('quality.planFacts')}>
            <KeyValue
              facts={[
                [
                  t('quality.item'),
                  <PageLink
                    key="i"
                    className="record-link"
                    to={`/items/${plan.itemId}`}
                  >{`${plan.itemNumber} · ${plan.itemName}`}</PageLink>,
                ],
                [
                  t('quality.testedPer'),
                  t(perWords[plan.tracking as keyof typeof perWords] ?? 'quality.perCompletion'),
                ],
                [
                  t('quality.sample'),
                  [
                    wordText(plan.sample),
                    plan.sample === 'all'
                      ? ''
                      : `${formatQuantity(plan.sampleSize)}${plan.sample === 'percent' ? ' %' : ''}`,
                  ]
                    .filter(Boolean)
                    .join(': '),
                ],
                [t('quality.certificateRequired'), t(plan.certificateRequired ? 'ui.yes' : 'ui.no')],
                [t('quality.materialCertificatesRequired'), t(plan.materialCertificatesRequired ? 'ui.yes' : 'ui.no')],
                [t('lists.testPlans.tests'), t('quality.usedBy', { count: plan.tests })],
                [
                  t('quality.instructions'),
                  plan.instructions && <span className="quality-text">{plan.instructions}</span>,
                ],
              ]}
            />
          </Section>
        </Columns>
      )}
    </Page>
  )
}

const columns = (): readonly LineColumn<Line>[] => [
  { name: 'name', label: t('quality.name'), kind: 'text' },
  { name: 'kind', label: t('quality.kind'), kind: 'word', words: characteristicKinds, width: 110 },
  { name: 'nominal', label: t('quality.nominal'), kind: 'quantity', width: 90, readOnly: (l) => l.kind !== 'measured' },
  {
    name: 'lowerLimit',
    label: t('quality.lowerLimit'),
    kind: 'quantity',
    width: 90,
    readOnly: (l) => l.kind !== 'measured',
  },
  {
    name: 'upperLimit',
    label: t('quality.upperLimit'),
    kind: 'quantity',
    width: 90,
    readOnly: (l) => l.kind !== 'measured',
  },
  { name: 'unit', label: t('quality.unit'), kind: 'text', width: 70, readOnly: (l) => l.kind !== 'measured' },
  { name: 'instrument', label: t('quality.instrument'), kind: 'text', width: 150 },
  { name: 'gaugeId', label: t('quality.gauge'), kind: 'reference', to: 'gauges', width: 170 },
]

/** Only measured characteristics have numbers; the others lose what was typed there. */
const cleaned = ({ key: _key, ...c }: Line): CharacteristicInput =>
  c.kind === 'measured' ? c : { ...c, unit: '', nominal: null, lowerLimit: null, upperLimit: null }

type FormProps = {
  draft: Draft
  store: (plan: Draft & { itemId: number }) => Promise<unknown>
  cancel: () => void
  isNew?: boolean
}

function PlanForm({ draft, store, cancel, isNew = false }: FormProps) {
  const [plan, setPlan] = useState(draft)
  const [faults, setFaults] = useState<Record<string, string>>({})
  const set = (change: Partial<Draft>) => setPlan((now) => ({ ...now, ...change }))
  const lines = plan.characteristics.map(cleaned)
  const lacking = [
    ...(plan.itemId === null ? [{ code: 'plan.item', message: t('quality.item') }] : []),
    ...(plan.name.trim() === '' ? [{ code: 'plan.name', message: t('quality.planName') }] : []),
  ].map((r) => ({ ...r, message: t('quality.missingField', { field: r.message }) }))
  const save = async () => {
    setFaults({})
    try {
      await store({ ...plan, itemId: plan.itemId ?? 0, characteristics: lines as Line[] })
    } catch (error) {
      setFaults(
        Object.fromEntries(faultOf(error).issues.map((i) => [i.path.replace(/^characteristics\./, ''), i.message])),
      )
      sayRefused(error)
    }
  }
  return (
    <Stack gap="md" mt="sm">
      <div className="field-grid">
        {isNew && (
          <ReferencePicker
            to="items"
            label={t('quality.item')}
            required
            value={plan.itemId}
            onChange={(itemId) => set({ itemId })}
          />
        )}
        <TextInput
          label={t('quality.planName')}
          required
          maxLength={200}
          value={plan.name}
          onChange={(e) => set({ name: e.currentTarget.value })}
        />
        <NativeSelect
          label={t('quality.sample')}
          data={sampleKinds.map((value) => ({ value, label: wordText(value) }))}
          value={plan.sample}
          onChange={(e) => set({ sample: e.currentTarget.value as SampleKind })}
        />
        {plan.sample !== 'all' && (
          <NumberBox
            label={t(plan.sample === 'percent' ? 'quality.samplePercent' : 'quality.sampleSize')}
            value={plan.sampleSize || null}
            decimals={plan.sample === 'percent' ? 2 : 0}
            onChange={(v) => set({ sampleSize: v ?? 0 })}
          />
        )}
      </div>
      <Checkbox
        label={t('quality.certificateRequired')}
        checked={plan.certificateRequired}
        onChange={(e) => set({ certificateRequired: e.currentTarget.checked })}
      />
      <Checkbox
        label={t('quality.materialCertificatesRequired')}
        checked={plan.materialCertificatesRequired}
        onChange={(e) => set({ materialCertificatesRequired: e.currentTarget.checked })}
      />
      <EditableLines
        columns={columns()}
        lines={plan.characteristics}
        onChange={(characteristics) => set({ characteristics })}
        newLine={newLine}
        keyOf={(l) => l.key}
        label={t('quality.characteristics')}
        addLabel={t('quality.addCharacteristic')}
        faults={faults}
      />
      <Textarea
        label={t('quality.instructions')}
        autosize
        minRows={2}
        value={plan.instructions}
        onChange={(e) => set({ instructions: e.currentTarget.value })}
      />
      <Group gap="xs">
        <ActionButton
          kind="primary"
          label={t('ui.save')}
          whyNot={[...lacking, ...whyNotPlan({ ...plan, characteristics: lines })]}
          onAct={save}
        />
        <ActionButton label={t('ui.cancel')} onAct={cancel} />
      </Group>
    </Stack>
  )
}
