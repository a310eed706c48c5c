import { orpc } from '../../web/api.ts'
import { formatMinutes, formatQuantity } from '../../web/format.ts'
import { t, wordText } from '../../web/i18n.ts'
import { Loaded } from '../../web/ui/loaded.tsx'
import { Empty } from '../../web/ui/page.tsx'
import { useRead } from '../../web/ui/useRead.ts'

/** A method with all its levels to read: what it is made from and by which operations. */
export function MethodSummary({ methodId }: { methodId: number }) {
  const method = useRead(orpc.methods.get, { id: methodId })
  return (
    <Loaded read={method} rows={3}>
      {({ levels }) =>
        levels.every((l) => l.operations.length + l.materials.length === 0) ? (
          <Empty text={t('sales.emptyMethod')} />
        ) : (
          <div className="lines-scroll">
            <table className="lines">
              <caption className="hidden-text">{t('sales.method')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('sales.methodStep')}</th>
                  <th scope="col">{t('sales.methodWhere')}</th>
                  <th scope="col" className="number">{t('sales.methodSetup')}</th>
                  <th scope="col" className="number">{t('sales.methodRun')}</th>
                </tr>
              </thead>
              {levels.map((level) => (
                <tbody key={level.path}>
                  {level.depth > 0 && (
                    <tr>
                      <th colSpan={4} scope="rowgroup" style={{ paddingLeft: 8 + level.depth * 14 }}>
                        {level.itemNumber} · {level.itemName}
                      </th>
                    </tr>
                  )}
                  {level.operations.map((o) => (
                    <tr key={`o${o.id}`}>
                      <td style={{ paddingLeft: 8 + level.depth * 14 }}>
                        {o.sequence} {o.name}
                      </td>
                      <td>{o.kind === 'outside' ? (o.supplierName ?? wordText('outside')) : o.workCenterName}</td>
                      <td className="number">{formatMinutes(o.setupMinutes)}</td>
                      <td className="number">{formatMinutes(o.runMinutes)}</td>
                    </tr>
                  ))}
                  {level.materials.map((m) => (
                    <tr key={`m${m.id}`}>
                      <td style={{ paddingLeft: 8 + level.depth * 14 }}>
                        {m.itemNumber} · {m.itemName}
                      </td>
                      <td>{wordText(m.supply)}</td>
                      <td className="number" colSpan={2}>
                        {formatQuantity(m.quantityPer, m.unit)}
                      </td>
                    </tr>
                  ))}
                </tbody>
              ))}
            </table>
          </div>
        )
      }
    </Loaded>
  )
}
