import { api } from '../../web/api.ts'
import { t } from '../../web/i18n.ts'
import { useMay } from '../../web/session.tsx'
import { LinkButton } from '../../web/ui/linkButton.tsx'
import { ListGrid } from '../../web/ui/listGrid.tsx'
import { Page } from '../../web/ui/page.tsx'
import { testList, testPlanList, testResultList } from '../test.model.ts'

type Counted = { recorded: number; expected: number }
const cells = { recorded: (r: Counted) => t('quality.ofValues', r) }

/** What waits for the inspector, the earliest promise first, the longest wait first among equals. */
export function InspectionQueue() {
  return (
    <Page title={t('nav.inspection')}>
      <ListGrid
        list={testList}
        read={api.tests.list}
        open={(r) => `/tests/${r.id}`}
        cells={cells}
        fixed={{ status: 'waiting,passed,failed' }}
        empty={{ text: t('quality.noneWaiting') }}
      />
    </Page>
  )
}

export function TestList() {
  return (
    <Page title={t('nav.tests')}>
      <ListGrid
        list={testList}
        read={api.tests.list}
        open={(r) => `/tests/${r.id}`}
        cells={cells}
        initial={{ sort: '-createdAt' }}
        empty={{ text: t('quality.noTests') }}
      />
    </Page>
  )
}

export function TestResultList() {
  return (
    <Page title={t('nav.testResults')}>
      <ListGrid
        list={testResultList}
        read={api.tests.results}
        open={(r) => `/tests/${r.testId}`}
        empty={{ text: t('quality.noResults') }}
      />
    </Page>
  )
}

export function TestPlanList() {
  const mayWrite = useMay('quality.dispose')
  const add = mayWrite ? <LinkButton to="/test-plans/new" label={t('quality.newPlan')} primary /> : null
  return (
    <Page title={t('nav.testPlans')} actions={add}>
      <ListGrid
        list={testPlanList}
        read={api.testPlans.list}
        open={(r) => `/test-plans/${r.id}`}
        empty={{ text: t('quality.noPlans'), action: add }}
      />
    </Page>
  )
}
