import { api, orpc, queryClient } from '../../web/api.ts'
import { formatPercent, formatPrice, formatQuantity } from '../../web/format.ts'
import { t, wordText } from '../../web/i18n.ts'
import { Belonging } from '../../web/masters/belongings.tsx'
import { usePathId } from '../../web/pageTools.ts'
import { useMay } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { FieldForm, type Values } from '../../web/ui/fieldForm.tsx'
import { PageLink } from '../../web/ui/link.tsx'
import { LinkButton } from '../../web/ui/linkButton.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { Columns, KeyValue, Page, Section, StackOf } from '../../web/ui/page.tsx'
import { RecordPanels } from '../../web/ui/recordPanels.tsx'
import { SmallTable } from '../../web/ui/smallTable.tsx'
import { StatusChip } from '../../web/ui/statusChip.tsx'
import { offerUndo } from '../../web/ui/toast.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'
import { workCenterMaster } from '../plant.model.ts'
import type { WorkCenterDetail } from '../plantDetail.contract.ts'

type Center = Awaited<ReturnType<typeof api.workCenters.get>>

/** A work center: what it has, when it works, what an hour of it costs, who can work there. */
export function WorkCenterPage() {
  const id = usePathId()
  const record = useRead(orpc.workCenters.get, { id })
  const detail = useRead(orpc.plant.workCenter, { id })
  return (
    <Loaded read={record}>
      {(center) => (
        <Loaded read={detail}>{(more) => <Shown key={id} center={center} detail={more as WorkCenterDetail} />}</Loaded>
      )}
    </Loaded>
  )
}

function Shown({ center, detail }: { center: Center; detail: WorkCenterDetail }) {
  const mayWrite = useMay('plant.write')
  const { id, archived, ...values } = center
  const archive = useAction(api.workCenters.archive, {
    done: t(archived ? 'ui.restored' : 'ui.archived'),
    undo: () => api.workCenters.archive({ id, archived }),
  })
  const save = async (changed: Values) => {
    await api.workCenters.update({ ...(changed as Center), id })
    offerUndo(t('ui.saved'), () =>
      api.workCenters.update({ ...values, id }).then(() => queryClient.invalidateQueries()),
    )
    await queryClient.invalidateQueries()
  }
  return (
    <Page
      title={center.name}
      number={center.code}
      remember
      crumbs={[{ label: t('nav.workCenters'), to: '/work-centers' }]}
      aside={archived && <StatusChip word="archived" />}
      actions={
        mayWrite && (
          <>
            <ActionButton
              label={t(archived ? 'ui.restore' : 'ui.archive')}
              busy={archive.busy}
              onAct={() => archive.run({ id, archived: !archived })}
            />
            <LinkButton to="/work-centers/new" label={t('ui.newOne')} />
          </>
        )
      }
    >
      <Columns>
        <StackOf>
          <Section title={t('workCenter.atAGlance')}>
            <KeyValue
              facts={[
                [t('workCenter.hoursNextWeek'), t('workCenter.hours', { hours: formatQuantity(detail.hoursNextWeek) })],
                [
                  t('workCenter.machines'),
                  t('workCenter.ofCapacity', { named: detail.machines.length, capacity: detail.capacity }),
                ],
                [t('fields.efficiencyPercent'), formatPercent(detail.efficiencyPercent)],
                [
                  t('workCenter.calendar'),
                  <PageLink key="calendar" className="record-link" to={`/calendars/${detail.calendarId}`}>
                    {detail.calendar}
                  </PageLink>,
                ],
              ]}
            />
          </Section>
          {detail.rates && <RateTable rates={detail.rates} />}
          <Belonging owner={workCenterMaster as never} ownerId={id} name="machines" field="workCenterId" />
          <Section>
            <FieldForm
              key={JSON.stringify(values)}
              list="workCenters"
              fields={workCenterMaster.fields}
              initial={values}
              readOnly={!mayWrite}
              onSave={save}
            />
          </Section>
        </StackOf>
        <StackOf>
          <Section title={t('workCenter.people')}>
            <SmallTable
              caption={t('workCenter.people')}
              empty={t('workCenter.nobody')}
              rows={detail.people}
              keyOf={(p) => `${p.employeeId} ${p.skill}`}
              columns={[
                { name: 'name', label: t('workCenter.name'), link: (p) => `/employees/${p.employeeId}` },
                { name: 'skill', label: t('workCenter.skill') },
                { name: 'expiresOn', label: t('workCenter.until'), kind: 'day' },
              ]}
            />
          </Section>
          <RecordPanels tableName="work_centers" recordId={id} />
        </StackOf>
      </Columns>
    </Page>
  )
}

/** What one hour comes to, so that nobody has to add it up. */
function RateTable({ rates }: { rates: NonNullable<WorkCenterDetail['rates']> }) {
  const byHour = rates.overheadDriver === 'machineHours' || rates.overheadDriver === 'laborHours'
  const overhead = byHour
    ? rates.overheadRate
    : rates.overheadDriver === 'laborCost'
      ? (rates.laborRatePerHour * rates.overheadRate) / 100
      : 0
  const how =
    rates.overheadDriver === 'none'
      ? ''
      : rates.overheadDriver === 'laborCost'
        ? t('workCenter.ofLabor', { percent: formatPercent(rates.overheadRate) })
        : wordText(rates.overheadDriver)
  const rows = [
    { what: t('workCenter.machine'), how: '', perHour: rates.machineRatePerHour },
    { what: t('workCenter.labor'), how: rates.laborGrade ?? t('workCenter.noGrade'), perHour: rates.laborRatePerHour },
    { what: t('workCenter.overhead'), how, perHour: overhead },
  ]
  return (
    <Section title={t('workCenter.rates')}>
      <SmallTable
        caption={t('workCenter.rates')}
        rows={rows}
        keyOf={(r) => r.what}
        columns={[
          { name: 'what', label: t('workCenter.element'), foot: t('workCenter.onePerson') },
          { name: 'how', label: t('workCenter.how') },
          {
            name: 'perHour',
            label: t('workCenter.perHour'),
            kind: 'money',
            foot: formatPrice(rows.reduce((sum, r) => sum + r.perHour, 0)),
          },
        ]}
      />
    </Section>
  )
}
