import { Alert, Button, FileButton, Group, NativeSelect, NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Refusal } from '../../core/refusal.ts'
import { orpc, queryClient } from '../api.ts'
import { fieldText, t, wordText } from '../i18n.ts'
import { ActionButton } from '../ui/actionButton.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page, Section } from '../ui/page.tsx'
import { ReferencePicker } from '../ui/referencePicker.tsx'
import { SmallTable } from '../ui/smallTable.tsx'
import { useRead } from '../ui/useRead.ts'
import { ImportRows, Said } from './importRows.tsx'
import { type ImportWork, type Preview, useImport } from './importState.ts'
import './imports.css'
import { PastImports } from './pastImports.tsx'

/** Takes a table in: choose what it is, paste or drop it, correct the columns, mend the rows, import. */
export function ImportPage() {
  const work = useImport()
  const targets = useRead(orpc.imports.targets, undefined)
  const { preview } = work
  return (
    <Page title={t('imports.title')} crumbs={[{ label: t('sections.settings'), to: '/settings' }]}>
      <Section>
        <Loaded read={targets}>
          {(all) => (
            <>
              <Group align="flex-end" mb="md">
                <Select
                  label={t('imports.what')}
                  searchable
                  allowDeselect={false}
                  value={all.some((x) => x.name === work.draft.target) ? work.draft.target : null}
                  data={all.map(({ name }) => ({ value: name, label: t([`imports.targets.${name}`, `nav.${name}`]) }))}
                  onChange={(target) =>
                    target && work.restart({ target, ...(work.draft.source ? { source: work.draft.source } : {}) })
                  }
                />
                {all.find((x) => x.name === work.draft.target)?.needsParent && <Parent work={work} />}
              </Group>
              {preview ? <Prepared work={work} preview={preview} /> : <TakeIn work={work} />}
            </>
          )}
        </Loaded>
      </Section>
      <PastImports />
    </Page>
  )
}

function Parent({ work }: { work: ImportWork }) {
  const { parentId = null, newParent } = work.draft
  const name = (number: string, called: string) =>
    work.change({ parentId: undefined, newParent: number.trim() === '' ? undefined : { number, name: called } })
  return (
    <>
      <ReferencePicker
        to="items"
        label={t('imports.parent')}
        value={parentId}
        onChange={(id) => work.change({ parentId: id ?? undefined, newParent: undefined })}
      />
      <TextInput
        label={t('imports.orNew')}
        value={newParent?.number ?? ''}
        maxLength={60}
        onChange={(e) => name(e.currentTarget.value, newParent?.name ?? '')}
      />
      {newParent && (
        <TextInput
          label={t('imports.newName')}
          value={newParent.name ?? ''}
          maxLength={200}
          onChange={(e) => name(newParent.number, e.currentTarget.value)}
        />
      )}
    </>
  )
}

function TakeIn({ work }: { work: ImportWork }) {
  const [over, setOver] = useState(false)
  if (work.busy) return <p role="status">{t('imports.reading')}</p>
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping has its keyboard way in the button inside */}
      <div
        className="import-drop"
        data-over={over || undefined}
        onDragOver={(e) => {
          e.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(e) => {
          e.preventDefault()
          setOver(false)
          const [file] = e.dataTransfer.files
          if (file) void work.takeFile(file)
        }}
      >
        <span>{t('imports.drop')}</span>
        <FileButton accept=".csv,.tsv,.txt,.xlsx" onChange={(file) => file && void work.takeFile(file)}>
          {(props) => (
            <Button {...props} variant="default">
              {t('imports.choose')}
            </Button>
          )}
        </FileButton>
      </div>
      <Textarea
        mt="md"
        label={t('imports.paste')}
        rows={6}
        value=""
        onChange={(e) => {
          const text = e.currentTarget.value
          if (text.trim() !== '') work.restart({ fileName: t('imports.pasted'), source: { text } })
        }}
      />
    </>
  )
}

const whyNotRun = (work: ImportWork, preview: Preview): Refusal[] => [
  ...(preview.needsParent && !work.draft.parentId && !work.draft.newParent
    ? [{ code: 'imports.parent', message: t('imports.chooseParent') }]
    : []),
  ...(preview.counts.faults > 0 ? [{ code: 'imports.faults', message: t('imports.mend') }] : []),
  ...(preview.counts.faults === 0 && preview.counts.create + preview.counts.change === 0
    ? [{ code: 'imports.nothing', message: t('imports.nothing') }]
    : []),
]

