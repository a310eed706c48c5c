import { type FormEvent, useState } from 'react'
import { formatQuantity } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import type { OperationSheet } from '../floor.contract.ts'
import { refresh } from './kioskQueue.tsx'
import { say, sayWhyNot } from './messageBar.tsx'
import { floorApi } from './terminal.ts'

type Material = OperationSheet['materials'][number]

const missing = (m: Material): number => Math.max(0, Math.round((m.required - m.issued) * 1e6) / 1e6)

async function issue(material: Material, from: { placeId?: number; lotId?: number | null }) {
  const there = material.bins
    .filter(
      (b) =>
        (from.placeId === undefined || b.placeId === from.placeId) &&
        (from.lotId === undefined || b.lotId === from.lotId),
    )
    .reduce((sum, b) => sum + b.quantity, 0)
  const quantity = Math.min(
    missing(material),
    from.placeId === undefined && from.lotId === undefined ? missing(material) : there,
  )
  if (quantity <= 0) return say({ text: t('floor.nothingMissing', { item: material.itemNumber }), refused: true })
  try {
    await floorApi.floor.issue({ materialId: material.id, quantity, ...from })
    say({ text: t('floor.issued', { item: material.itemNumber, quantity: formatQuantity(quantity, material.unit) }) })
  } catch (error) {
    sayWhyNot(error)
  }
  await refresh()
}

/** What the step takes. One scan of an item, a lot or a bin issues what is still missing of it. */
export function KioskMaterials({ materials }: { materials: readonly Material[] }) {
  const [code, setCode] = useState('')
  if (materials.length === 0) return null
  const scan = async (event: FormEvent) => {
    event.preventDefault()
    const wanted = code.trim()
    setCode('')
    if (wanted === '') return
    try {
      const found = await floorApi.stock.resolve({ code: wanted })
      for (const f of found) {
        const line = materials.find((m) =>
          f.kind === 'place' ? m.bins.some((b) => b.placeId === f.id) && missing(m) > 0 : m.itemId === f.itemId,
        )
        if (line)
          return await issue(line, f.kind === 'lot' ? { lotId: f.id } : f.kind === 'place' ? { placeId: f.id } : {})
      }
      say({ text: t('floor.notOfThisStep', { code: wanted }), refused: true })
    } catch (error) {
      sayWhyNot(error)
    }
  }
  return (
    <div className="kiosk-materials">
      <h2>{t('floor.materials')}</h2>
      <form onSubmit={(e) => void scan(e)}>
        <label>
          {t('floor.scanMaterial')}
          <input
            className="kiosk-input"
            value={code}
            onChange={(e) => setCode(e.currentTarget.value)}
            autoComplete="off"
          />
        </label>
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
                {m.backflushed
                  ? t('floor.backflushed')
                  : m.bins.map((b) => [b.place, b.lot].filter(Boolean).join(' ')).join(', ')}
              </span>
            </span>
            {!m.backflushed && missing(m) > 0 && (
              <button type="button" className="kiosk-button" onClick={() => void issue(m, {})}>
                {t('floor.issueRest', { quantity: formatQuantity(missing(m), m.unit) })}
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
