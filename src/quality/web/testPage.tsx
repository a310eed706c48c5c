import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { api, orpc } from '../../web/api.ts'
import { formatDay, formatInstant, formatQuantity } from '../../web/format.ts'
import { t, wordText } from '../../web/i18n.ts'
import { usePathId } from '../../web/pageTools.ts'
import { useMay } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { PageLink } from '../../web/ui/link.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { Columns, KeyValue, Page, Section, StackOf } from '../../web/ui/page.tsx'
import { PrintLink } from '../../web/ui/printLink.tsx'
import { RecordPanels } from '../../web/ui/recordPanels.tsx'
import { StatusChip } from '../../web/ui/statusChip.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'
import type { Test } from '../test.model.ts'
import { MeasureGrid } from './measureGrid.tsx'
import { DisposeDialog, ReworkDialog } from './testDialogs.tsx'
import { useValues } from './useValues.ts'

export function TestPage() {
  const test = useRead(orpc.tests.get, { id: usePathId() })
  return <Loaded read={test}>{(shown) => <Shown key={shown.id} test={shown as Test} />}</Loaded>
}

const failedPieces = (test: Test): number[] =>
  [...new Set(test.results.filter((r) => !r.passed).map((r) => r.piece))].sort((a, b) => a - b)

function Shown({ test }: { test: Test }) {
  const values = useValues(test)
  const mayRecord = useMay('quality.record')
  const decided = test.status === 'released' || test.status === 'rejected'
  return (
    <Page
      title={test.itemName}
      number={test.number}
      status={test.status}
      remember
      crumbs={[{ label: t('nav.inspection'), to: '/inspection' }]}
      aside={
        <span className="dimmed">
          {[test.lotNumber, formatQuantity(test.quantity, test.unit)].filter(Boolean).join(' · ')}
        </span>
      }
      actions={<Actions test={test} storing={values.storing} />}
    >
      <Columns>
        <StackOf>
          {test.plan.instructions && (
            <Section title={t('quality.instructions')}>
              <p className="quality-text">{test.plan.instructions}</p>
            </Section>
          )}
          {test.status === 'rejected' && test.disposition === 'rework' && !test.reworkedAt && (
            <p className="quality-note">{t('quality.reworkWaiting')}</p>
          )}
          <Section title={t('quality.values')}>
            <MeasureGrid test={test} values={values} readOnly={decided || !mayRecord} />
            <div className="measure-foot">
              <span role="status">
                {values.storing
                  ? t('quality.saving')
                  : test.missing > 0
                    ? t('quality.missing', { count: test.missing })
                    : t('quality.stored')}
              </span>
              {!decided && mayRecord && <span>{t('quality.keys')}</span>}
            </div>
          </Section>
          <RecordPanels tableName="tests" recordId={test.id} />
        </StackOf>
        <Facts test={test} />
      </Columns>
    </Page>
  )
}

function Actions({ test, storing }: { test: Test; storing: boolean }) {
  const navigate = useNavigate()
  const mayRecord = useMay('quality.record')
  const mayDecide = useMay('quality.dispose')
  const [asking, setAsking] = useState<'dispose' | 'rework'>()
  const release = useAction(api.tests.release, { done: t('quality.released') })
  const testAll = useAction(api.tests.testAll, { done: t('quality.testAllDone') })
  const split = useAction(api.tests.split, { done: (made) => t('quality.splitDone', { number: made.number }) })
  const failed = failedPieces(test)
  const decided = test.status === 'released' || test.status === 'rejected'
  const takeOut = async () => {
    const made = await split.run({ id: test.id, pieces: failed })
    if (made) void navigate({ to: `/tests/${made.id}` })
  }
  const waiting = storing ? [{ code: 'test.storing', message: t('quality.saving') }] : []
  return (
    <>
      <PrintLink to={`/api/print/certificate/${test.id}`} label={t('quality.certificate')} />
      {!decided && mayRecord && test.sampleQuantity < test.quantity && (
        <ActionButton
          label={t('quality.testAll')}
          whyNot={test.whyNot.testAll}
          onAct={() => testAll.run({ id: test.id })}
        />
      )}
      {!decided && mayDecide && failed.length > 0 && failed.length < test.quantity && test.quantity > 1 && (
        <ActionButton
          label={t('quality.split', { pieces: failed.join(', ') })}
          whyNot={test.whyNot.split}
          onAct={takeOut}
        />
      )}
      {!decided && mayDecide && test.status === 'failed' && (
        <ActionButton
          label={t('quality.decide')}
          shortcut="d"
          whyNot={test.whyNot.dispose}
          onAct={() => setAsking('dispose')}
        />
      )}
      {!decided && mayRecord && (
        <ActionButton
          kind="primary"
          label={t('quality.release')}
          shortcut="r"
          whyNot={[...waiting, ...test.whyNot.release]}
          busy={release.busy}
          onAct={() => release.run({ id: test.id })}
        />
      )}
      {mayDecide && test.disposition === 'rework' && !test.reworkedAt && (
        <ActionButton
          label={t('quality.scrapInstead')}
          whyNot={test.whyNot.dispose}
          onAct={() => setAsking('dispose')}
        />
      )}
      {mayDecide && test.disposition === 'rework' && !test.reworkedAt && (
        <ActionButton
          kind="primary"
          label={t('quality.rework')}
          whyNot={test.whyNot.rework}
          onAct={() => setAsking('rework')}
        />
      )}
      <DisposeDialog test={test} open={asking === 'dispose'} close={() => setAsking(undefined)} />
      <ReworkDialog test={test} open={asking === 'rework'} close={() => setAsking(undefined)} />
    </>
  )
}

