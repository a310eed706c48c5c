import { Group, PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { api, orpc, queryClient } from '../../web/api.ts'
import { plantToday } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { usePathId } from '../../web/pageTools.ts'
import { randomKey } from '../../web/randomKey.ts'
import { useMay } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { EditableLines } from '../../web/ui/editableLines.tsx'
import { FieldForm, type Values } from '../../web/ui/fieldForm.tsx'
import { LinkButton } from '../../web/ui/linkButton.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { Columns, Page, Section, StackOf } from '../../web/ui/page.tsx'
import { RecordPanels } from '../../web/ui/recordPanels.tsx'
import { StatusChip } from '../../web/ui/statusChip.tsx'
import { offerUndo } from '../../web/ui/toast.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'
import { InstantText } from '../../web/ui/values.tsx'
import { whyNotPin } from '../pin.rules.ts'
import { employeeMaster } from '../plant.model.ts'
import type { EmployeeDetail } from '../plantDetail.contract.ts'

type Employee = Awaited<ReturnType<typeof api.employees.get>>

/** A person: facts, badge and PIN for the shop floor, and what he or she can do. */
export function EmployeePage() {
  const id = usePathId()
  const record = useRead(orpc.employees.get, { id })
  const detail = useRead(orpc.plant.employee, { id })
  return (
    <Loaded read={record}>
      {(employee) => (
        <Loaded read={detail}>
          {(more) => <Shown key={id} employee={employee} detail={more as EmployeeDetail} />}
        </Loaded>
      )}
    </Loaded>
  )
}

function Shown({ employee, detail }: { employee: Employee; detail: EmployeeDetail }) {
  const mayWrite = useMay('plant.write')
  const { id, archived, ...values } = employee
  const archive = useAction(api.employees.archive, {
    done: t(archived ? 'ui.restored' : 'ui.archived'),
    undo: () => api.employees.archive({ id, archived }),
  })
  const save = async (changed: Values) => {
    await api.employees.update({ ...(changed as Employee), id })
    offerUndo(t('ui.saved'), () => api.employees.update({ ...values, id }).then(() => queryClient.invalidateQueries()))
    await queryClient.invalidateQueries()
  }
  return (
    <Page
      title={employee.name}
      number={employee.number}
      remember
      crumbs={[{ label: t('nav.employees'), to: '/employees' }]}
      aside={archived && <StatusChip word="archived" />}
      actions={
        mayWrite && (
          <>
            <ActionButton
              label={t(archived ? 'ui.restore' : 'ui.archive')}
              busy={archive.busy}
              onAct={() => archive.run({ id, archived: !archived })}
            />
            <LinkButton to="/employees/new" label={t('ui.newOne')} />
          </>
        )
      }
    >
      <Columns>
        <StackOf>
          <Section>
            <FieldForm
              key={JSON.stringify(values)}
              list="employees"
              fields={employeeMaster.fields}
              initial={values}
              readOnly={!mayWrite}
              onSave={save}
            />
          </Section>
          <Skills key={JSON.stringify(detail.skills)} detail={detail} mayWrite={mayWrite} />
        </StackOf>
        <StackOf>
          <Pin detail={detail} mayWrite={mayWrite} />
          <RecordPanels tableName="employees" recordId={id} />
        </StackOf>
      </Columns>
    </Page>
  )
}

type SkillLine = { key: string; skillId: number | null; expiresOn: string | null }

function Skills({ detail, mayWrite }: { detail: EmployeeDetail; mayWrite: boolean }) {
  const [lines, setLines] = useState<SkillLine[]>(() =>
    detail.skills.map((s) => ({ key: String(s.skillId), skillId: s.skillId, expiresOn: s.expiresOn })),
  )
  const [changed, setChanged] = useState(false)
  const before = detail.skills.map(({ skillId, expiresOn }) => ({ skillId, expiresOn }))
  const store = useAction(api.plant.storeSkills, {
    done: t('ui.saved'),
    undo: () => api.plant.storeSkills({ id: detail.id, skills: before }),
  })
  const wanted = lines.flatMap((l) => (l.skillId === null ? [] : [{ skillId: l.skillId, expiresOn: l.expiresOn }]))
  const expired = detail.skills.filter((s) => s.expiresOn !== null && s.expiresOn < plantToday())
  return (
    <Section
      title={t('employee.skills')}
      actions={
        mayWrite &&
        changed && (
          <ActionButton
            kind="primary"
            label={t('ui.save')}
            busy={store.busy}
            onAct={() => store.run({ id: detail.id, skills: wanted })}
          />
        )
      }
    >
      {expired.length > 0 && (
        <p role="note">{t('employee.expired', { skills: expired.map((s) => s.skill).join(', ') })}</p>
      )}
      <EditableLines<SkillLine>
        label={t('employee.skills')}
        readOnly={!mayWrite}
        lines={lines}
        keyOf={(l) => l.key}
        newLine={() => ({ key: randomKey(), skillId: null, expiresOn: null })}
        onChange={(next) => {
          setChanged(true)
          setLines(next)
        }}
        addLabel={t('employee.addSkill')}
        columns={[
          { name: 'skillId', label: t('employee.skill'), kind: 'reference', to: 'skills' },
          { name: 'expiresOn', label: t('employee.expires'), kind: 'day', width: 160 },
        ]}
      />
    </Section>
  )
}

/** Sets a new PIN, typed twice; nobody can ever look at it. */
function Pin({ detail, mayWrite }: { detail: EmployeeDetail; mayWrite: boolean }) {
  const [pin, setPin] = useState('')
  const [again, setAgain] = useState('')
  const empty = () => {
    setPin('')
    setAgain('')
  }
  const set = useAction(api.plant.setPin, { done: t('employee.pinSet') })
  const clear = useAction(api.plant.clearPin, { done: t('employee.pinCleared') })
  const whyNot =
    pin === ''
      ? [{ code: 'pin.empty', message: t('employee.pinEmpty') }]
      : [...whyNotPin(pin), ...(pin === again ? [] : [{ code: 'pin.differs', message: t('employee.pinDiffers') }])]
  return (
    <Section title={t('employee.floor')}>
      <p>{detail.badge ? t('employee.badge', { badge: detail.badge }) : t('employee.noBadge')}</p>
      <p>
        {detail.pin ? (
          <>
            {t('employee.hasPin', { by: detail.pin.setBy })} <InstantText at={detail.pin.setAt} />
          </>
        ) : (
          t('employee.noPin')
        )}
      </p>
      {mayWrite && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (whyNot.length === 0) void set.run({ id: detail.id, pin }).then(empty)
          }}
        >
          <Group gap="xs" align="flex-end" mt="sm">
            <PasswordInput
              label={t('employee.newPin')}
              w={130}
              inputMode="numeric"
              autoComplete="off"
              value={pin}
              onChange={(e) => setPin(e.currentTarget.value)}
            />
            <PasswordInput
              label={t('employee.again')}
              w={130}
              inputMode="numeric"
              autoComplete="off"
              value={again}
              onChange={(e) => setAgain(e.currentTarget.value)}
            />
            <ActionButton
              type="submit"
              kind="primary"
              label={t('employee.setPin')}
              whyNot={whyNot}
              busy={set.busy}
              onAct={() => {}}
            />
            {detail.pin && (
              <ActionButton
                kind="danger"
                label={t('employee.clearPin')}
                busy={clear.busy}
                onAct={() => clear.run({ id: detail.id })}
              />
            )}
          </Group>
        </form>
      )}
    </Section>
  )
}
