import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { orpc } from '../../web/api.ts'
import { formatQuantity, plantToday } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { Loaded } from '../../web/ui/loaded.tsx'
import { Page } from '../../web/ui/page.tsx'
import { useRead } from '../../web/ui/useRead.ts'
import { ReportTable } from './reportHistory.tsx'

/** What came out on one day; a wrong report is corrected or taken back, and both stay to be seen. */
export function DailyProduction() {
  const [day, setDay] = useState(plantToday())
  const read = useRead(orpc.floor.reports, { day })
  return (
    <Page
      title={t('nav.dailyProduction')}
      actions={
        <TextInput
          type="date"
          aria-label={t('floor.day')}
          value={day}
          onChange={(e) => e.currentTarget.value && setDay(e.currentTarget.value)}
        />
      }
    >
      <Loaded read={read}>
        {(rows) => {
          const total = (kind: string) => rows.filter((r) => r.kind === kind).reduce((sum, r) => sum + r.quantity, 0)
          return (
            <>
              <p>
                {t('floor.goodTotal', { good: formatQuantity(total('good')), scrap: formatQuantity(total('scrap')) })}
              </p>
              <ReportTable rows={rows} />
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}
