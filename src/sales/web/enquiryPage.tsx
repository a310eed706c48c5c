import { Checkbox } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, orpc } from '../../web/api.ts'
import { formatQuantity } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { usePathId } from '../../web/pageTools.ts'
import { useMay } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { PageLink } from '../../web/ui/link.tsx'
import { LinkButton } from '../../web/ui/linkButton.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { Columns, KeyValue, Page, Section, StackOf } from '../../web/ui/page.tsx'
import { ConfirmReason } from '../../web/ui/reasonDialog.tsx'
import { RecordPanels } from '../../web/ui/recordPanels.tsx'
import { ReferencePicker } from '../../web/ui/referencePicker.tsx'
import { SmallTable } from '../../web/ui/smallTable.tsx'
import { Shape } from '../../web/ui/statusChip.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'
import { DateText } from '../../web/ui/values.tsx'
import type { CheckResult, Enquiry } from '../enquiry.model.ts'
import { missingChecks, whyNotChangeEnquiry, whyNotMoveEnquiry, whyNotQuote } from '../enquiry.rules.ts'
import { DealTimeline } from './dealTimeline.tsx'
import './sales.css'

export function EnquiryPage() {
  const enquiry = useRead(orpc.enquiries.get, { id: usePathId() })
  return <Loaded read={enquiry}>{(e) => <Shown enquiry={e} />}</Loaded>
}

/** What a change sends: the whole enquiry as it stands, with what differs. */
const asChange = (e: Enquiry) => ({
  id: e.id,
  customerId: e.customerId,
  contactId: e.contactId,
  receivedOn: e.receivedOn,
  wishedOn: e.wishedOn,
  title: e.title,
  words: e.words,
  answered: e.answered,
  lines: e.lines.map((l) => ({ itemId: l.itemId, description: l.description, quantity: l.quantity })),
})

