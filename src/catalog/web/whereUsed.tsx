import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import { orpc } from '../../web/api.ts'
import { formatQuantity } from '../../web/format.ts'
import { t, wordText } from '../../web/i18n.ts'
import { Loaded } from '../../web/ui/loaded.tsx'
import { SmallTable } from '../../web/ui/smallTable.tsx'
import { useRead } from '../../web/ui/useRead.ts'

/** What an item goes into, directly or to the top. */
export function WhereUsed({ itemId }: { itemId: number }) {
  const [allLevels, setAllLevels] = useState(true)
  const read = useRead(orpc.methods.whereUsed, { id: itemId, allLevels: allLevels ? 'true' : 'false' }, { keep: true })
  return (
    <div className="stack">
      <Checkbox
        label={t('whereUsed.allLevels')}
        checked={allLevels}
        onChange={(e) => setAllLevels(e.currentTarget.checked)}
      />
      <Loaded read={read}>
        {({ rows, truncated }) => (
          <>
            <SmallTable
              caption={t('itemPage.whereUsed')}
              empty={t('whereUsed.nowhere')}
              rows={rows}
              keyOf={(r) => `${r.path} ${r.materialId}`}
              columns={[
                {
                  name: 'parentNumber',
                  label: t('whereUsed.goesInto'),
                  show: (r) => (
                    <span style={{ paddingLeft: (r.depth - 1) * 16 }}>{`${r.parentNumber} ${r.parentName}`}</span>
                  ),
                  link: (r) => `/items/${r.parentId}`,
                },
                { name: 'parentRevision', label: t('fields.revision') },
                { name: 'line', label: t('whereUsed.line'), kind: 'integer' },
                { name: 'supply', label: t('whereUsed.supply'), show: (r) => wordText(r.supply, 'methodGrid.supply') },
                {
                  name: 'quantityPer',
                  label: t('whereUsed.quantityPer'),
                  kind: 'quantity',
                  show: (r) => formatQuantity(r.quantityPer, r.unit),
                },
                { name: 'totalQuantityPer', label: t('whereUsed.inEach'), kind: 'quantity' },
                { name: 'top', label: t('whereUsed.top'), kind: 'flag' },
              ]}
            />
            {truncated && <p className="dimmed">{t('whereUsed.truncated')}</p>}
          </>
        )}
      </Loaded>
    </div>
  )
}
