import { Tooltip } from '@mantine/core'
import { readinessLights } from '../../jobs/job.model.ts'
import { api } from '../../web/api.ts'
import { localSentence } from '../../web/format.ts'
import { t, wordText } from '../../web/i18n.ts'
import { ListGrid } from '../../web/ui/listGrid.tsx'
import { Page } from '../../web/ui/page.tsx'
import { StatusChip } from '../../web/ui/statusChip.tsx'
import { clearToBuildList } from '../planning.contract.ts'

type Row = Awaited<ReturnType<typeof api.planning.clearToBuild>>['rows'][number]

/** Open jobs and what each still lacks. */
export function ClearToBuild() {
  const lights = readinessLights.map(
    (name) => [name, (r: Row) => <StatusChip word={r[name]} label={t(`lightStates.${r[name]}`)} />] as const,
  )
  return (
    <Page title={t('nav.clearToBuild')}>
      <ListGrid
        list={clearToBuildList}
        read={api.planning.clearToBuild}
        open={(r: Row) => `/jobs/${r.id}`}
        empty={{ text: t('planning.noOpenJobs') }}
        cells={{
          status: (r: Row) => <StatusChip word={r.onHold ? 'onHold' : r.status} />,
          clear: (r: Row) => (
            <StatusChip
              word={r.clear ? 'ready' : 'waiting'}
              label={t(r.clear ? 'planning.clear' : 'planning.notClear')}
            />
          ),
          reason: (r: Row) => (
            <Tooltip label={localSentence(r.reason) || wordText('ready')} multiline maw={420}>
              <span>{localSentence(r.reason)}</span>
            </Tooltip>
          ),
          ...Object.fromEntries(lights),
        }}
      />
    </Page>
  )
}
