import { formatInstant, formatQuantity } from '../../web/format.ts'
import { t, wordText } from '../../web/i18n.ts'
import { discard, keepNotTaken, type NotTaken, tryAgain, useTerminal } from './terminal.ts'
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

const Line = ({ act }: { act: Act }) => (
  <>
    <span>{act.input.at && formatInstant(act.input.at)}</span> <strong>{act.who}</strong> {act.about}: {whatOf(act)}
  </>
)

/** What the server failed at again and again: it waits for somebody's word, and what came after it has gone on. */
function SetAside({ failed }: { failed: readonly NotTaken[] }) {
  if (failed.length === 0) return null
  return (
    <section className="kiosk-not-taken kiosk-set-aside" role="alert" aria-label={t('floor.setAside')}>
      <p>{t('floor.setAsideText')}</p>
      <ul>
        {failed.map(({ act, why }) => (
          <li key={act.key}>
            <Line act={act} /> — {why}
            <div className="kiosk-set-aside-acts">
              <button type="button" className="kiosk-button" onClick={() => tryAgain(act.key)}>
                {t('floor.tryAgain')}
              </button>
              <button type="button" className="kiosk-button" onClick={() => discard(act.key)}>
                {t('floor.discard')}
              </button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What was done while the server could not be reached: kept on this device until it is told, in this order. */
export function KioskWaiting() {
  const { waiting, notTaken } = useTerminal()
  const refused = notTaken.filter((n) => !n.failed)
  return (
    <>
      <SetAside failed={notTaken.filter((n) => n.failed)} />
      {refused.length > 0 && (
        <section className="kiosk-not-taken" role="alert" aria-label={t('floor.notTaken')}>
          <ul>
            {refused.map(({ act, why }) => (
              <li key={act.key}>
                <Line act={act} /> — {why}
              </li>
            ))}
          </ul>
          <button type="button" className="kiosk-button" onClick={() => keepNotTaken(notTaken.filter((n) => n.failed))}>
            {t('floor.ok')}
          </button>
        </section>
      )}
      {waiting.length > 0 && (
        <aside aria-label={t('floor.waitingList')}>
          <details className="kiosk-waiting">
            <summary>{t('floor.waitingCount', { count: waiting.length })}</summary>
            <ul>
              {waiting.map((act) => (
                <li key={act.key}>
                  <Line act={act} />
                </li>
              ))}
            </ul>
          </details>
        </aside>
      )}
    </>
  )
}
