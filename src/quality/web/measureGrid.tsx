import { FileButton } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { formatQuantity, parseNumber, plantToday } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { icons } from '../../web/shell/icons.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { uploadFile } from '../../web/ui/attachments.tsx'
import { NumberBox } from '../../web/ui/numberBox.tsx'
import { StatusChip } from '../../web/ui/statusChip.tsx'
import { TableScroll } from '../../web/ui/tableScroll.tsx'
import { whyNotGauge } from '../gauge.rules.ts'
import type { Test } from '../test.model.ts'
import type { Value } from './typedValues.ts'
import type { Values } from './useValues.ts'
import './quality.css'

type Characteristic = Test['characteristics'][number]

/** What a characteristic asks for, as short as on a drawing. */
export function requirement(c: Characteristic): string {
  if (c.kind !== 'measured') return t(c.kind === 'photo' ? 'quality.photo' : 'quality.conforms')
  const [low, high] = [c.lowerLimit, c.upperLimit]
  const limits =
    low !== null && high !== null
      ? `${formatQuantity(low)} – ${formatQuantity(high)}`
      : low !== null
        ? `≥ ${formatQuantity(low)}`
        : `≤ ${formatQuantity(high)}`
  return `${c.nominal === null ? limits : `${formatQuantity(c.nominal)} (${limits})`} ${c.unit}`.trim()
}

/** The gauge to use; one that may not be used says why before anybody measures. */
export function GaugeChip({ gauge }: { gauge: Characteristic['gauge'] }) {
  if (!gauge) return null
  const whyNot = whyNotGauge(gauge, plantToday())
  const name = `${gauge.number} ${gauge.name}`
  return whyNot.length === 0 ? (
    <div className="dimmed">{name}</div>
  ) : (
    <StatusChip word="blocked" label={whyNot.map((r) => r.message).join(' ')} />
  )
}

/** Fields in the order in which one measures: piece by piece, and on each piece line by line. */
const fieldsInOrder = (grid: HTMLElement): HTMLElement[] => {
  const order = (e: HTMLElement) => Number(e.dataset.piece) * 10_000 + Number(e.dataset.line)
  return [...grid.querySelectorAll<HTMLElement>('[data-line]')].sort((a, b) => order(a) - order(b))
}

/**
 * Every value of every tested piece. Few pieces stand side by side under each characteristic; many go down the page
 * with the characteristics side by side.
 */