function Shown({ enquiry }: { enquiry: Enquiry }) {
  const navigate = useNavigate()
  const mayWrite = useMay('sales.write')
  const [declining, setDeclining] = useState(false)
  const quote = useAction(api.quotations.create)
  const decline = useAction(api.enquiries.decline)
  const reopen = useAction(api.enquiries.reopen)
  const change = useAction(api.enquiries.change)
  const missing = missingChecks(enquiry.checklist)
  const open = whyNotChangeEnquiry(enquiry.status).length === 0
  const startQuotation = async () => {
    const quotation = await quote.run({ enquiryId: enquiry.id })
    if (quotation) void navigate({ to: `/quotations/${quotation.id}` })
  }
  return (
    <Page
      title={enquiry.title}
      number={enquiry.number}
      status={enquiry.status}
      remember
      crumbs={[{ label: t('nav.enquiries'), to: '/enquiries' }]}
      actions={
        mayWrite && (
          <>
            {open && <LinkButton to={`/enquiries/${enquiry.id}/change`} label={t('ui.change')} />}
            {enquiry.status === 'declined' ? (
              <ActionButton label={t('sales.reopen')} onAct={() => reopen.run({ id: enquiry.id })} />
            ) : (
              <ActionButton
                label={t('sales.decline')}
                whyNot={whyNotMoveEnquiry(enquiry.status, 'decline')}
                onAct={() => setDeclining(true)}
              />
            )}
            <ActionButton
              kind="primary"
              shortcut="q"
              label={t('sales.quote')}
              whyNot={whyNotQuote(enquiry)}
              onAct={startQuotation}
            />
          </>
        )
      }
    >
      {enquiry.declinedReason && (
        <p className="sales-warning">{t('sales.declinedBecause', { reason: enquiry.declinedReason })}</p>
      )}
      <Columns>
        <StackOf>
          <Section title={t('sales.words')}>
            {enquiry.words ? (
              <p className="customer-words">{enquiry.words}</p>
            ) : (
              <span className="dimmed">{t('sales.noWords')}</span>
            )}
          </Section>
          <Section title={missing.length === 0 ? t('sales.allKnown') : t('sales.missing', { count: missing.length })}>
            <Checklist
              checks={enquiry.checklist}
              disabled={!mayWrite || !open}
              tick={(check, on) =>
                change.run({
                  ...asChange(enquiry),
                  answered: on ? [...enquiry.answered, check] : enquiry.answered.filter((a) => a !== check),
                })
              }
            />
          </Section>
          <Section title={t('sales.askedFor')}>
            <SmallTable
              caption={t('sales.askedFor')}
              rows={enquiry.lines}
              keyOf={(l) => l.id}
              columns={[
                { name: 'line', label: '#', width: 30 },
                { name: 'description', label: t('fields.description') },
                {
                  name: 'quantity',
                  label: t('fields.quantity'),
                  kind: 'quantity',
                  show: (l) => formatQuantity(l.quantity),
                },
                {
                  name: 'itemId',
                  label: t('fields.item'),
                  width: 300,
                  show: (l) =>
                    l.itemId !== null ? (
                      <PageLink className="record-link" to={`/items/${l.itemId}`}>
                        {l.itemNumber} · {l.itemName}
                      </PageLink>
                    ) : mayWrite && open ? (
                      <ReferencePicker
                        to="items"
                        size="xs"
                        aria-label={t('sales.chooseItem', { line: l.line })}
                        placeholder={t('sales.chooseItemShort')}
                        value={null}
                        onChange={(itemId) =>
                          change.run({
                            ...asChange(enquiry),
                            lines: enquiry.lines.map((o) => ({
                              itemId: o.id === l.id ? itemId : o.itemId,
                              description: o.description,
                              quantity: o.quantity,
                            })),
                          })
                        }
                      />
                    ) : (
                      '–'
                    ),
                },
              ]}
            />
          </Section>
          <RecordPanels tableName="enquiries" recordId={enquiry.id} />
        </StackOf>
        <StackOf>
          <Section title={t('sales.facts')}>
            <KeyValue
              facts={[
                [
                  t('fields.customer'),
                  <PageLink key="c" className="record-link" to={`/parties/${enquiry.customerId}`}>
                    {enquiry.customerName}
                  </PageLink>,
                ],
                [t('fields.contact'), enquiry.contactName],
                [t('fields.receivedOn'), <DateText key="r" day={enquiry.receivedOn} />],
                [t('fields.wishedOn'), <DateText key="w" day={enquiry.wishedOn} />],
              ]}
            />
          </Section>
          <DealTimeline enquiryId={enquiry.id} />
        </StackOf>
      </Columns>
      <ConfirmReason
        open={declining}
        close={() => setDeclining(false)}
        title={t('sales.decline')}
        label={t('sales.decline')}
        onConfirm={({ text }) => decline.run({ id: enquiry.id, reason: text })}
      />
    </Page>
  )
}

/** What an estimator must know before quoting: seen in the record, ticked by hand, or missing. */
function Checklist({
  checks,
  disabled,
  tick,
}: {
  checks: readonly CheckResult[]
  disabled: boolean
  tick: (check: CheckResult['check'], on: boolean) => Promise<unknown>
}) {
  // A tick stands at once; what the server has heard follows.
  const [mine, setMine] = useState<Partial<Record<CheckResult['check'], boolean>>>({})
  const put = async (check: CheckResult['check'], on: boolean) => {
    setMine({ [check]: on })
    await tick(check, on)
    setMine({})
  }
  return (
    <ul className="checks">
      {checks.map(({ check, answered: stored, by }) => {
        const answered = mine[check] ?? stored
        const tone = answered ? 'ready' : 'waiting'
        return (
          <li key={check}>
            {/* biome-ignore lint/a11y/noLabelWithoutControl: the checkbox is inside */}
            <label style={{ color: `var(--tone-${tone})`, background: `var(--tone-${tone}-ground)` }}>
              {by === 'record' ? (
                <Shape tone="ready" />
              ) : (
                <Checkbox
                  size="xs"
                  checked={answered}
                  disabled={disabled}
                  onChange={(e) => void put(check, e.currentTarget.checked)}
                  aria-label={t(`sales.checks.${check}`)}
                />
              )}
              {t(`sales.checks.${check}`)}
              <span className="hidden-text">{t(answered ? 'sales.known' : 'sales.notKnown')}</span>
            </label>
          </li>
        )
      })}
    </ul>
  )
}
