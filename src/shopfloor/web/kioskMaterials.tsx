import { type FormEvent, useState } from 'react'
import { formatQuantity } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import type { OperationSheet } from '../floor.contract.ts'
import { refresh } from './kioskQueue.tsx'
import { say, sayWhyNot } from './messageBar.tsx'
import { floorApi, perform } from './terminal.ts'

type Material = OperationSheet['materials'][number]

/** In place of what is made no more is taken than there is; the rest is still to come from below. */
const toIssue = (m: Material): number =>
  m.made
    ? Math.min(
        missing(m),
        m.bins.reduce((sum, b) => sum + b.quantity, 0),
      )
    : missing(m)

const missing = (m: Material): number => Math.max(0, Math.round((m.required - m.issued) * 1e6) / 1e6)

type Issued = Awaited<ReturnType<typeof floorApi.floor.issue>>

/** Issues what is still missing of a line; resolves to the stock moves, or nothing when it is kept or refused. */
async function issue(
  material: Material,
  about: string,
  from: { placeId?: number; lotId?: number | null },
  quiet = false,
): Promise<number[]> {
  const there = material.bins
    .filter(
      (b) =>
        (from.placeId === undefined || b.placeId === from.placeId) &&
        (from.lotId === undefined || b.lotId === from.lotId),
    )
    .reduce((sum, b) => sum + b.quantity, 0)
  const quantity = Math.min(
    missing(material),
    from.placeId === undefined && from.lotId === undefined ? toIssue(material) : there,
  )
  if (quantity <= 0) {
    say({ text: t('floor.nothingMissing', { item: material.itemNumber }), refused: true })
    return []
  }
  let moveIds: number[] = []
  try {
    const answer = await perform<Issued>(
      'issue',
      { materialId: material.id, quantity, ...from },
      `${about}, ${material.itemNumber}`,
    )
    moveIds = answer?.moveIds ?? []
    const text = t('floor.issued', {
      item: material.itemNumber,
      quantity: formatQuantity(quantity, material.unit),
    })
    if (!quiet) say(answer ? { text, undo: () => takeBack(moveIds) } : { text: t('floor.kept') })
  } catch (error) {
    sayWhyNot(error)
    if (quiet) throw error
  }
  await refresh()
  return moveIds
}

const takeBack = async (moveIds: number[]) => {
  await floorApi.floor.undoIssue({ moveIds })
  await refresh()
}

/** Every line of the step that still misses something, one after the other; the first refusal stops it. */
async function issueAll(materials: readonly Material[], about: string) {
  const moveIds: number[] = []
  try {
    for (const m of materials) moveIds.push(...(await issue(m, about, {}, true)))
    say(
      moveIds.length > 0
        ? { text: t('floor.issuedAll', { count: materials.length }), undo: () => takeBack(moveIds) }
        : { text: t('floor.kept') },
    )
  } catch {
    // The refusal is on the screen already.
  }
}

/** A code that stands on this very screen, which needs no server: an item, or a lot or bin with what is missing in it. */
function scannedHere(materials: readonly Material[], code: string) {
  const same = (text: string | null) => text?.toUpperCase() === code.toUpperCase()
  for (const material of materials) {
    if (same(material.itemNumber)) return { material, from: {} }
    const bin = material.bins.find((b) => same(b.lot) || (same(b.place) && !material.made && missing(material) > 0))
    if (bin) return { material, from: same(bin.lot) ? { lotId: bin.lotId } : { placeId: bin.placeId } }
  }
  return undefined
}

/** What the step takes. One scan of an item, a lot or a bin issues what is still missing of it. */
export function KioskMaterials({ materials, about }: { materials: readonly Material[]; about: string }) {
  const [code, setCode] = useState('')
  if (materials.length === 0) return null
  const scan = async (event: FormEvent) => {
    event.preventDefault()
    const wanted = code.trim()
    setCode('')
    if (wanted === '') return
    const known = scannedHere(materials, wanted)
    if (known) return void (await issue(known.material, about, known.from))
    try {
      const found = await floorApi.stock.resolve({ code: wanted })
      for (const f of found) {
        const line = materials.find((m) =>
          f.kind === 'place'
            ? !m.made && m.bins.some((b) => b.placeId === f.id) && missing(m) > 0
            : m.itemId === f.itemId,
        )
        if (line)
          return void (await issue(
            line,
            about,
            f.kind === 'lot' ? { lotId: f.id } : f.kind === 'place' ? { placeId: f.id } : {},
          ))
      }
      say({ text: t('floor.notOfThisStep', { code: wanted }), refused: true })
    } catch (error) {
      sayWhyNot(error)
    }
  }
  const open = materials.filter((m) => !m.backflushed && missing(m) > 0)
  return (
    <div className="kiosk-materials">
      <h2>{t('floor.materials')}</h2>
      <form className="kiosk-form row" onSubmit={(e) => void scan(e)}>
        <label>
          {t('floor.scanMaterial')}
          <input
            className="kiosk-input"
            value={code}
            onChange={(e) => setCode(e.currentTarget.value)}
            autoComplete="off"
          />
        </label>
        {open.length > 1 && (
          <button type="button" className="kiosk-button" onClick={() => void issueAll(open, about)}>
            {t('floor.issueAll')}
          </button>
        )}
      </form>
      <ul>
        {materials.map((m) => (
          <li key={m.id} className="kiosk-material">
            <span>
              <strong>{m.itemNumber}</strong> {m.itemName}
              <br />
              <span className="number">
                {t('floor.issuedOf', {
                  issued: formatQuantity(m.issued),
                  required: formatQuantity(m.required, m.unit),
                })}
              </span>{' '}
              <span className="dimmed">
                {m.made && `${t('floor.madeHere')} · `}
                {m.backflushed
                  ? t('floor.backflushed')
                  : m.bins.map((b) => [b.place, b.lot].filter(Boolean).join(' ')).join(', ')}
              </span>
            </span>
            {!m.backflushed && toIssue(m) > 0 && (
              <button type="button" className="kiosk-button" onClick={() => void issue(m, about, {})}>
                {t('floor.issueRest', { quantity: formatQuantity(toIssue(m), m.unit) })}
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