function Prepared({ work, preview }: { work: ImportWork; preview: Preview }) {
  const { counts } = preview
  const whole = preview.faults.filter((f) => f.row === 0)
  const run = async () => {
    await work.run()
    await queryClient.invalidateQueries()
  }
  return (
    <>
      <Group justify="space-between" mb="xs">
        <div role="status">
          <strong>{t('imports.counts', { ...counts, count: counts.rows })}</strong> ·{' '}
          {counts.faults === 0 ? t('imports.noFaults') : t('imports.faults', { count: counts.faults })} ·{' '}
          {t('imports.warnings', { count: counts.warnings })}
        </div>
        <Group>
          <ActionButton label={t('imports.again')} onAct={() => work.restart({ source: undefined })} />
          <ActionButton
            kind="primary"
            label={t('imports.run')}
            busy={work.busy}
            whyNot={whyNotRun(work, preview)}
            onAct={run}
          />
        </Group>
      </Group>
      <Notation work={work} preview={preview} />
      {whole.length > 0 && (
        <Alert
          variant="outline"
          color={whole.some((f) => f.kind === 'fault') ? 'red' : 'gray'}
          title={t('imports.wholeTable')}
          mb="sm"
        >
          <Said faults={whole} />
        </Alert>
      )}
      <ForEveryRow work={work} preview={preview} />
      <ImportRows work={work} preview={preview} />
      <Planned preview={preview} />
    </>
  )
}

function Notation({ work, preview }: { work: ImportWork; preview: Preview }) {
  return (
    <Group mb="sm" align="flex-end">
      {preview.sheets.length > 1 && (
        <NativeSelect
          size="xs"
          label={t('imports.sheet')}
          value={preview.sheet ?? ''}
          data={preview.sheets}
          onChange={(e) => work.change({ sheet: e.currentTarget.value, mapping: undefined, headingRow: undefined })}
        />
      )}
      <NativeSelect
        size="xs"
        label={t('imports.decimalMark')}
        value={preview.decimalMark}
        data={(['point', 'comma'] as const).map((value) => ({ value, label: t(`imports.${value}`) }))}
        onChange={(e) => work.change({ decimalMark: e.currentTarget.value === 'comma' ? 'comma' : 'point' })}
      />
      <NativeSelect
        size="xs"
        label={t('imports.dayOrder')}
        value={preview.dayOrder}
        data={(['dayFirst', 'monthFirst'] as const).map((value) => ({ value, label: t(`imports.${value}`) }))}
        onChange={(e) => work.change({ dayOrder: e.currentTarget.value === 'dayFirst' ? 'dayFirst' : 'monthFirst' })}
      />
      <NumberInput
        size="xs"
        label={t('imports.headingRow')}
        min={0}
        max={1000}
        value={preview.headingRow}
        onChange={(n) =>
          typeof n === 'number' && n !== preview.headingRow && work.change({ headingRow: n, mapping: undefined })
        }
      />
    </Group>
  )
}

/** Required fields that no column feeds can be said once for all rows. */
function ForEveryRow({ work, preview }: { work: ImportWork; preview: Preview }) {
  const open = preview.fields.filter(
    (f) => f.required && !preview.columns.some((c) => c.field === f.name) && preview.target !== 'bom',
  )
  if (open.length === 0) return null
  return (
    <Group mb="sm">
      {open.map((f) => (
        <TextInput
          key={f.name}
          size="xs"
          label={`${t('imports.forEveryRow')}: ${fieldText(preview.target, f.name)}`}
          defaultValue={work.draft.constants?.[f.name] ?? ''}
          onBlur={(e) => {
            const { [f.name]: _, ...others } = work.draft.constants ?? {}
            const text = e.currentTarget.value.trim()
            if (text !== (work.draft.constants?.[f.name] ?? ''))
              work.change({ constants: text === '' ? others : { ...others, [f.name]: text } })
          }}
        />
      ))}
    </Group>
  )
}

function Planned({ preview }: { preview: Preview }) {
  const { records, counts } = preview
  const total = counts.create + counts.change + counts.same + counts.skip
  return (
    <details style={{ marginTop: 12 }}>
      <summary>
        {t('imports.planned')} ({total})
      </summary>
      {total > records.length && <p>{t('imports.moreRecords', { n: records.length })}</p>}
      <SmallTable
        list="imports"
        rows={records}
        keyOf={(_r, i) => i}
        columns={[
          { name: 'row', label: t('imports.row'), show: (r) => (r.row === 0 ? '' : r.row) },
          { name: 'act', label: t('imports.planned'), show: (r) => wordText(r.act, 'acts') },
          { name: 'label', label: t('fields.name') },
          { name: 'detail', label: t('fields.details') },
        ]}
      />
    </details>
  )
}
