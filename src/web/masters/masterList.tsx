import { useLocation } from '@tanstack/react-router'
import { t } from '../i18n.ts'
import { useSession } from '../session.tsx'
import { icons } from '../shell/icons.tsx'
import { LinkButton } from '../ui/linkButton.tsx'
import { ListGrid } from '../ui/listGrid.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { listOf, masterByName, masterByPath, masterClient } from './masters.ts'

type Props = {
  /** The master's name; that of the address when left out. */
  name?: string
  /** The key of title and texts when the list shows only some of the records, e.g. `customers`. */
  as?: string
  fixed?: Record<string, string>
}

/** The list of a master, from its description alone. */
export function MasterList({ name, as, fixed }: Props) {
  const { pathname } = useLocation()
  const { may } = useSession()
  const master = name ? masterByName(name) : masterByPath(pathname)
  if (!master) return <Notice title={t('shell.notFound')} text={t('shell.notFoundText')} />
  const key = as ?? master.name
  const search = as ? `?as=${as}` : ''
  const create = may(master.needs.write) && (
    <LinkButton to={`${master.path}/new${search}`} label={t('ui.newOne')} icon={icons.plus} />
  )
  return (
    <Page title={t(`nav.${key}`)}>
      <ListGrid
        key={key}
        list={listOf(master)}
        read={masterClient(master).list}
        open={(row) => `${master.path}/${row.id}`}
        {...(fixed ? { fixed } : {})}
        actions={create}
        empty={{ text: t(`empty.${key}`), action: create }}
      />
    </Page>
  )
}

export const CustomerList = () => <MasterList name="parties" as="customers" fixed={{ customer: 'true' }} />
export const SupplierList = () => <MasterList name="parties" as="suppliers" fixed={{ supplier: 'true' }} />
