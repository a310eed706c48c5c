import { Tabs } from '@mantine/core'
import type { ReactNode } from 'react'
import { api, orpc, queryClient } from '../../web/api.ts'
import { t } from '../../web/i18n.ts'
import { Belonging } from '../../web/masters/belongings.tsx'
import { usePathId } from '../../web/pageTools.ts'
import { useSession } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { FieldForm, type Values } from '../../web/ui/fieldForm.tsx'
import { LinkButton } from '../../web/ui/linkButton.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { Notice } from '../../web/ui/notice.tsx'
import { Columns, Empty, Page, Section, StackOf } from '../../web/ui/page.tsx'
import { RecordPanels } from '../../web/ui/recordPanels.tsx'
import { StatusChip } from '../../web/ui/statusChip.tsx'
import { offerUndo } from '../../web/ui/toast.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'
import { itemMaster } from '../item.model.ts'
import type { ItemOverview } from '../itemPage.model.ts'
import { ItemRevisions } from './itemRevisions.tsx'
import { MethodEditor } from './methodEditor.tsx'
import { WhereUsed } from './whereUsed.tsx'

/** The revision is not typed over: a new one is started, so that the method so far is kept. */
const { revision: _, ...facts } = itemMaster.fields

type Props = {
  /** What a later area shows of the item beside its facts: stock on hand, orders. */
  stock?: (itemId: number) => ReactNode
}

/** Everything about one item on one page. */
export function ItemPage({ stock }: Props) {
  const id = usePathId()
  const item = useRead(orpc.items.get, { id }, { enabled: Number.isInteger(id) })
  const overview = useRead(orpc.methods.overview, { id }, { enabled: Number.isInteger(id) })
  if (!Number.isInteger(id)) return <Notice title={t('shell.notFound')} text={t('shell.notFoundText')} />
  return (
    <Loaded read={item}>
      {(record) => (
        <Loaded read={overview}>
          {(more) => <Shown key={id} record={record} overview={more as ItemOverview} stock={stock?.(id)} />}
        </Loaded>
      )}
    </Loaded>
  )
}

type Item = Awaited<ReturnType<typeof api.items.get>>

function Shown({ record, overview, stock }: { record: Item; overview: ItemOverview; stock: ReactNode }) {
  const { may } = useSession()
  const mayWrite = may('catalog.write')
  const { id, archived, ...values } = record
  const archive = useAction(api.items.archive, {
    done: t(archived ? 'ui.restored' : 'ui.archived'),
    undo: () => api.items.archive({ id, archived }),
  })
  const save = async (changed: Values) => {
    await api.items.update({ ...(changed as Item), id })
    offerUndo(t('ui.saved'), () => api.items.update({ ...values, id }).then(() => queryClient.invalidateQueries()))
    await queryClient.invalidateQueries()
  }
  const made = record.kind === 'made' || record.kind === 'phantom' || overview.methodId !== null
  return (
    <Page
      title={record.name}
      number={record.number}
      remember
      crumbs={[{ label: t('nav.items'), to: '/items' }]}
      aside={
        <>
          <StatusChip word={record.kind} tone="neutral" label={t(`words.items.kind.${record.kind}`)} />
          {record.revision && <span className="dimmed">{t('itemPage.revision', { revision: record.revision })}</span>}
          {archived && <StatusChip word="archived" />}
        </>
      }
      actions={
        mayWrite && (
          <>
            <LinkButton to={`/replace-item?from=${id}`} label={t('itemPage.replace')} />
            <ActionButton
              label={t(archived ? 'ui.restore' : 'ui.archive')}
              busy={archive.busy}
              onAct={() => archive.run({ id, archived: !archived })}
            />
            <LinkButton to="/items/new" label={t('ui.newOne')} />
          </>
        )
      }
    >
      <Tabs defaultValue={made ? 'method' : 'facts'} keepMounted={false}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="facts">{t('itemPage.facts')}</Tabs.Tab>
          <Tabs.Tab value="method">{t('itemPage.method')}</Tabs.Tab>
          <Tabs.Tab value="revisions">{t('itemPage.revisions')}</Tabs.Tab>
          <Tabs.Tab value="used">{t('itemPage.whereUsed')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="facts">
          <Columns>
            <StackOf>
              {stock}
              <Section>
                <FieldForm
                  key={JSON.stringify(values)}
                  list="items"
                  fields={facts}
                  initial={values}
                  readOnly={!mayWrite}
                  onSave={save}
                />
              </Section>
              <Belonging owner={itemMaster as never} ownerId={id} name="customerPartNumbers" field="itemId" />
              <Belonging owner={itemMaster as never} ownerId={id} name="itemUnits" field="itemId" />
            </StackOf>
            <RecordPanels tableName="items" recordId={id} />
          </Columns>
        </Tabs.Panel>
        <Tabs.Panel value="method">
          <Section>
            <ItemMethod itemId={id} methodId={overview.methodId} mayWrite={mayWrite} />
          </Section>
        </Tabs.Panel>
        <Tabs.Panel value="revisions">
          <ItemRevisions itemId={id} overview={overview} mayWrite={mayWrite} />
        </Tabs.Panel>
        <Tabs.Panel value="used">
          <Section>
            <WhereUsed itemId={id} />
          </Section>
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}

function ItemMethod({ itemId, methodId, mayWrite }: { itemId: number; methodId: number | null; mayWrite: boolean }) {
  const begin = useAction(api.methods.ensure)
  if (methodId !== null) return <MethodEditor methodId={methodId} quantity={1} readOnlyReasons={[]} />
  return (
    <Empty text={t('itemPage.noMethod')}>
      <ActionButton
        kind="primary"
        label={t('itemPage.beginMethod')}
        busy={begin.busy}
        whyNot={mayWrite ? [] : [{ code: 'method.not-allowed', message: t('itemPage.mayNotWrite') }]}
        onAct={() => begin.run({ id: itemId })}
      />
    </Empty>
  )
}