const testLink = (test: { id: number; number: string }): ReactNode => (
  <PageLink key={test.id} className="record-link" to={`/tests/${test.id}`}>
    {test.number}
  </PageLink>
)

function Facts({ test }: { test: Test }) {
  const decision = test.disposition ?? (test.status === 'released' ? 'released' : '')
  return (
    <StackOf>
      <Section title={t('quality.facts')}>
        <KeyValue
          facts={[
            [
              t('quality.item'),
              <PageLink key="i" className="record-link" to={`/items/${test.itemId}`}>
                {test.itemNumber}
              </PageLink>,
            ],
            [
              t('fields.lot'),
              test.lotId && (
                <PageLink key="l" className="record-link" to={`/lots/${test.lotId}`}>
                  {test.lotNumber}
                </PageLink>
              ),
            ],
            [
              t('quality.quantity'),
              t('quality.tested', {
                quantity: formatQuantity(test.quantity, test.unit),
                sample: formatQuantity(test.sampleQuantity),
              }),
            ],
            [
              t('quality.plan'),
              <PageLink key="p" className="record-link" to={`/test-plans/${test.plan.id}`}>
                {t('quality.planRevision', test.plan)}
              </PageLink>,
            ],
            [
              t('fields.workOrder'),
              test.workOrderId && (
                <PageLink key="w" className="record-link" to={`/work-orders/${test.workOrderId}`}>
                  {test.workOrderNumber}
                </PageLink>
              ),
            ],
            [
              t('quality.job'),
              test.jobId && (
                <PageLink key="j" className="record-link" to={`/jobs/${test.jobId}`}>
                  {test.jobNumber}
                </PageLink>
              ),
            ],
            [
              t('quality.order'),
              test.salesOrderId && (
                <PageLink key="o" className="record-link" to={`/sales-orders/${test.salesOrderId}`}>
                  {test.orderNumber}
                </PageLink>
              ),
            ],
            [t('quality.customer'), test.customer],
            [t('fields.promisedOn'), formatDay(test.promisedOn)],
            [t('fields.createdAt'), formatInstant(test.createdAt)],
            ...(test.retestOf ? [[t('quality.retestOf'), testLink(test.retestOf)] as const] : []),
            ...(test.splitFrom ? [[t('quality.splitFrom'), testLink(test.splitFrom)] as const] : []),
            ...(test.retests.length > 0
              ? [
                  [
                    t('quality.retests'),
                    <>
                      {test.retests.map((r, i) => (
                        <span key={r.id}>
                          {i > 0 && ', '}
                          {testLink(r)}
                        </span>
                      ))}
                    </>,
                  ] as const,
                ]
              : []),
          ]}
        />
      </Section>
      {decision && (
        <Section title={t('quality.disposition')}>
          <p>
            <StatusChip word={decision} />{' '}
            {t('quality.decidedLine', { word: wordText(test.status), by: test.decidedBy })}
            {test.approvedBy &&
              test.approvedBy !== test.decidedBy &&
              `, ${t('quality.allowedBy', { by: test.approvedBy })}`}
          </p>
          <p className="dimmed">{formatInstant(test.decidedAt)}</p>
          {test.dispositionNote && <p className="quality-text">{test.dispositionNote}</p>}
          {test.reworkOperation && <p>{`${t('quality.reworked')} ${test.reworkOperation}`}</p>}
        </Section>
      )}
    </StackOf>
  )
}
