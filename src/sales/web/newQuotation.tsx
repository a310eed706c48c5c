import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { PeoplePicker } from '../../parties/web/peoplePicker.tsx'
import { api } from '../../web/api.ts'
import { t } from '../../web/i18n.ts'
import { Page, Section } from '../../web/ui/page.tsx'
import { ReferencePicker } from '../../web/ui/referencePicker.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useAskedCustomer } from './askedCustomer.ts'
import { DocumentForm } from './documentForm.tsx'

/** A quotation that no enquiry asked for: name the customer, the rest is done on the workbench. */
export function NewQuotation() {
  const navigate = useNavigate()
  const [customerId, setCustomer] = useState(useAskedCustomer())
  const [contactId, setContact] = useState<number | null>(null)
  const create = useAction(api.quotations.create)
  const save = async () => {
    const made = await create.run({ ...(customerId === null ? {} : { customerId }), contactId })
    if (made) void navigate({ to: `/quotations/${made.id}` })
  }
  return (
    <Page title={t('sales.newQuotation')} crumbs={[{ label: t('nav.quotations'), to: '/quotations' }]}>
      <DocumentForm onSave={save} saveLabel={t('sales.startQuotation')} busy={create.busy} cancelTo="/quotations">
        <Section>
          <div className="field-grid">
            <ReferencePicker
              label={t('fields.customer')}
              required
              to="parties"
              value={customerId}
              onChange={(id) => {
                setCustomer(id)
                setContact(null)
              }}
            />
            <PeoplePicker
              label={t('fields.contact')}
              kind="contacts"
              partyId={customerId}
              value={contactId}
              onChange={setContact}
            />
          </div>
        </Section>
      </DocumentForm>
    </Page>
  )
}