export function MeasureGrid({ test, values, readOnly }: { test: Test; values: Values; readOnly: boolean }) {
  const grid = useRef<HTMLTableElement>(null)
  const pieces = Array.from({ length: test.sampleQuantity }, (_, i) => i + 1)
  const step = (from: HTMLElement, by: 1 | -1) => {
    const fields = grid.current ? fieldsInOrder(grid.current) : []
    const next = fields[fields.indexOf(from) + by]
    // Leaving a field stores it, also the last one.
    if (next) next.focus()
    else from.blur()
  }
  const pressed = (event: KeyboardEvent<HTMLTableElement>) => {
    const field = (event.target as HTMLElement).closest<HTMLElement>('[data-line]')
    if (!field || event.key !== 'Enter') return
    event.preventDefault()
    step(field, event.shiftKey ? -1 : 1)
  }
  const cell = (c: Characteristic, piece: number): ReactNode => {
    const value = values.of(c.id, piece)
    const put = (change: Partial<Value>) =>
      values.put({
        characteristicId: c.id,
        piece,
        measured: null,
        passed: false,
        fileHash: value?.fileHash ?? null,
        ...change,
      })
    const props = { characteristic: c, piece, value, put, readOnly, onward: (from: HTMLElement) => step(from, 1) }
    return (
      <td key={`${c.id}:${piece}`} data-verdict={value === undefined ? undefined : value.passed ? 'pass' : 'fail'}>
        <div className="measure-cell">
          {c.kind === 'measured' ? <MeasuredCell {...props} /> : <CheckCell {...props} />}
          {value && <StatusChip word={value.passed ? 'pass' : 'fail'} />}
        </div>
      </td>
    )
  }
  const name = (c: Characteristic) => (
    <>
      {c.name}
      {c.instrument && <div className="dimmed">{c.instrument}</div>}
      <GaugeChip gauge={c.gauge} />
    </>
  )
  const down = pieces.length > 6
  return (
    <TableScroll>
      <table className="lines measure-grid" ref={grid} onKeyDown={pressed}>
        <caption className="hidden-text">{t('quality.values')}</caption>
        {down ? (
          <>
            <thead>
              <tr>
                <th scope="col" aria-label={t('quality.piece', { piece: '' })} />
                {test.characteristics.map((c) => (
                  <th key={c.id} scope="col">
                    {name(c)}
                    <div className="dimmed">{requirement(c)}</div>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {pieces.map((piece) => (
                <tr key={piece}>
                  <th scope="row">{t('quality.piece', { piece })}</th>
                  {test.characteristics.map((c) => cell(c, piece))}
                </tr>
              ))}
            </tbody>
          </>
        ) : (
          <>
            <thead>
              <tr>
                <th scope="col">{t('quality.characteristic')}</th>
                <th scope="col">{t('quality.required')}</th>
                {pieces.map((piece) => (
                  <th key={piece} scope="col">
                    {pieces.length === 1 && test.lotNumber ? test.lotNumber : t('quality.piece', { piece })}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {test.characteristics.map((c) => (
                <tr key={c.id}>
                  <th scope="row">{name(c)}</th>
                  <td className="requirement">{requirement(c)}</td>
                  {pieces.map((piece) => cell(c, piece))}
                </tr>
              ))}
            </tbody>
          </>
        )}
      </table>
    </TableScroll>
  )
}

type CellProps = {
  characteristic: Characteristic
  piece: number
  value: Value | undefined
  put: (change: Partial<Value>) => void
  readOnly: boolean
  onward: (from: HTMLElement) => void
}

/** A number; it is stored when the field is left, so that a half-typed one is never judged. */
function MeasuredCell({ characteristic: c, piece, value, put, readOnly }: CellProps) {
  const [editing, setEditing] = useState(false)
  const stored = value?.measured ?? null
  const shown = useRef(stored)
  // A value that comes from the server replaces what stands here, but never what is being typed.
  if (!editing) shown.current = stored
  if (readOnly) return <span className="number">{formatQuantity(value?.measured)}</span>
  return (
    <NumberBox
      key={shown.current ?? ''}
      aria-label={`${t('quality.valueOf', { name: c.name, piece })}, ${requirement(c)}`}
      data-line={c.line}
      data-piece={piece}
      w={92}
      value={shown.current}
      onChange={() => undefined}
      onFocus={(e) => {
        setEditing(true)
        e.currentTarget.select()
      }}
      onBlur={(e) => {
        setEditing(false)
        const typed = parseNumber(e.currentTarget.value) ?? null
        if (typed !== null && typed !== stored) put({ measured: typed })
      }}
    />
  )
}

/** Pass or fail as one stop of the Tab key: P or F marks and goes on, the arrows change. */
function CheckCell({ characteristic: c, piece, value, put, readOnly, onward }: CellProps) {
  const label = t('quality.valueOf', { name: c.name, piece })
  const needsPhoto = c.kind === 'photo'
  const chosen = value === undefined ? '' : value.passed ? 'pass' : 'fail'
  const upload = async (file: File | null) => {
    if (file) put({ passed: true, fileHash: await uploadFile(file) })
  }
  const mark = (passed: boolean) => put({ passed })
  const pressed = (event: KeyboardEvent<HTMLSelectElement>) => {
    const key = event.key.toLowerCase()
    if (key !== 'p' && key !== 'f') return
    event.preventDefault()
    if (key === 'f' || !needsPhoto || value?.fileHash) mark(key === 'p')
    onward(event.currentTarget)
  }
  return (
    <>
      {!readOnly && (
        <select
          className="check-cell"
          aria-label={label}
          data-line={c.line}
          data-piece={piece}
          value={chosen}
          onKeyDown={pressed}
          onChange={(e) => e.currentTarget.value && mark(e.currentTarget.value === 'pass')}
        >
          <option value="" disabled>
            –
          </option>
          <option value="pass" disabled={needsPhoto && !value?.fileHash}>
            {t('words.pass')}
          </option>
          <option value="fail">{t('words.fail')}</option>
        </select>
      )}
      {value?.fileHash && (
        <a href={`/api/files/${value.fileHash}`} target="_blank" rel="noreferrer">
          <img
            className="measure-photo"
            src={`/api/files/${value.fileHash}`}
            alt={t('quality.seePhoto', { name: c.name, piece })}
          />
        </a>
      )}
      {needsPhoto && !readOnly && (
        <FileButton accept="image/*" onChange={(file) => void upload(file)}>
          {(button) => (
            <ActionButton
              kind="quiet"
              icon={icons.attach}
              label={t(value?.fileHash ? 'quality.anotherPhoto' : 'quality.takePhoto')}
              onAct={button.onClick}
            />
          )}
        </FileButton>
      )}
    </>
  )
}
