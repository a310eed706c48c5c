import { ActionIcon, Button, Group, NativeSelect, Switch } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import { fieldText, t } from '../i18n.ts'
import { StatusChip } from '../ui/statusChip.tsx'
import type { ImportFault, ImportWork, Preview } from './importState.ts'

const pageLength = 50

/** The table as it was read: a choice of field above each column, cells that can be mended, and words beside each row. */
export function ImportRows({ work, preview }: { work: ImportWork; preview: Preview }) {
  const [only, setOnly] = useState(false)
  const [page, setPage] = useState(0)
  const faultsOf = useMemo(() => Map.groupBy(preview.faults, (f) => f.row), [preview.faults])
  const filled = work.rows.flatMap((cells, i) =>
    i >= preview.headingRow && cells.some((c) => c.trim() !== '') ? [i] : [],
  )
  const listed = only ? filled.filter((i) => faultsOf.has(i + 1)) : filled
  const pages = Math.max(1, Math.ceil(listed.length / pageLength))
  const here = Math.min(page, pages - 1)
  const shown = listed.slice(here * pageLength, (here + 1) * pageLength)
  const setCell = (row: number, column: number, text: string) => {
    const width = preview.columns.length
    work.mend(
      work.rows.map((cells, i) =>
        i === row ? Array.from({ length: width }, (_, c) => (c === column ? text : (cells[c] ?? ''))) : cells,
      ),
    )
  }
  return (
    <>
      <Group mb="xs" gap="md">
        <Switch label={t('imports.onlyFaults')} checked={only} onChange={(e) => setOnly(e.currentTarget.checked)} />
        <span>
          {t('imports.rowsShown', {
            from: listed.length === 0 ? 0 : here * pageLength + 1,
            to: here * pageLength + shown.length,
            of: listed.length,
          })}
        </span>
        {pages > 1 && (
          <>
            <Button variant="default" size="xs" disabled={here === 0} onClick={() => setPage(here - 1)}>
              {t('imports.before')}
            </Button>
            <Button variant="default" size="xs" disabled={here === pages - 1} onClick={() => setPage(here + 1)}>
              {t('imports.next')}
            </Button>
          </>
        )}
      </Group>
      <section
        className="lines-scroll import-rows"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={t('imports.title')}
        style={{ maxHeight: '60vh', overflow: 'auto' }}
      >
        <table className="lines">
          <Head work={work} preview={preview} />
          <tbody>
            {shown.map((i) => (
              <Row
                key={i}
                index={i}
                cells={work.rows[i] ?? []}
                preview={preview}
                faults={faultsOf.get(i + 1) ?? []}
                setCell={setCell}
                remove={() => work.mend(work.rows.map((r, k) => (k === i ? [] : r)))}
              />
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}

function Head({ work, preview }: { work: ImportWork; preview: Preview }) {
  const fields = preview.fields.map((f) => ({
    value: f.name,
    label: `${fieldText(preview.target, f.name)}${f.required ? ' *' : ''}`,
  }))
  const headingOf = (i: number) => preview.columns[i]?.heading || t('imports.column', { n: i + 1 })
  const choose = (column: number, field: string) =>
    work.change({
      headingRow: preview.headingRow,
      mapping: preview.columns.map((c, i) => {
        const many = preview.fields.find((f) => f.name === field)?.many
        return i === column ? field || null : c.field === field && !many ? null : c.field
      }),
    })
  return (
    <thead>
      <tr>
        <th scope="col">{t('imports.row')}</th>
        {preview.columns.map((c, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other identity
          <th key={i} scope="col">
            <div>{headingOf(i)}</div>
            <NativeSelect
              size="xs"
              aria-label={t('imports.fieldOf', { heading: headingOf(i) })}
              value={c.field ?? ''}
              data={[{ value: '', label: t('imports.notImported') }, ...fields]}
              onChange={(e) => choose(i, e.currentTarget.value)}
            />
          </th>
        ))}
        <th scope="col">{t('imports.wrong')}</th>
        <th scope="col" aria-label={t('ui.actions')} />
      </tr>
    </thead>
  )
}

type RowProps = {
  index: number
  cells: readonly string[]
  preview: Preview
  faults: readonly ImportFault[]
  setCell: (row: number, column: number, text: string) => void
  remove: () => void
}

function Row({ index, cells, preview, faults, setCell, remove }: RowProps) {
  const row = index + 1
  return (
    <tr>
      <th scope="row">{row}</th>
      {preview.columns.map((c, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other identity
        <td key={i}>
          <Cell
            label={t('imports.cell', { heading: c.heading || t('imports.column', { n: i + 1 }), row })}
            text={cells[i] ?? ''}
            kind={faults.find((f) => f.column === i + 1)?.kind}
            unused={c.field === null}
            onChange={(text) => setCell(index, i, text)}
          />
        </td>
      ))}
      <td style={{ minWidth: 260, whiteSpace: 'normal' }}>
        <Said faults={faults} />
      </td>
      <td>
        <ActionIcon variant="subtle" aria-label={t('imports.removeRow', { row })} onClick={remove}>
          ×
        </ActionIcon>
      </td>
    </tr>
  )
}

/** Faults and warnings, each marked by a word as well as by its color. */
export function Said({ faults }: { faults: readonly ImportFault[] }) {
  return faults.map((f) => (
    <div key={`${f.code}-${f.message}`} style={{ display: 'flex', gap: 6, alignItems: 'baseline' }}>
      <StatusChip word={f.kind} tone={f.kind === 'fault' ? 'blocked' : 'waiting'} />
      <span>{f.message}</span>
    </div>
  ))
}

type CellProps = {
  label: string
  text: string
  kind: ImportFault['kind'] | undefined
  unused: boolean
  onChange: (text: string) => void
}

function Cell({ label, text, kind, unused, onChange }: CellProps) {
  const [typed, setTyped] = useState(text)
  useEffect(() => setTyped(text), [text])
  const keep = () => typed !== text && onChange(typed)
  return (
    <input
      className="import-cell"
      aria-label={label}
      aria-invalid={kind === 'fault' || undefined}
      data-kind={kind}
      data-unused={unused || undefined}
      value={typed}
      onChange={(e) => setTyped(e.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(e) => {
        if (e.key === 'Enter') keep()
        if (e.key === 'Escape') setTyped(text)
      }}
    />
  )
}
