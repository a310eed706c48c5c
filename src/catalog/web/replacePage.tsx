import { Checkbox, Group } from '@mantine/core'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { api, orpc } from '../../web/api.ts'
import { t } from '../../web/i18n.ts'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { NumberBox } from '../../web/ui/numberBox.tsx'
import { Empty, Page, Section } from '../../web/ui/page.tsx'
import { SmallTable } from '../../web/ui/smallTable.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'
import type { ReplaceRow } from '../structure.model.ts'
import { ItemPicker } from './itemPicker.tsx'

type Chosen = { itemId: number; number: string }

/** Replaces an item by another in the methods that are chosen from a preview. `?from=` is the item's id. */
export function ReplacePage() {
  const { from: given } = useSearch({ strict: false }) as { from?: string }
  const givenId = given && /^\d+$/.test(given) ? Number(given) : undefined
  const item = useRead(orpc.items.get, { id: givenId ?? 0 }, { enabled: givenId !== undefined })
  const [chosenFrom, setFrom] = useState<Chosen>()
  const [to, setTo] = useState<Chosen>()
  const [factor, setFactor] = useState<number | null>(1)
  const from =
    chosenFrom ??
    (givenId !== undefined && item.data
      ? { itemId: givenId, number: `${item.data.number} · ${item.data.name}` }
      : undefined)
  return (
    <Page title={t('replace.title')} crumbs={[{ label: t('nav.items'), to: '/items' }]}>
      <Section>
        <div className="field-grid">
          <ItemPicker
            label={t('replace.from')}
            value={from ?? null}
            onChoose={(i) => setFrom({ itemId: i.itemId, number: `${i.number} · ${i.name}` })}
          />
          <ItemPicker
            label={t('replace.to')}
            value={to ?? null}
            onChoose={(i) => setTo({ itemId: i.itemId, number: `${i.number} · ${i.name}` })}
          />
          <NumberBox label={t('replace.factor')} value={factor} onChange={setFactor} />
        </div>
      </Section>
      <Section title={t('replace.preview')}>
        {from && to ? (
          <Preview key={`${from.itemId} ${to.itemId}`} from={from} to={to} factor={factor && factor > 0 ? factor : 1} />
        ) : (
          <Empty text={t('replace.chooseTwo')} />
        )}
      </Section>
    </Page>
  )
}

function Preview({ from, to, factor }: { from: Chosen; to: Chosen; factor: number }) {
  const read = useRead(
    orpc.methods.previewReplace,
    { fromItemId: from.itemId, toItemId: to.itemId, factor },
    { keep: true },
  )
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set())
  const replace = useAction(api.methods.replace, { done: ({ replaced }) => t('replace.done', { count: replaced }) })
  return (
    <Loaded read={read}>
      {(answer) => {
        const rows = answer as ReplaceRow[]
        const able = rows.filter((r) => r.whyNot.length === 0)
        const chosen = able.filter((r) => !left.has(r.materialId))
        const flip = (id: number) => {
          const next = new Set(left)
          if (!next.delete(id)) next.add(id)
          setLeft(next)
        }
        return (
          <div className="stack">
            <SmallTable<ReplaceRow>
              caption={t('replace.preview')}
              empty={t('replace.nowhere')}
              rows={rows}
              keyOf={(r) => r.materialId}
              columns={[
                {
                  name: 'materialId',
                  label: t('replace.choose'),
                  width: 60,
                  show: (r) => (
                    <Checkbox
                      aria-label={t('replace.chooseLine', { item: r.parentNumber, line: r.line })}
                      disabled={r.whyNot.length > 0}
                      checked={r.whyNot.length === 0 && !left.has(r.materialId)}
                      onChange={() => flip(r.materialId)}
                    />
                  ),
                },
                {
                  name: 'parentNumber',
                  label: t('whereUsed.goesInto'),
                  show: (r) => `${r.parentNumber} ${r.parentName}`,
                  link: (r) => `/items/${r.parentId}`,
                },
                { name: 'parentRevision', label: t('fields.revision') },
                { name: 'line', label: t('whereUsed.line'), kind: 'integer' },
                { name: 'quantityPer', label: t('whereUsed.quantityPer'), kind: 'quantity' },
                { name: 'newQuantityPer', label: t('replace.newQuantityPer'), kind: 'quantity' },
                { name: 'whyNot', label: t('replace.whyNot'), show: (r) => r.whyNot.map((w) => w.message).join(' ') },
              ]}
            />
            <Group gap="xs">
              <ActionButton
                kind="primary"
                label={t('replace.act', { count: chosen.length })}
                busy={replace.busy}
                whyNot={chosen.length > 0 ? [] : [{ code: 'replace.none', message: t('replace.noneChosen') }]}
                onAct={() =>
                  replace.run({
                    fromItemId: from.itemId,
                    toItemId: to.itemId,
                    factor,
                    materialIds: chosen.map((r) => r.materialId),
                  })
                }
              />
            </Group>
          </div>
        )
      }}
    </Loaded>
  )
}
