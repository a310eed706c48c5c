import { Textarea, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { PeoplePicker } from '../../parties/web/peoplePicker.tsx'
import { api, orpc } from '../../web/api.ts'
import { plantToday } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { usePathId } from '../../web/pageTools.ts'
import { EditableLines } from '../../web/ui/editableLines.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { Page, Section } from '../../web/ui/page.tsx'
import { ReferencePicker } from '../../web/ui/referencePicker.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'
import type { Enquiry } from '../enquiry.model.ts'
import { useAskedCustomer } from './askedCustomer.ts'
import { DocumentForm } from './documentForm.tsx'
import './sales.css'

type Line = { itemId: number | null; description: string; quantity: number | null }
type Values = {
  customerId: number | null
  contactId: number | null
  title: string
  words: string
  receivedOn: string
  wishedOn: string | null
  lines: Line[]
}

const blankLine = (): Line => ({ itemId: null, description: '', quantity: 1 })
const blank = (customerId: number | null): Values => ({
  customerId,
  contactId: null,
  title: '',
  words: '',
  receivedOn: plantToday(),
  wishedOn: null,
  lines: [blankLine()],
})

/** Takes a new enquiry: the customer's own words first, the rest when it is known. */
export const NewEnquiry = () => <EnquiryForm initial={blank(useAskedCustomer())} />

export function ChangeEnquiry() {
  const enquiry = useRead(orpc.enquiries.get, { id: usePathId() })
  return <Loaded read={enquiry}>{(e) => <EnquiryForm initial={e} enquiry={e} />}</Loaded>
}

function EnquiryForm({ initial, enquiry }: { initial: Values; enquiry?: Enquiry }) {
  const [values, setValues] = useState(initial)
  const navigate = useNavigate()
  const put = (change: Partial<Values>) => setValues((now) => ({ ...now, ...change }))
  const save = useAction(async (v: Values) => {
    const lines = v.lines
      .filter((l) => l.description.trim() !== '' || l.itemId !== null)
      .map((l) => ({ itemId: l.itemId, description: l.description, quantity: l.quantity ?? 0 }))
    const fields = { ...v, customerId: v.customerId ?? 0, answered: enquiry?.answered ?? [], lines }
    return enquiry ? api.enquiries.change({ ...fields, id: enquiry.id }) : api.enquiries.create(fields)
  })
  const store = async () => {
    const stored = await save.run(values)
    if (stored) void navigate({ to: `/enquiries/${stored.id}` })
  }
  return (
    <Page
      title={enquiry ? t('sales.changeEnquiry') : t('sales.newEnquiry')}
      number={enquiry?.number}
      crumbs={[{ label: t('nav.enquiries'), to: '/enquiries' }]}
    >
      <DocumentForm
        onSave={store}
        saveLabel={t('ui.save')}
        busy={save.busy}
        cancelTo={enquiry ? `/enquiries/${enquiry.id}` : '/enquiries'}
      >
        <Section>
          <div className="field-grid">
            <ReferencePicker
              label={t('fields.customer')}
              required
              to="parties"
              value={values.customerId}
              onChange={(customerId) => put({ customerId, contactId: null })}
            />
            <PeoplePicker
              label={t('fields.contact')}
              kind="contacts"
              partyId={values.customerId}
              value={values.contactId}
              onChange={(contactId) => put({ contactId })}
            />
            <TextInput
              type="date"
              label={t('fields.receivedOn')}
              required
              value={values.receivedOn}
              onChange={(e) => put({ receivedOn: e.currentTarget.value })}
            />
            <TextInput
              type="date"
              label={t('fields.wishedOn')}
              value={values.wishedOn ?? ''}
              onChange={(e) => put({ wishedOn: e.currentTarget.value || null })}
            />
            <div className="wide">
              <TextInput
                label={t('fields.title')}
                required
                maxLength={200}
                value={values.title}
                onChange={(e) => put({ title: e.currentTarget.value })}
              />
            </div>
            <div className="wide">
              <Textarea
                label={t('sales.words')}
                description={t('sales.wordsHint')}
                autosize
                minRows={4}
                maxRows={16}
                value={values.words}
                onChange={(e) => put({ words: e.currentTarget.value })}
              />
            </div>
          </div>
        </Section>
        <Section title={t('sales.askedFor')}>
          <EditableLines
            label={t('sales.askedFor')}
            columns={[
              { name: 'description', label: t('fields.description'), kind: 'text' },
              { name: 'quantity', label: t('fields.quantity'), kind: 'quantity', width: 110 },
              {
                name: 'itemId',
                label: t('sales.itemIfKnown'),
                kind: 'reference',
                to: 'items',
                width: 280,
                follows: (line, label) =>
                  line.description === '' ? { description: label.split(' · ').slice(1).join(' · ') } : {},
              },
            ]}
            lines={values.lines}
            onChange={(lines) => put({ lines })}
            newLine={blankLine}
            keyOf={(_, i) => i}
          />
        </Section>
      </DocumentForm>
    </Page>
  )
}
