import { useState } from 'react'
import { MethodEditor } from '../../catalog/web/methodEditor.tsx'
import { api } from '../../web/api.ts'
import { t } from '../../web/i18n.ts'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { Section } from '../../web/ui/page.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import type { QuotationLine } from '../quotation.model.ts'
import { whyNotChangeQuotation } from '../quotation.rules.ts'
import type { QuotationStatus } from '../sales.model.ts'
import { Confirm } from './confirm.tsx'
import { LineDescription } from './lineNav.tsx'

/** The line's words and its own method. Changing this method never changes the item's master. */
export function LineMethod({
  line,
  status,
  editable,
}: {
  line: QuotationLine
  status: QuotationStatus
  editable: boolean
}) {
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
            <ActionButton label={t('sales.renewMethod')} onAct={() => setAsking('renew')} />
            <ActionButton kind="danger" label={t('sales.removeLine')} onAct={() => setAsking('remove')} />
          </>
        )
      }
    >
      {editable ? <LineDescription line={line} /> : <p>{line.description}</p>}
      <div style={{ marginTop: 12 }}>
        {line.methodId === null ? (
          <span className="dimmed">{t('sales.bought')}</span>
        ) : (
          <MethodEditor
            key={line.methodId}
            methodId={line.methodId}
            quantity={line.breaks[0]?.quantity ?? 1}
            readOnlyReasons={whyNotChangeQuotation(status)}
          />
        )}
      </div>
      <Confirm
        open={asking === 'renew'}
        close={close}
        title={t('sales.renewMethod')}
        text={t('sales.renewText')}
        act={() => renew.run({ id: line.id })}
      />
      <Confirm
        open={asking === 'remove'}
        close={close}
        title={t('sales.removeLine')}
        text={t('sales.removeText')}
        act={() => remove.run({ id: line.id })}
      />
    </Section>
  )
}
