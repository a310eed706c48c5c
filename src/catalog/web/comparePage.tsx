import { useNavigate, useSearch } from '@tanstack/react-router'
import { api, orpc } from '../../web/api.ts'
import { formatQuantity } from '../../web/format.ts'
import { fieldText, t, wordText } from '../../web/i18n.ts'
import { Loaded } from '../../web/ui/loaded.tsx'
import { Empty, Page, Section } from '../../web/ui/page.tsx'
import { SmallTable } from '../../web/ui/smallTable.tsx'
import { StatusChip } from '../../web/ui/statusChip.tsx'
import { sayRefused } from '../../web/ui/toast.tsx'
import { useRead } from '../../web/ui/useRead.ts'
import type { MethodDifference } from '../compare.model.ts'
import { ItemPicker } from './itemPicker.tsx'
import './methodGrid.css'

const shownValue = (field: string, value: string | number | null): string => {
  if (value === null || value === '') return '–'
  if (field === 'kind' || field === 'supply') return wordText(String(value), `methodGrid.${field}`)
  return typeof value === 'number' ? formatQuantity(value) : value
}

/** The differences between two methods, level by level; also placed on other pages. */
export function MethodDifferences({ left, right, topOnly }: { left: number; right: number; topOnly?: boolean }) {
  const read = useRead(orpc.methods.compare, { id: left, otherId: right })
  return (
    <Loaded read={read}>
      {(differences) => (
        <SmallTable<MethodDifference>
          caption={t('compare.title')}
          empty={t('compare.same')}
          rows={(differences as MethodDifference[]).filter((d) => !topOnly || !d.path.includes(' › '))}
          keyOf={(_, i) => i}
          columns={[
            { name: 'path', label: t('compare.level') },
            {
              name: 'change',
              label: t('compare.change'),
              show: (d) => (
                <StatusChip
                  word={d.change}
                  tone={d.change === 'changed' ? 'waiting' : d.change === 'added' ? 'ready' : 'blocked'}
                  label={t(`compare.changes.${d.change}`)}
                />
              ),
            },
            {
              name: 'label',
              label: t('compare.what'),
              show: (d) => `${t(`compare.parts.${d.part}`)} ${d.key} · ${d.label}`,
            },
            {
              name: 'fields',
              label: t('compare.fields'),
              show: (d) => (
                <dl className="change">
                  {d.fields.map((f) => (
                    <div key={f.field} style={{ display: 'contents' }}>
                      <dt>{fieldText(d.part === 'operation' ? 'methodOperations' : 'methodMaterials', f.field)}</dt>
                      <dd>{`${shownValue(f.field, f.left)} → ${shownValue(f.field, f.right)}`}</dd>
                    </div>
                  ))}
                </dl>
              ),
            },
          ]}
        />
      )}
    </Loaded>
  )
}

const idOf = (text: string | undefined): number | undefined => (text && /^\d+$/.test(text) ? Number(text) : undefined)

/** Two methods side by side; `?left=` and `?right=` are their ids. */
export function ComparePage() {
  const given = useSearch({ strict: false }) as { left?: string; right?: string }
  const navigate = useNavigate()
  const [left, right] = [idOf(given.left), idOf(given.right)]
  const choose = async (side: 'left' | 'right', itemId: number) => {
    const { methodId, number } = await api.methods.overview({ id: itemId })
    if (methodId === null) sayRefused(new Error(t('compare.noMethod', { item: number })))
    else
      await navigate({ to: '/compare-methods', search: { ...given, [side]: String(methodId) } as never, replace: true })
  }
  return (
    <Page title={t('compare.title')} crumbs={[{ label: t('nav.items'), to: '/items' }]}>
      <Section>
        <div className="field-grid compare-sides">
          <Side label={t('compare.left')} methodId={left} choose={(id) => choose('left', id)} />
          <Side label={t('compare.right')} methodId={right} choose={(id) => choose('right', id)} />
        </div>
      </Section>
      <Section>
        {left !== undefined && right !== undefined ? (
          <MethodDifferences left={left} right={right} />
        ) : (
          <Empty text={t('compare.chooseTwo')} />
        )}
      </Section>
    </Page>
  )
}

function Side({
  label,
  methodId,
  choose,
}: {
  label: string
  methodId: number | undefined
  choose: (itemId: number) => Promise<void>
}) {
  const view = useRead(orpc.methods.get, { id: methodId ?? 0 }, { enabled: methodId !== undefined })
  const top = methodId === undefined ? undefined : view.data?.levels[0]
  const name =
    top &&
    `${top.itemNumber} ${top.revision && t('itemPage.revision', { revision: top.revision })} · ${t(`compare.owners.${view.data?.owner}`)}`
  return (
    <ItemPicker
      label={label}
      value={top && name ? { itemId: top.itemId, number: name } : null}
      onChoose={(item) => void choose(item.itemId)}
    />
  )
}
