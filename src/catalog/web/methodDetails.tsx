import { ActionIcon, Group } from '@mantine/core'
import { useState } from 'react'
import type { Fields } from '../../core/master.model.ts'
import { t } from '../../web/i18n.ts'
import { icons } from '../../web/shell/icons.tsx'
import { FormDialog, type Values } from '../../web/ui/fieldForm.tsx'
import { ReferencePicker } from '../../web/ui/referencePicker.tsx'
import { type MaterialInput, type OperationInput, operationKinds, supplies } from '../method.model.ts'
import type { GridRow } from '../methodGrid.rules.ts'
import { ItemPicker } from './itemPicker.tsx'
import { nameOfRow, type RowChange } from './methodColumns.ts'

/** All that an operation may say; the grid shows the part that is typed most. */
const operationFields = {
  name: { kind: 'text', required: true, max: 200 },
  kind: { kind: 'word', words: operationKinds, required: true },
  workCenterId: { kind: 'reference', to: 'workCenters' },
  setupMinutes: { kind: 'minutes', initial: 0 },
  runMinutes: { kind: 'minutes', initial: 0 },
  crew: { kind: 'quantity', initial: 1 },
  attendedPercent: { kind: 'percent', initial: 100 },
  scrapPercent: { kind: 'percent', initial: 0 },
  overlapQuantity: { kind: 'quantity', initial: 0 },
  supplierId: { kind: 'reference', to: 'parties', group: 'outside' },
  unitPrice: { kind: 'money', initial: 0, group: 'outside' },
  minimumCharge: { kind: 'money', initial: 0, group: 'outside' },
  leadDays: { kind: 'integer', initial: 0, max: 730, group: 'outside' },
  tooling: { kind: 'text', max: 300, group: 'tooling' },
  toolingCost: { kind: 'money', initial: 0, group: 'tooling' },
  setupFamily: { kind: 'text', max: 60, group: 'tooling' },
  instructions: { kind: 'longText' },
} as const satisfies Fields

const materialFields = {
  quantityPer: { kind: 'quantity', initial: 0 },
  fixedQuantity: { kind: 'quantity', initial: 0 },
  scrapPercent: { kind: 'percent', initial: 0 },
  supply: { kind: 'word', words: supplies, required: true },
  designators: { kind: 'text', max: 4000 },
  note: { kind: 'text', max: 500 },
} as const satisfies Fields

type Props = { row: GridRow; readOnly: boolean; close: () => void; change: (change: RowChange) => void }

const zeroForEmpty = (fields: Fields, values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).map(([name, v]) => [name, v === null && fields[name]?.initial !== undefined ? 0 : v]),
  )

/** Everything of a row in a dialog, alternates included. */
export function MethodDetails({ row, readOnly, close, change }: Props) {
  return row.kind === 'operation' ? (
    <OperationDetails row={row} readOnly={readOnly} close={close} change={change} />
  ) : (
    <MaterialDetails row={row} readOnly={readOnly} close={close} change={change} />
  )
}

function OperationDetails({ row, readOnly, close, change }: Props & { row: Extract<GridRow, { kind: 'operation' }> }) {
  const { operation } = row
  const [alternates, setAlternates] = useState(operation.alternateWorkCenterIds)
  const initial = Object.fromEntries(
    Object.keys(operationFields).map((name) => [name, operation[name as keyof typeof operation]]),
  )
  return (
    <FormDialog
      open
      close={close}
      title={nameOfRow(row)}
      list="methodOperations"
      fields={operationFields}
      initial={initial}
      readOnly={readOnly}
      onSave={async (values) =>
        change({
          of: 'operation',
          change: {
            ...(zeroForEmpty(operationFields, values) as Partial<OperationInput>),
            alternateWorkCenterIds: alternates,
          },
        })
      }
    >
      <fieldset className="field-group" disabled={readOnly}>
        <legend>{t('methodGrid.alternateCenters')}</legend>
        {[...alternates, null].map((id, i) => (
          <Group key={id ?? 'new'} gap="xs" mb={6}>
            <ReferencePicker
              to="workCenters"
              aria-label={t('methodGrid.alternateCenter', { number: i + 1 })}
              value={id}
              disabled={readOnly}
              onChange={(to) =>
                setAlternates(
                  id === null
                    ? to === null
                      ? alternates
                      : [...new Set([...alternates, to])]
                    : alternates.flatMap((a) => (a === id ? (to === null ? [] : [to]) : [a])),
                )
              }
            />
          </Group>
        ))}
      </fieldset>
    </FormDialog>
  )
}

function MaterialDetails({ row, readOnly, close, change }: Props & { row: Extract<GridRow, { kind: 'material' }> }) {
  const { material } = row
  const [alternates, setAlternates] = useState(material.alternates)
  const initial = Object.fromEntries(
    Object.keys(materialFields).map((name) => [name, material[name as keyof typeof material]]),
  )
  return (
    <FormDialog
      open
      close={close}
      title={nameOfRow(row)}
      list="methodMaterials"
      fields={materialFields}
      initial={initial}
      readOnly={readOnly}
      onSave={async (values) =>
        change({
          of: 'material',
          change: {
            ...(zeroForEmpty(materialFields, values) as Partial<MaterialInput>),
            alternateItemIds: alternates.map((a) => a.itemId),
          },
        })
      }
    >
      <fieldset className="field-group" disabled={readOnly}>
        <legend>{t('methodGrid.alternateItems')}</legend>
        {alternates.map((a) => (
          <Group key={a.itemId} gap="xs" mb={6}>
            <span>{a.itemNumber}</span>
            {!readOnly && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('methodGrid.removeAlternate', { item: a.itemNumber })}
                onClick={() => setAlternates(alternates.filter((x) => x !== a))}
              >
                {icons.close}
              </ActionIcon>
            )}
          </Group>
        ))}
        {!readOnly && (
          <ItemPicker
            key={alternates.length}
            aria-label={t('methodGrid.addAlternate')}
            onChoose={(item) =>
              setAlternates([
                ...alternates.filter((a) => a.itemId !== item.itemId),
                { itemId: item.itemId, itemNumber: item.number },
              ])
            }
          />
        )}
      </fieldset>
    </FormDialog>
  )
}
