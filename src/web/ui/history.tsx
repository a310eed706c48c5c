import { orpc } from '../api.ts'
import { formatInstant } from '../format.ts'
import { fieldText, t } from '../i18n.ts'
import { Loaded } from './loaded.tsx'
import { Empty } from './page.tsx'
import type { OnRecord } from './recordPanels.tsx'
import { useRead } from './useRead.ts'
import { InstantText } from './values.tsx'

type Row = Record<string, unknown> | null
const camel = (column: string) => column.replace(/_([a-z0-9])/g, (_, c: string) => c.toUpperCase())
const shown = (value: unknown): string => {
  if (value === null || value === undefined || value === '') return '–'
  if (typeof value === 'boolean') return t(value ? 'ui.yes' : 'ui.no')
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:/.test(value)) return formatInstant(value)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
const changesOf = (before: Row, after: Row): [name: string, from: string, to: string][] =>
  Object.keys(after ?? before ?? {})
    .filter((key) => key !== 'id' && JSON.stringify(before?.[key]) !== JSON.stringify(after?.[key]))
    .map((key) => [key, shown(before?.[key]), shown(after?.[key])])

/** Who changed what when, the latest first. Of a new record only what was filled in. */
export function History(record: OnRecord) {
  const history = useRead(orpc.records.history, record)
  return (
    <Loaded read={history} rows={3}>
      {(entries) =>
        entries.length === 0 ? (
          <Empty text={t('ui.noHistory')} />
        ) : (
          <ul className="timeline">
            {entries.map((entry) => (
              <li key={entry.id}>
                <strong>{entry.actor}</strong> {t(`ui.acts.${entry.act}`)} <InstantText at={entry.at} />
                <dl className="change">
                  {changesOf(entry.before, entry.after)
                    .filter(([, from, to]) => entry.act === 'update' || from !== to)
                    .map(([name, from, to]) => (
                      <div key={name} style={{ display: 'contents' }}>
                        <dt>{fieldText(record.tableName, camel(name))}</dt>
                        <dd>{entry.act === 'update' ? `${from} → ${to}` : entry.act === 'insert' ? to : from}</dd>
                      </div>
                    ))}
                </dl>
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  )
}
