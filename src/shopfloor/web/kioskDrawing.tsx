import { useEffect, useState } from 'react'
import { t } from '../../web/i18n.ts'
import type { OperationSheet } from '../floor.contract.ts'
import { sayWhyNot } from './messageBar.tsx'
import { fileUrl } from './terminal.ts'

type Drawing = OperationSheet['drawings'][number]

/** Pictures are seen at once; other files open beside. */
export function KioskDrawing({ drawings }: { drawings: readonly Drawing[] }) {
  if (drawings.length === 0) return <p className="dimmed">{t('floor.noDrawing')}</p>
  return (
    <div className="kiosk-drawings">
      {drawings.map((d) =>
        d.type.startsWith('image/') ? <Picture key={d.id} drawing={d} /> : <OpenFile key={d.id} drawing={d} />,
      )}
    </div>
  )
}

function Picture({ drawing }: { drawing: Drawing }) {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    let made: string | undefined
    fileUrl(drawing.hash).then((u) => {
      made = u
      setUrl(u)
    }, sayWhyNot)
    return () => {
      if (made) URL.revokeObjectURL(made)
    }
  }, [drawing.hash])
  return url ? <img src={url} alt={`${drawing.name} ${drawing.revision}`} /> : null
}

function OpenFile({ drawing }: { drawing: Drawing }) {
  const open = async () => {
    try {
      window.open(await fileUrl(drawing.hash), '_blank')
    } catch (error) {
      sayWhyNot(error)
    }
  }
  return (
    <button type="button" className="kiosk-button" onClick={() => void open()}>
      {t('floor.drawing', { name: drawing.name })}
    </button>
  )
}
