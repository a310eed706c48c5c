import { useEffect, useRef, useState } from 'react'
import { api } from '../api.ts'
import { t } from '../i18n.ts'
import { sayDone, sayRefused } from '../ui/toast.tsx'

type Input = Parameters<typeof api.imports.preview>[0]
export type Preview = Awaited<ReturnType<typeof api.imports.preview>>
export type ImportFault = Preview['faults'][number]

/** All that the person has said so far; what is left out is recognized. */
export type Draft = Omit<Input, 'source' | 'withRows'> & { source?: Input['source'] }

const mendPause = 350

const base64Of = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onerror = () => reject(reader.error)
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''))
    reader.readAsDataURL(file)
  })

/** One import being prepared: every change is looked at by the server, which answers with all faults. */
export function useImport() {
  const [draft, setDraft] = useState<Draft>({ target: 'bom' })
  const [preview, setPreview] = useState<Preview>()
  const [rows, setRows] = useState<string[][]>([])
  const [busy, setBusy] = useState(false)
  const latest = useRef(0)

  useEffect(() => {
    const { source } = draft
    if (!source) return
    const mine = ++latest.current
    const look = async () => {
      setBusy(true)
      try {
        const answer = await api.imports.preview({ ...draft, source, withRows: !('rows' in source) })
        if (mine !== latest.current) return
        setPreview(answer)
        if (answer.rows) setRows(answer.rows)
      } catch (error) {
        if (mine === latest.current) {
          sayRefused(error)
          setPreview(undefined)
        }
      } finally {
        if (mine === latest.current) setBusy(false)
      }
    }
    const timer = setTimeout(() => void look(), 'rows' in source ? mendPause : 0)
    return () => clearTimeout(timer)
  }, [draft])

  const change = (said: Partial<Draft>) => setDraft((now) => ({ ...now, ...said }))
  /** Another table or another target: what was guessed from the old one is forgotten. */
  const restart = (said: Partial<Draft>) => {
    setPreview(undefined)
    setDraft(({ target, parentId, newParent, fileName }) => ({
      target,
      ...(parentId ? { parentId } : {}),
      ...(newParent ? { newParent } : {}),
      ...(fileName ? { fileName } : {}),
      ...said,
    }))
  }
  /** Mended rows go back as rows, with the columns as they now stand. */
  const mend = (mended: string[][]) => {
    if (!preview) return
    setRows(mended)
    const { encoding: _e, delimiter: _d, sheet: _s, ...rest } = draft
    setDraft({
      ...rest,
      source: { rows: mended },
      headingRow: preview.headingRow,
      mapping: preview.columns.map((c) => c.field),
    })
  }
  const takeFile = async (file: File) => {
    if (file.size > 25 * 1024 * 1024) return sayRefused(new Error(t('imports.tooLarge')))
    restart({ fileName: file.name, source: { base64: await base64Of(file) } })
  }
  const run = async () => {
    if (!draft.source) return
    const answer = await api.imports.run({ ...draft, source: draft.source })
    sayDone(t('imports.done', answer.counts))
    setPreview(undefined)
    setRows([])
    setDraft({ target: draft.target })
  }
  return { draft, preview, rows, busy, change, restart, mend, takeFile, run }
}
export type ImportWork = ReturnType<typeof useImport>
