import { useCallback, useEffect, useState } from 'react'
import { api, queryClient } from '../../../web/api.ts'
import { t } from '../../../web/i18n.ts'
import { sayRefused } from '../../../web/ui/toast.tsx'
import type { PlanChange } from '../../board.model.ts'
import { type Proposal, whyNotDrop } from './proposal.ts'
import { type Trying, useTrial } from './useTrial.ts'
import { trialText } from './words.ts'

export type Proposing = {
  proposal: Proposal | undefined
  trying: Trying
  busy: boolean
  /** The plan has changed since the bar was grabbed. */
  changedMeanwhile: boolean
  hold(next: Omit<Proposal, 'version' | 'settled'>): void
  /** Lets go of what is held: harmless changes are done, others wait for the planner's word. */
  settle(): void
  propose(title: string, changes: PlanChange[]): void
  accept(): Promise<void>
  leave(): void
}

/** One thing at a time is held over the plan: it is tried, shown with who loses, and done or left. */
export function useProposal(version: number, say: (text: string) => void): Proposing {
  const [proposal, setProposal] = useState<Proposal>()
  const [busy, setBusy] = useState(false)
  const trying = useTrial(proposal?.changes, version)
  const answered = proposal !== undefined && !trying.asking
  const accept = useCallback(async () => {
    if (!proposal || !trying.trial || trying.asking || busy) return
    if (whyNotDrop(trying.trial, trying.reasons).length > 0) return
    setBusy(true)
    try {
      await api.board.accept({ changes: proposal.changes, version: trying.trial.version })
      setProposal(undefined)
      say(t('board.didIt', { what: proposal.title }))
      await queryClient.invalidateQueries()
    } catch (error) {
      sayRefused(error)
    } finally {
      setBusy(false)
    }
  }, [proposal, trying, busy, say])
  const harmless = answered && proposal.settled && (trying.trial?.harmless ?? false)
  useEffect(() => {
    if (harmless && !busy) void accept()
  }, [harmless, busy, accept])
  const { trial, reasons } = trying
  useEffect(() => {
    if (answered && trial) say(trialText(trial))
    else if (answered && reasons.length > 0) say(reasons.join(' '))
  }, [answered, trial, reasons, say])
  return {
    proposal,
    trying,
    busy,
    changedMeanwhile: proposal !== undefined && proposal.version !== version,
    hold: (next) => setProposal((was) => ({ ...next, settled: false, version: was?.version ?? version })),
    settle: () => setProposal((was) => (was && was.changes.length > 0 ? { ...was, settled: true } : undefined)),
    propose: (title, changes) => {
      // A promise to a customer is never given up by the way, nor is an order taken, whether a job loses by it or not.
      const settled = changes.every((c) => c.kind !== 'releaseHold' && c.kind !== 'rushOrder')
      setProposal({ title, changes, settled, version })
    },
    accept,
    leave: () => setProposal(undefined),
  }
}
