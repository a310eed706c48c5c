import { Modal } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { api, orpc } from '../../web/api.ts'
import { formatDay, formatMoney, plantToday } from '../../web/format.ts'
import { t, wordText } from '../../web/i18n.ts'
import { usePathId } from '../../web/pageTools.ts'
import { useMay } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { PageLink } from '../../web/ui/link.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { Empty, Page, Section, StackOf } from '../../web/ui/page.tsx'
import { PrintLink } from '../../web/ui/printLink.tsx'
import { ConfirmReason } from '../../web/ui/reasonDialog.tsx'
import { RecordPanels } from '../../web/ui/recordPanels.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'
import type { Quotation, QuotationLine } from '../quotation.model.ts'
import { whyNotMoveQuotation, whyNotSend } from '../quotation.rules.ts'
import { lostReasons } from '../sales.model.ts'
import { BreakTable } from './breakTable.tsx'
import { DealTimeline } from './dealTimeline.tsx'
import { LineMethod } from './lineMethod.tsx'
import { AddLine, LineNav } from './lineNav.tsx'

import { QuotationHead } from './quotationHead.tsx'
import { SimilarDeals } from './similarDeals.tsx'
import { SpecSheet } from './specSheet.tsx'
import { WinDialog } from './winDialog.tsx'
import './sales.css'

/** The workbench: lines on the left, the chosen one with its prices in the middle, what is like it on the right. */
export function QuotationPage(parts: QuotationPageParts) {
  const quotation = useRead(orpc.quotations.get, { id: usePathId() })
  return <Loaded read={quotation}>{(q) => <Workbench quotation={q as Quotation} parts={parts} />}</Loaded>
}

/** What later areas add beside the chosen line: what was like it, and what it really cost. */
export type QuotationPageParts = { beside?: (line: QuotationLine, quotation: Quotation) => ReactNode }

function Workbench({ quotation, parts }: { quotation: Quotation; parts: QuotationPageParts }) {
  const mayWrite = useMay('sales.write')
  const seesCosts = useMay('costing.read')
  const [chosen, setChosen] = useState<number>()
  const line = quotation.lines.find((l) => l.id === chosen) ?? quotation.lines[0]
  const editable = mayWrite && quotation.status === 'draft'
  return (
    <Page
      title={quotation.customerName}
      number={
        quotation.revision > 0
          ? t('sales.revisionOf', { number: quotation.number, revision: quotation.revision })
          : quotation.number
      }
      status={quotation.status}
      remember
      crumbs={[{ label: t('nav.quotations'), to: '/quotations' }]}
      aside={<Aside quotation={quotation} />}
      actions={<Acts quotation={quotation} mayWrite={mayWrite} />}
    >
      <div className="workbench">
        <nav aria-label={t('sales.lines')} className="stack">
          <Section title={t('sales.lines')}>
            <LineNav lines={quotation.lines} currency={quotation.currency} chosen={line?.id} choose={setChosen} />
            {editable && <AddLine quotation={quotation} added={setChosen} />}
          </Section>
        </nav>
        <StackOf>
          {line ? (
            <Line key={line.id} quotation={quotation} line={line} editable={editable} seesCosts={seesCosts} />
          ) : (
            <Section>
              <Empty text={t(editable ? 'sales.addFirstLine' : 'sales.noLinesQuoted')} />
            </Section>
          )}
          <QuotationHead quotation={quotation} editable={editable} />
          <RecordPanels tableName="quotations" recordId={quotation.id} />
        </StackOf>
        <aside className="stack">
          {line && parts.beside?.(line, quotation)}
          {line && <SimilarDeals itemId={line.itemId} customerId={quotation.customerId} except={quotation.id} />}
          <DealTimeline quotationId={quotation.id} />
        </aside>
      </div>
    </Page>
  )
}

function Aside({ quotation }: { quotation: Quotation }) {
  return (
    <span className="dimmed">
      {t('sales.validUntilDay', { day: formatDay(quotation.validUntil) })}
      {quotation.lostReason && ` · ${t('sales.lostFor', { reason: wordText(quotation.lostReason) })}`}
      {quotation.orders.map((o) => (
        <span key={o.id}>
          {' · '}
          <PageLink className="record-link" to={`/sales-orders/${o.id}`}>
            {o.number}
          </PageLink>
        </span>
      ))}
    </span>
  )
}

/** Send, win, lose, revise: what cannot be done now says why. */
function Acts({ quotation, mayWrite }: { quotation: Quotation; mayWrite: boolean }) {
  const [open, setOpen] = useState<'preview' | 'win' | 'lose'>()
  const close = () => setOpen(undefined)
  const send = useAction(api.quotations.send, { done: t('sales.sentDone') })
  const revise = useAction(api.quotations.revise, { done: t('sales.revisedDone') })
  const lose = useAction(api.quotations.lose)
  const { id, status } = quotation
  const decided = status === 'won' || status === 'lost'
  return (
    <>
      <ActionButton label={t('sales.preview')} shortcut="p" onAct={() => setOpen('preview')} />
      {mayWrite && !decided && (
        <>
          {status !== 'draft' && (
            <ActionButton
              label={t('sales.revise')}
              whyNot={whyNotMoveQuotation(status, 'revise')}
              onAct={() => revise.run({ id })}
            />
          )}
          <ActionButton
            label={t('sales.lose')}
            whyNot={whyNotMoveQuotation(status, 'lose')}
            onAct={() => setOpen('lose')}
          />
          {status === 'draft' ? (
            <ActionButton
              kind="primary"
              label={t('sales.send')}
              shortcut="s"
              whyNot={whyNotSend(quotation, plantToday())}
              onAct={() => send.run({ id })}
            />
          ) : (
            <ActionButton
              kind="primary"
              label={t('sales.win')}
              shortcut="w"
              whyNot={whyNotMoveQuotation(status, 'win')}
              onAct={() => setOpen('win')}
            />
          )}
        </>
      )}
      <Modal opened={open === 'preview'} onClose={close} title={quotation.number} size={900}>
        {open === 'preview' && (
          <iframe
            title={quotation.number}
            src={`/api/print/quotation/${id}`}
            width="100%"
            height={780}
            style={{ border: 0 }}
          />
        )}
        <PrintLink to={`/api/print/quotation/${id}`} label={t('sales.openPdf')} />
      </Modal>
      <WinDialog quotation={quotation} open={open === 'win'} close={close} />
      <ConfirmReason
        open={open === 'lose'}
        close={close}
        title={t('sales.lose')}
        label={t('sales.lose')}
        causes={lostReasons}
        onConfirm={({ cause, text }) => lose.run({ id, reason: cause as (typeof lostReasons)[number], note: text })}
      />
    </>
  )
}

function Line({
  quotation,
  line,
  editable,
  seesCosts,
}: {
  quotation: Quotation
  line: QuotationLine
  editable: boolean
  seesCosts: boolean
}) {
  return (
    <>
      <BreakTable quotation={quotation} line={line} editable={editable} seesCosts={seesCosts} />
      <SpecSheet line={line} editable={editable} />
      <LineMethod line={line} status={quotation.status} editable={editable} />
      <span className="hidden-text" role="status">
        {t('sales.firstPrice', { price: formatMoney(line.breaks[0]?.unitPrice, quotation.currency) })}
      </span>
    </>
  )
}
