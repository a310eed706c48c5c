import { api, orpc } from '../api.ts'
import { fieldText, t } from '../i18n.ts'
import { ActionButton } from '../ui/actionButton.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Section } from '../ui/page.tsx'
import { SmallTable } from '../ui/smallTable.tsx'
import { useAction } from '../ui/useAction.ts'
import { useRead } from '../ui/useRead.ts'

/** The latest imports; each can be taken back while nothing uses what it made. */
export function PastImports() {
  const past = useRead(orpc.imports.list, { limit: 20 })
  const undo = useAction(api.imports.undo, { done: t('imports.undone') })
  return (
    <Section title={t('imports.past')}>
      <Loaded read={past}>
        {({ rows }) => (
          <SmallTable
            list="imports"
            rows={rows}
            keyOf={(r) => r.id}
            empty={t('imports.none')}
            columns={[
              { name: 'at', label: fieldText('imports', 'at'), kind: 'instant' },
              {
                name: 'target',
                label: fieldText('imports', 'target'),
                show: (r) => t([`imports.targets.${r.target}`, `nav.${r.target}`]),
              },
              { name: 'fileName', label: fieldText('imports', 'fileName') },
              { name: 'rows', label: fieldText('imports', 'rows'), kind: 'integer' },
              { name: 'by', label: fieldText('imports', 'by') },
              { name: 'undoneAt', label: fieldText('imports', 'undoneAt'), kind: 'instant' },
              {
                name: 'acts',
                label: '',
                show: (r) =>
                  r.undoneAt ? (
                    ''
                  ) : (
                    <ActionButton size="xs" label={t('imports.undo')} onAct={() => undo.run({ id: r.id })} />
                  ),
              },
            ]}
          />
        )}
      </Loaded>
    </Section>
  )
}
