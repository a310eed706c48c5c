import { t } from '../i18n.ts'

/** Progress as fill, lateness as outline; `done` of `of`, both in the same unit. */
export function ProgressBar({
  done,
  of,
  late = false,
  label,
}: {
  done: number
  of: number
  late?: boolean
  label?: string
}) {
  const percent = of > 0 ? Math.min(100, Math.max(0, Math.round((done / of) * 100))) : 0
  return (
    <div
      className="bar"
      role="progressbar"
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-label={label ?? t('ui.progress')}
      data-late={late || undefined}
      title={`${percent} %${late ? ` · ${t('words.late')}` : ''}`}
    >
      <div style={{ width: `${percent}%` }} />
    </div>
  )
}
