import { Loader } from '@mantine/core'
import { api } from '../../../web/api.ts'
import { formatDay, formatMoney, localSentence } from '../../../web/format.ts'
import { t } from '../../../web/i18n.ts'
import { useMay } from '../../../web/session.tsx'
import { ActionButton } from '../../../web/ui/actionButton.tsx'
import { PageLink } from '../../../web/ui/link.tsx'
import { Shape } from '../../../web/ui/statusChip.tsx'
import { useAction } from '../../../web/ui/useAction.ts'
import type { Board } from '../../board.contract.ts'
import type { ShownJobChange, ShownTrial } from '../../board.model.ts'
import { whyNotDrop } from './proposal.ts'
import type { Proposing } from './useProposal.ts'
import { useTakeFocus } from './useTakeFocus.ts'
import { daysText, isBar, losersOf, resourceName, shortInstant, signedDays, signedMoney, winnersOf } from './words.ts'

/** What is about to be done: who loses, which rules it breaks, and the two words to say. */
export function ProposalPanel({ board, proposing }: { board: Board; proposing: Proposing }) {
  const { proposal, trying, busy, changedMeanwhile } = proposing
  const mayPlan = useMay('planning.write')
  const focus = useTakeFocus<HTMLElement>()
  const keep = useAction(api.scenarios.create, { done: t('board.kept') })
  if (!proposal) return null
  const { trial, reasons, asking } = trying
  const whyNot = asking ? [{ code: 'board.asking', message: t('board.asking') }] : whyNotDrop(trial, reasons)
  return (
    <section ref={focus} tabIndex={-1} className="board-proposal" aria-label={t('board.whoLoses')}>
      <h2>{proposal.title}</h2>
      {changedMeanwhile && <p className="board-notice">{t('board.changedMeanwhile')}</p>}
      <div className="board-answer" data-asking={asking || undefined}>
        {asking && (
          <p className="dimmed board-asking">
            <Loader size={12} /> {t('board.asking')}
          </p>
        )}
        {reasons.map((r) => (
          <Rule key={r} hard text={r} />
        ))}
        {trial && <TrialShown board={board} trial={trial} />}
      </div>
      <div className="board-buttons">
        <ActionButton kind="primary" label={t('board.doIt')} whyNot={whyNot} busy={busy} onAct={proposing.accept} />
        <ActionButton label={t('board.leaveIt')} onAct={proposing.leave} />
        {mayPlan && (
          <ActionButton
            kind="quiet"
            label={t('board.keepAsWhatIf')}
            onAct={async () => {
              const name = proposal.title.slice(0, 100)
              if (await keep.run({ name, changes: proposal.changes })) proposing.leave()
            }}
          />
        )}
      </div>
    </section>
  )
}

export function TrialShown({ board, trial }: { board: Board; trial: ShownTrial }) {
  const losers = losersOf(trial)
  const winners = winnersOf(trial)
  const fresh = trial.broken.filter((r) => !r.before)
  const old = trial.broken.length - fresh.length
  return (
    <>
      <Totals trial={trial} />
      {losers.length > 0 && <Jobs title={t('board.whoLoses')} jobs={losers} />}
      {losers.length === 0 && !fresh.some(isBar) && (
        <p className="board-good">
          <Shape tone="ready" /> {t('board.nobodyLoses')}
        </p>
      )}
      {fresh.length > 0 && (
        <>
          <h3>{t('board.rulesBroken')}</h3>
          {fresh.map((r) => (
            <Rule key={r.code + r.message} hard={r.hard} text={localSentence(r.message)} />
          ))}
        </>
      )}
      {old > 0 && <p className="dimmed">{t('board.brokenBefore', { count: old })}</p>}
      {winners.length > 0 && <Jobs title={t('board.whoGains')} jobs={winners} />}
      {trial.moved.length > 0 && (
        <details>
          <summary>{t('board.moves', { count: trial.moved.length })}</summary>
          <ul className="board-moves">
            {trial.moved.slice(0, 100).map((m) => (
              <li key={`${m.operationId} ${m.operation}`}>
                <strong>{m.operation}</strong>{' '}
                {m.before && `${resourceName(board, m.before.resource)} ${shortInstant(m.before.startAt)}`} →{' '}
                {m.after
                  ? `${resourceName(board, m.after.resource)} ${shortInstant(m.after.startAt)}`
                  : t('board.noPlace')}
                <span className="dimmed"> {m.why}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function Rule({ hard, text }: { hard: boolean; text: string }) {
  const tone = hard ? 'blocked' : 'waiting'
  return (
    <p className="board-rule" style={{ color: `var(--tone-${tone})`, background: `var(--tone-${tone}-ground)` }}>
      <Shape tone={tone} />
      <span>
        <strong>{t(hard ? 'board.cannot' : 'board.mind')}</strong> {text}
      </span>
    </p>
  )
}

/** Late days and money of the whole plan, before and after. */
function Totals({ trial: { before, after } }: { trial: ShownTrial }) {
  const row = (label: string, was: string, is: string, by: number, change: string) => (
    <tr>
      <th scope="row">{label}</th>
      <td>{was}</td>
      <td>{is}</td>
      <td data-sense={by > 0 ? 'worse' : by < 0 ? 'better' : undefined}>{by === 0 ? '=' : change}</td>
    </tr>
  )
  const days = after.lateDays - before.lateDays
  const money = after.money === null || before.money === null ? null : after.money - before.money
  return (
    <table className="board-totals">
      <thead>
        <tr>
          <th scope="col">{t('board.wholePlan')}</th>
          <th scope="col">{t('board.now')}</th>
          <th scope="col">{t('board.then')}</th>
          <th scope="col">
            <span className="hidden-text">{t('board.difference')}</span>±
          </th>
        </tr>
      </thead>
      <tbody>
        {row(t('board.lateDays'), daysText(before.lateDays), daysText(after.lateDays), days, signedDays(days))}
        {money !== null &&
          row(t('board.money'), formatMoney(before.money), formatMoney(after.money), money, signedMoney(money))}
      </tbody>
    </table>
  )
}

function Jobs({ title, jobs }: { title: string; jobs: readonly ShownJobChange[] }) {
  return (
    <>
      <h3>{title}</h3>
      <ul className="board-losers">
        {jobs.map((j) => (
          <li key={j.job} data-sense={j.sense === 'loses' ? 'worse' : 'better'}>
            <div>
              {j.jobId === null ? (
                <strong>{j.job}</strong>
              ) : (
                <PageLink className="record-link" to={`/jobs/${j.jobId}`}>
                  <strong>{j.job}</strong>
                </PageLink>
              )}
              <b>
                {[signedDays(j.lateDaysAfter - j.lateDaysBefore), signedMoney(j.loses)].filter(Boolean).join(' · ')}
              </b>
            </div>
            <div className="dimmed">
              {j.customers}
              {j.customers && ' · '}
              {formatDay(j.beforeOn) || '–'} → {formatDay(j.afterOn) || '–'} ·{' '}
              {t('board.dueShort', { day: formatDay(j.dueOn) })}
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}
