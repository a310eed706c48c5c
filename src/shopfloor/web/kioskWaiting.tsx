import { formatInstant, formatQuantity } from '../../web/format.ts'
import { t, wordText } from '../../web/i18n.ts'
import { useTerminal } from './terminal.ts'
import type { Act } from './waiting.ts'

const quantityOf = (act: Act, name: string): number => {
  const value = act.input[name]
  return typeof value === 'number' ? value : 0
}

function whatOf(act: Act): string {
  if (act.name === 'clockOn')
    return t('floor.waits.clockOn', { activity: wordText(String(act.input['activity']), 'activity') })
  if (act.name === 'clockOff') return t('floor.waits.clockOff')
  if (act.name === 'issue') return t('floor.waits.issue', { quantity: formatQuantity(quantityOf(act, 'quantity')) })
  return (['good', 'scrap', 'rework'] as const)
    .filter((kind) => quantityOf(act, kind) > 0)
    .map((kind) => t(`floor.waits.${kind}`, { quantity: formatQuantity(quantityOf(act, kind)) }))
    .join(', ')
}

/** What was done while the server could not be reached: kept on this device until it is told, in this order. */
export function KioskWaiting() {
  const { waiting } = useTerminal()
  if (waiting.length === 0) return null
  return (
    <details className="kiosk-waiting">
      <summary>{t('floor.waitingCount', { count: waiting.length })}</summary>
      <ul aria-label={t('floor.waitingList')}>
        {waiting.map((act) => (
          <li key={act.key}>
            <span>{act.input.at && formatInstant(act.input.at)}</span> <strong>{act.who}</strong> {act.about}:{' '}
            {whatOf(act)}
          </li>
        ))}
      </ul>
    </details>
  )
}
