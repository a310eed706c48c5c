import { api, orpc } from '../../web/api.ts'
import { formatQuantity } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { useMay } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { Page, Section, StackOf } from '../../web/ui/page.tsx'
import { SmallTable } from '../../web/ui/smallTable.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'

type Learned = Awaited<ReturnType<typeof api.learned.list>>[number]
const kinds = ['workCenter', 'vendor', 'operation'] as const

/** What times really take, beside what the masters say: suggested line by line, applied by a person. */
export function LearnedPage() {
  const read = useRead(orpc.learned.list, undefined)
  return (
    <Page title={t('nav.learnedTimes')}>
      <Loaded read={read}>
        {(all) => (
          <StackOf>
            <p className="dimmed">{t('learned.explained')}</p>
            {kinds.map((kind) => (
              <Section key={kind} title={t(`learned.${kind}`)}>
                <Suggestions rows={all.filter((l) => l.kind === kind)} />
              </Section>
            ))}
          </StackOf>
        )}
      </Loaded>
    </Page>
  )
}

const unit = (l: Learned, value: number) => t(`learned.${l.unit}`, { value: formatQuantity(value) })
/** Under a twentieth off, a time is what it was estimated to be. */
const worthIt = (l: Learned) => l.suggested !== l.current && Math.abs(l.shrunk - 1) >= 0.05

function Suggestions({ rows }: { rows: readonly Learned[] }) {
  const mayApply = useMay('plant.write')
  const apply = useAction(api.learned.apply, { done: t('learned.applied') })
  return (
    <SmallTable
      rows={[...rows].sort((a, b) => Math.abs(b.shrunk - 1) - Math.abs(a.shrunk - 1))}
      keyOf={(l) => l.id}
      empty={t('learned.nothing')}
      columns={[
        { name: 'name', label: t('fields.name') },
        { name: 'count', label: t('learned.count'), kind: 'integer' },
        { name: 'ratio', label: t('learned.ratio'), kind: 'quantity', show: (l) => formatQuantity(l.ratio) },
        { name: 'shrunk', label: t('learned.shrunk'), kind: 'quantity', show: (l) => formatQuantity(l.shrunk) },
        { name: 'current', label: t('learned.current'), kind: 'quantity', show: (l) => unit(l, l.current) },
        {
          name: 'suggested',
          label: t('learned.suggested'),
          kind: 'quantity',
          show: (l) => (worthIt(l) ? unit(l, l.suggested) : t('learned.asItIs')),
        },
        {
          name: 'id',
          label: '',
          show: (l) =>
            mayApply && worthIt(l) ? (
              <ActionButton
                label={t('learned.apply')}
                busy={apply.busy}
                onAct={() => apply.run({ kind: l.kind, id: l.id, current: l.current, suggested: l.suggested })}
              />
            ) : null,
        },
      ]}
    />
  )
}
