import { useState } from 'react'
import { api } from '../../web/api.ts'
import { t } from '../../web/i18n.ts'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { LinkButton } from '../../web/ui/linkButton.tsx'
import { Section } from '../../web/ui/page.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import type { QuotationLine } from '../quotation.model.ts'
import { Confirm } from './confirm.tsx'
import { LineDescription } from './lineNav.tsx'
import { MethodSummary } from './methodSummary.tsx'

/** The line's words and its own method. Changing this method never changes the item's master. */
export function LineMethod({ line, editable }: { line: QuotationLine; editable: boolean }) {
  const [asking, setAsking] = useState<'renew' | 'remove'>()
  const close = () => setAsking(undefined)
  const renew = useAction(api.quotations.renewMethod, { done: t('sales.renewed') })
  const remove = useAction(api.quotations.removeLine)
  return (
    <Section
      title={t('sales.lineTitle', { line: line.line, item: line.itemNumber })}
      actions={
        editable && (
          <>
            {line.methodId !== null && <LinkButton to={`/methods/${line.methodId}`} label={t('sales.editMethod')} />}
            <ActionButton label={t('sales.renewMethod')} onAct={() => setAsking('renew')} />
            <ActionButton kind="danger" label={t('sales.removeLine')} onAct={() => setAsking('remove')} />
          </>
        )
      }
    >
      <LineDescription line={line} editable={editable} />
      <div style={{ marginTop: 12 }}>{line.methodId === null ? <span className="dimmed">{t('sales.bought')}</span> : <MethodSummary methodId={line.methodId} />}</div>
      <Confirm open={asking === 'renew'} close={close} title={t('sales.renewMethod')} text={t('sales.renewText')} act={() => renew.run({ id: line.id })} />
      <Confirm open={asking === 'remove'} close={close} title={t('sales.removeLine')} text={t('sales.removeText')} act={() => remove.run({ id: line.id })} />
    </Section>
  )
}
