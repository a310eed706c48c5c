import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, orpc } from '../../web/api.ts'
import { formatInstant, formatQuantity, plantToday } from '../../web/format.ts'
import { t, wordText } from '../../web/i18n.ts'
import { useMay } from '../../web/session.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { Page } from '../../web/ui/page.tsx'
import { SmallTable } from '../../web/ui/smallTable.tsx'
import { useAction } from '../../web/ui/useAction.ts'

/** What came out on one day; a wrong report is taken back, and both stay to be seen. */
export function DailyProduction() {
  const [day, setDay] = useState(plantToday())
  const may = useMay('shopfloor.correct')
  const read = useQuery(orpc.floor.reports.queryOptions({ input: { day } }))
  const takeBack = useAction(api.floor.undo, { done: t('floor.tookBack') })
  return (
    <Page title={t('nav.dailyProduction')} actions={<TextInput type="date" aria-label={t('floor.day')} value={day} onChange={(e) => e.currentTarget.value && setDay(e.currentTarget.value)} />}>
      <Loaded read={read}>
        {(rows) => {
          const total = (kind: string) => rows.filter((r) => r.kind === kind).reduce((sum, r) => sum + r.quantity, 0)
          return (
            <>
              <p>{t('floor.goodTotal', { good: formatQuantity(total('good')), scrap: formatQuantity(total('scrap')) })}</p>
              <SmallTable
                rows={rows}
                keyOf={(r) => r.id}
                empty={t('floor.noReports')}
                columns={[
                  { name: 'at', label: t('floor.when'), show: (r) => formatInstant(r.at) },
                  { name: 'by', label: t('floor.who') },
                  { name: 'workOrder', label: t('floor.workOrder'), link: (r) => `/jobs/${r.jobId}` },
                  { name: 'item', label: t('floor.item') },
                  { name: 'operation', label: t('floor.operation'), show: (r) => `${r.sequence} ${r.operation}` },
                  { name: 'kind', label: t('floor.kind'), show: (r) => [wordText(r.kind), r.scrapReason && wordText(r.scrapReason, 'scrapReason')].filter(Boolean).join(': ') },
                  { name: 'quantity', label: t('floor.quantity'), kind: 'quantity' },
                  { name: 'note', label: t('floor.remarks'), show: (r) => [r.reversesId !== null && t('floor.counter'), r.takenBack && t('floor.takenBack'), r.note].filter(Boolean).join(' · ') },
                  {
                    name: 'id',
                    label: '',
                    show: (r) =>
                      may &&
                      !r.takenBack &&
                      r.reversesId === null && (
                        <Button variant="default" onClick={() => void takeBack.run({ reportIds: [r.id] })}>
                          {t('floor.takeBack')}
                        </Button>
                      ),
                  },
                ]}
              />
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}
