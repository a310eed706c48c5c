import type { Fields } from '../../core/master.model.ts'
import { api, orpc, queryClient } from '../api.ts'
import { regions } from '../format.ts'
import { t } from '../i18n.ts'
import { useMay } from '../session.tsx'
import { FieldForm } from '../ui/fieldForm.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page, Section } from '../ui/page.tsx'
import { sayDone } from '../ui/toast.tsx'
import { useRead } from '../ui/useRead.ts'

const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')]

const fields = {
  name: { kind: 'text', required: true },
  currency: { kind: 'text', required: true, max: 3 },
  locale: { kind: 'word', words: regions, required: true },
  timeZone: { kind: 'word', words: zones, required: true },
  taxNumber: { kind: 'text', max: 50 },
  quotationValidDays: { kind: 'integer', required: true, min: 1, max: 365 },
  allowNegativeStock: { kind: 'flag' },
  address: { kind: 'longText' },
} as const satisfies Fields

type CompanyInput = Parameters<typeof api.company.update>[0]

export function CompanySettings() {
  const company = useRead(orpc.company.get, undefined)
  const mayWrite = useMay('admin.write')
  return (
    <Page title={t('nav.company')} crumbs={[{ label: t('sections.settings'), to: '/settings' }]}>
      <Section>
        <Loaded read={company}>
          {({ sample: _, ...values }) => (
            <FieldForm
              key={JSON.stringify(values)}
              list="company"
              fields={{ ...fields, locale: { ...fields.locale, words: [...new Set([...regions, values.locale])] } }}
              initial={values}
              readOnly={!mayWrite}
              onSave={async (changed) => {
                await api.company.update(changed as CompanyInput)
                await queryClient.invalidateQueries()
                sayDone(t('ui.saved'))
              }}
            />
          )}
        </Loaded>
      </Section>
    </Page>
  )
}
