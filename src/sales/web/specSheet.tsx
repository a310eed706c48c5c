import { useEffect, useState } from 'react'
import { api } from '../../web/api.ts'
import { t } from '../../web/i18n.ts'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { EditableLines } from '../../web/ui/editableLines.tsx'
import { Section } from '../../web/ui/page.tsx'
import { SmallTable } from '../../web/ui/smallTable.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import type { QuotationLine, SpecificationRow } from '../quotation.model.ts'

const columns = [
  { name: 'name', label: t('sales.specName') },
  { name: 'value', label: t('sales.specValue') },
  { name: 'unit', label: t('sales.specUnit') },
] as const

/** The line's free specification sheet: tailored size, style, material, whatever the customer agreed to. */
export function SpecSheet({ line, editable }: { line: QuotationLine; editable: boolean }) {
  const [rows, setRows] = useState<SpecificationRow[]>(line.specification)
  const [changed, setChanged] = useState(false)
  const change = useAction(api.quotations.changeLine)
  useEffect(() => {
    if (!changed) setRows(line.specification)
  }, [line.specification, changed])
  if (!editable && line.specification.length === 0) return null
  const save = async () => {
    if (await change.run({ id: line.id, specification: rows.filter((r) => r.name.trim() !== '') })) setChanged(false)
  }
  return (
    <Section
      title={t('sales.specification')}
      actions={changed && <ActionButton kind="primary" label={t('ui.save')} onAct={save} />}
    >
      {editable ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: Ctrl+S is a second way; the button is the first
        <div
          onKeyDown={(e) => {
            if (!(e.ctrlKey || e.metaKey) || e.key !== 's') return
            e.preventDefault()
            void save()
          }}
        >
          <EditableLines
            label={t('sales.specification')}
            columns={columns.map((c) => ({ ...c, kind: 'text' as const, ...(c.name === 'unit' ? { width: 90 } : {}) }))}
            lines={rows}
            newLine={() => ({ name: '', value: '', unit: '' })}
            keyOf={(_, i) => i}
            onChange={(next) => {
              setRows(next)
              setChanged(true)
            }}
            addLabel={t('sales.addSpec')}
          />
        </div>
      ) : (
        <SmallTable
          caption={t('sales.specification')}
          columns={columns}
          rows={line.specification}
          keyOf={(r, i) => `${r.name}-${i}`}
        />
      )}
    </Section>
  )
}
