import { useLocation, useNavigate, useSearch } from '@tanstack/react-router'
import type { Master } from '../../core/master.model.ts'
import { queryClient } from '../api.ts'
import { t } from '../i18n.ts'
import { usePathId } from '../pageTools.ts'
import { useSession } from '../session.tsx'
import { ActionButton } from '../ui/actionButton.tsx'
import { FieldForm, initialValues, type Values } from '../ui/fieldForm.tsx'
import { LinkButton } from '../ui/linkButton.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Notice } from '../ui/notice.tsx'
import { Columns, Page, Section, StackOf } from '../ui/page.tsx'
import { RecordPanels } from '../ui/recordPanels.tsx'
import { StatusChip } from '../ui/statusChip.tsx'
import { offerUndo, sayDone } from '../ui/toast.tsx'
import { useAction } from '../ui/useAction.ts'
import { useRead } from '../ui/useRead.ts'
import { BelongingTables } from './belongings.tsx'
import { masterByPath, masterClient, masterReads, type StoredRecord, titleOf } from './masters.ts'

/** Parties are listed as customers or suppliers; every other master has its one list. */
const crumbsOf = (master: Master, values: Values = {}) => {
  if (master.name !== 'parties') return [{ label: t(`nav.${master.name}`), to: master.path }]
  const list = values.supplier === true && values.customer !== true ? 'suppliers' : 'customers'
  return [{ label: t(`nav.${list}`), to: `/${list}` }]
}

function useMaster(): Master | undefined {
  const { pathname } = useLocation()
  return masterByPath(pathname)
}

/** One record of a master: its form, what belongs to it, comments, files and history. */
export function MasterPage() {
  const master = useMaster()
  const id = usePathId()
  if (!master || !Number.isInteger(id)) return <Notice title={t('shell.notFound')} text={t('shell.notFoundText')} />
  return <MasterRecord key={`${master.name} ${id}`} master={master} id={id} />
}

function MasterRecord({ master, id }: { master: Master; id: number }) {
  const read = useRead(masterReads(master).get, { id })
  return <Loaded read={read}>{(record) => <Shown master={master} record={record} />}</Loaded>
}

function Shown({ master, record }: { master: Master; record: StoredRecord }) {
  const { may } = useSession()
  const client = masterClient(master)
  const mayWrite = may(master.needs.write)
  const { id, archived, ...values } = record
  const archive = useAction(client.archive, {
    done: t(archived ? 'ui.restored' : 'ui.archived'),
    undo: () => client.archive({ id, archived }),
  })
  const save = async (changed: Values) => {
    await client.update({ ...changed, id })
    offerUndo(t('ui.saved'), () => client.update({ ...values, id }).then(() => queryClient.invalidateQueries()))
    await queryClient.invalidateQueries()
  }
  const [number, ...rest] = master.label
  const two = rest.length > 0 && number !== undefined
  return (
    <Page
      title={(two ? String(record[rest[0] ?? ''] ?? '') : titleOf(master, record)) || t(`one.${master.name}`)}
      number={two ? String(record[number] ?? '') : undefined}
      remember
      crumbs={crumbsOf(master, record)}
      aside={archived && <StatusChip word="archived" />}
      actions={
        mayWrite && (
          <>
            <ActionButton
              label={t(archived ? 'ui.restore' : 'ui.archive')}
              busy={archive.busy}
              onAct={() => archive.run({ id, archived: !archived })}
            />
            <LinkButton to={`${master.path}/new`} label={t('ui.newOne')} />
          </>
        )
      }
    >
      <Columns>
        <StackOf>
          <Section>
            {/* A change by somebody else shows at once unless this user has begun to type. */}
            <FieldForm
              key={JSON.stringify(values)}
              list={master.name}
              fields={master.fields}
              initial={values}
              readOnly={!mayWrite}
              onSave={save}
            />
          </Section>
          <BelongingTables master={master} id={id} />
        </StackOf>
        <RecordPanels tableName={master.table} recordId={id} />
      </Columns>
    </Page>
  )
}

/** A new record; further values may come with the address, e.g. `?partyId=3`. */
export function NewMaster() {
  const master = useMaster()
  const navigate = useNavigate()
  const given = useSearch({ strict: false }) as Record<string, string | undefined>
  if (!master) return <Notice title={t('shell.notFound')} text={t('shell.notFoundText')} />
  const client = masterClient(master)
  const preset = Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => {
      const kind = master.fields[name]?.kind
      return kind && value !== undefined ? [[name, kind === 'reference' ? Number(value) : value]] : []
    }),
  )
  const asRole = given.as === 'suppliers' ? { customer: false, supplier: true } : {}
  const create = async (values: Values) => {
    const { id } = await client.create(values)
    sayDone(t('ui.saved'))
    await queryClient.invalidateQueries()
    await navigate({ to: `${master.path}/${id}` })
  }
  return (
    <Page title={t('shell.newOf', { what: t(`one.${given.as ?? master.name}`) })} crumbs={crumbsOf(master, asRole)}>
      <Section>
        <FieldForm
          focusFirst
          list={master.name}
          fields={master.fields}
          initial={{ ...initialValues(master.fields), ...asRole, ...preset }}
          onSave={create}
          onCancel={() => window.history.back()}
        />
      </Section>
    </Page>
  )
}
