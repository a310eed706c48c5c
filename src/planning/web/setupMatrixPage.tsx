import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api, orpc } from '../../web/api.ts'
import { t } from '../../web/i18n.ts'
import { useMay } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { NumberBox } from '../../web/ui/numberBox.tsx'
import { Empty, Page, Section, StackOf } from '../../web/ui/page.tsx'
import { TableScroll } from '../../web/ui/tableScroll.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'
import './planSettings.css'

type Matrix = Awaited<ReturnType<typeof api.shopTimes.setupMatrix>>

/** Minutes of set-up from each family of work to each other, one table for each work center. */
export function SetupMatrixPage() {
  const centers = useRead(orpc.workCenters.list, { sort: 'code', limit: 500 })
  const [chosen, choose] = useState<number>()
  const first = centers.data?.rows[0]?.id
  const id = chosen ?? (Number(new URLSearchParams(location.search).get('workCenter')) || Number(first ?? 0))
  return (
    <Page title={t('nav.setupTimes')} crumbs={[{ label: t('sections.settings'), to: '/settings' }]}>
      <StackOf>
        <p className="dimmed">{t('setup.explained')}</p>
        <Loaded read={centers}>
          {(read) => (
            <NativeSelect
              w={320}
              label={t('fields.workCenter')}
              value={String(id)}
              data={read.rows.map((c) => ({ value: String(c.id), label: `${c.code} ${c.name}` }))}
              onChange={(e) => choose(Number(e.currentTarget.value))}
            />
          )}
        </Loaded>
        {id > 0 && <OfCenter key={id} workCenterId={id} />}
      </StackOf>
    </Page>
  )
}

function OfCenter({ workCenterId }: { workCenterId: number }) {
  const matrix = useRead(orpc.shopTimes.setupMatrix, { workCenterId })
  return <Loaded read={matrix}>{(stored) => <Form key={JSON.stringify(stored)} stored={stored} />}</Loaded>
}

const keyOf = (from: string, to: string) => JSON.stringify([from, to])

function Form({ stored }: { stored: Matrix }) {
  const mayWrite = useMay('plant.write')
  const [families, setFamilies] = useState(stored.families)
  const [cells, setCells] = useState(
    () => new Map<string, number | null>(stored.times.map((x) => [keyOf(x.fromFamily, x.toFamily), x.setupMinutes])),
  )
  const store = useAction(api.shopTimes.storeSetupMatrix, { done: t('setup.stored') })
  const set = (key: string, minutes: number | null) => setCells(new Map(cells).set(key, minutes))
  const times = families.flatMap((fromFamily) =>
    families.flatMap((toFamily) => {
      const setupMinutes = cells.get(keyOf(fromFamily, toFamily))
      return setupMinutes === undefined || setupMinutes === null ? [] : [{ fromFamily, toFamily, setupMinutes }]
    }),
  )
  const sorted = (all: Matrix['times']) => JSON.stringify([...all].map((x) => JSON.stringify(x)).sort())
  const ordered = (x: Matrix['times'][number]) => ({
    fromFamily: x.fromFamily,
    toFamily: x.toFamily,
    setupMinutes: x.setupMinutes,
  })
  const same = sorted(times) === sorted(stored.times.map(ordered))
  return (
    <Section
      title={t('setup.title')}
      actions={
        <ActionButton
          kind="primary"
          label={t('setup.store')}
          whyNot={[
            ...(mayWrite ? [] : [{ code: 'setup.may-not', message: t('setup.mayNot') }]),
            ...(same ? [{ code: 'setup.same', message: t('planSettings.same') }] : []),
          ]}
          busy={store.busy}
          onAct={() => store.run({ workCenterId: stored.workCenterId, times })}
        />
      }
    >
      {families.length === 0 ? (
        <Empty text={t('setup.none')} />
      ) : (
        <Grid families={families} cells={cells} set={set} readOnly={!mayWrite} />
      )}
      {mayWrite && <NewFamily families={families} add={(f) => setFamilies([...families, f])} />}
    </Section>
  )
}

function Grid(props: {
  families: readonly string[]
  cells: ReadonlyMap<string, number | null>
  set: (key: string, minutes: number | null) => void
  readOnly: boolean
}) {
  const { families, cells, set, readOnly } = props
  return (
    <TableScroll>
      <table className="lines setup-matrix">
        <caption className="hidden-text">{t('setup.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('setup.fromTo')}</th>
            {families.map((f) => (
              <th key={f} scope="col" className="number">
                {f}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {families.map((from) => (
            <tr key={from}>
              <th scope="row">{from}</th>
              {families.map((to) => (
                <td key={to} data-same={from === to || undefined}>
                  <NumberBox
                    size="xs"
                    aria-label={t('setup.cell', { from, to })}
                    placeholder={from === to ? '0' : t('setup.own')}
                    value={cells.get(keyOf(from, to)) ?? null}
                    decimals={2}
                    min={0}
                    readOnly={readOnly}
                    onChange={(minutes) => set(keyOf(from, to), minutes)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

function NewFamily({ families, add }: { families: readonly string[]; add: (family: string) => void }) {
  const [name, setName] = useState('')
  const family = name.trim()
  const whyNot =
    family === ''
      ? [{ code: 'setup.name', message: t('setup.sayName') }]
      : families.includes(family)
        ? [{ code: 'setup.there', message: t('setup.there') }]
        : []
  return (
    <form
      className="setup-new"
      onSubmit={(e) => {
        e.preventDefault()
        if (whyNot.length > 0) return
        add(family)
        setName('')
      }}
    >
      <TextInput
        label={t('setup.newFamily')}
        maxLength={60}
        value={name}
        onChange={(e) => setName(e.currentTarget.value)}
      />
      <ActionButton
        label={t('ui.add')}
        whyNot={whyNot}
        onAct={() => {
          add(family)
          setName('')
        }}
      />
    </form>
  )
}
