import { Alert, Group } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Refusal } from '../../core/refusal.ts'
import { costElements } from '../../engines/costing/elements.ts'
import { formatMoney, formatPrice, formatQuantity, localDecimals } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { icons } from '../../web/shell/icons.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { NumberBox } from '../../web/ui/numberBox.tsx'
import { Empty } from '../../web/ui/page.tsx'
import type { Estimate } from '../estimate.model.ts'
import type { MethodView } from '../method.model.ts'
import {
  elementsIn,
  type GridRow,
  lineBehind,
  materialKey,
  newMaterial,
  newOperation,
  numberBehind,
  operationKey,
  rowsOf,
  withMaterial,
  withOperation,
  withoutMaterial,
  withoutOperation,
} from '../methodGrid.rules.ts'
import { nameOfRow } from './methodColumns.ts'
import { CopyFrom } from './methodCopyFrom.tsx'
import { MethodDetails } from './methodDetails.tsx'
import { type GridActs, MethodGrid, type Place } from './methodGrid.tsx'
import type { Pending } from './methodPending.tsx'
import { plainAmount } from './plainAmount.ts'
import { type MethodHandle, useMethod } from './useMethod.ts'

/** Levels of a small method are all open at first. */
const openAtMost = 80

type Props = {
  methodId: number
  /** The quantity that it is first estimated for; the user may change it on the page. */
  quantity: number
  /** Why the owner does not let it be changed now; what the server knows is added. */
  readOnlyReasons: readonly Refusal[]
}

/**
 * A method's operations and materials over all levels, with what each line costs at a quantity. Used for items, quotation
 * lines and work orders alike. Every change is stored at once and can be taken back.
 */
export function MethodEditor({ methodId, quantity, readOnlyReasons }: Props) {
  const [asked, setAsked] = useState<number | null>(null)
  const method = useMethod(methodId, asked && asked > 0 ? asked : quantity)
  return (
    <Loaded read={method.view} rows={8}>
      {(view) => (
        <Editor
          key={methodId}
          view={view as MethodView}
          estimate={method.estimate.data as Estimate | undefined}
          method={method}
          readOnlyReasons={[...readOnlyReasons, ...view.readOnlyReasons]}
          quantity={
            <NumberBox
              label={t('methodGrid.quantity')}
              size="xs"
              w={110}
              min={0}
              value={asked ?? quantity}
              onChange={setAsked}
            />
          }
        />
      )}
    </Loaded>
  )
}

type EditorProps = {
  view: MethodView
  estimate: Estimate | undefined
  method: MethodHandle
  readOnlyReasons: readonly Refusal[]
  quantity: React.ReactNode
}

function Editor({ view, estimate, method, readOnlyReasons, quantity }: EditorProps) {
  const small = view.levels.reduce((n, l) => n + l.operations.length + l.materials.length, 0) <= openAtMost
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(small ? view.levels.map((l) => l.path) : []))
  const [active, setActive] = useState<Place>()
  const [pending, setPending] = useState<Pending>()
  const [detailed, setDetailed] = useState<string>()
  const [copying, setCopying] = useState(false)
  const [focusAsked, setFocusAsked] = useState(0)
  const readOnly = readOnlyReasons.length > 0
  const rows = useMemo(() => rowsOf(view.levels, open, estimate), [view.levels, open, estimate])
  const activeRow = rows.find((r) => r.key === active?.key)
  const acts = useActs({ view, method, rows, open, setOpen, setActive, setPending, setDetailed, readOnly })
  const detailedRow = rows.find((r) => r.key === detailed)
  const elements = useMemo(() => (estimate ? elementsIn(estimate.costs, costElements) : []), [estimate])
  return (
    <div className="stack">
      <Group gap="xs" align="flex-end" className="no-print">
        {quantity}
        <ActionButton
          label={t('methodGrid.addOperation')}
          icon={icons.plus}
          whyNot={readOnlyReasons}
          onAct={() => acts.insert('operation', activeRow)}
        />
        <ActionButton
          label={t('methodGrid.addMaterial')}
          icon={icons.plus}
          whyNot={readOnlyReasons}
          onAct={() => acts.insert('material', activeRow)}
        />
        <ActionButton label={t('methodGrid.copyFrom')} whyNot={readOnlyReasons} onAct={() => setCopying(true)} />
        <ActionButton
          kind="quiet"
          label={t('methodGrid.openAll')}
          onAct={() => setOpen(new Set(view.levels.map((l) => l.path)))}
        />
        <ActionButton kind="quiet" label={t('methodGrid.closeAll')} onAct={() => setOpen(new Set())} />
        {method.undoable && <ActionButton kind="quiet" label={t('methodGrid.undo')} onAct={method.undo} />}
        {estimate && (
          <dl className="method-foot">
            <div>
              <dt>{t('methodGrid.totalFor', { quantity: formatQuantity(estimate.quantity) })}</dt>
              <dd>{formatMoney(estimate.total)}</dd>
            </div>
            <div>
              <dt>{t('methodGrid.eachPiece')}</dt>
              <dd>{formatPrice(estimate.unitCost)}</dd>
            </div>
          </dl>
        )}
      </Group>
      {readOnly && (
        <Alert color="gray" p="xs">
          {readOnlyReasons.map((r) => r.message).join(' ')}
        </Alert>
      )}
      {rows.length === 0 && !pending ? (
        <Empty text={t('methodGrid.empty')} />
      ) : (
        <MethodGrid
          focusAsked={focusAsked}
          rows={rows}
          elements={elements}
          active={active}
          setActive={setActive}
          acts={acts}
          readOnly={readOnly}
          pending={pending}
          label={t('methodGrid.label', { item: view.levels[0]?.itemNumber ?? '' })}
          sums={
            estimate && {
              costs: estimate.costs,
              total: estimate.total,
              text: t('methodGrid.totalFor', { quantity: formatQuantity(estimate.quantity) }),
            }
          }
        />
      )}
      {estimate && <Sums estimate={estimate} row={activeRow} />}
      <p className="method-keys no-print">{t(readOnly ? 'methodGrid.keysReading' : 'methodGrid.keys')}</p>
      {detailedRow && (
        <MethodDetails
          row={detailedRow}
          readOnly={readOnly}
          close={() => {
            setDetailed(undefined)
            setFocusAsked(focusAsked + 1)
          }}
          change={(change) => acts.change(detailedRow, change)}
        />
      )}
      {copying && (
        <CopyFrom
          close={() => setCopying(false)}
          level={(activeRow?.level ?? view.levels[0])?.itemNumber ?? ''}
          copy={async (itemId) => {
            await method.copyFrom((activeRow?.level ?? view.levels[0])?.methodId ?? view.id, itemId)
          }}
        />
      )}
    </div>
  )
}

type ActsNeed = {
  view: MethodView
  method: MethodHandle
  rows: readonly GridRow[]
  open: ReadonlySet<string>
  setOpen: (open: ReadonlySet<string>) => void
  setActive: (place: Place) => void
  setPending: (pending: Pending | undefined) => void
  setDetailed: (key: string | undefined) => void
  readOnly: boolean
}

/** What the keys and buttons of the grid do. */
function useActs({
  view,
  method,
  rows,
  open,
  setOpen,
  setActive,
  setPending,
  setDetailed,
  readOnly,
}: ActsNeed): GridActs {
  const insert: GridActs['insert'] = (kind, behind) => {
    const level = behind?.level ?? view.levels.find((l) => l.path === '')
    if (!level || readOnly) return
    const done = () => setPending(undefined)
    // A new row keeps the number that it is given here, also when the level has changed before it is stored.
    const sequence = numberBehind(
      level.operations.map((o) => o.sequence),
      behind?.kind === 'operation' ? behind.operation.sequence : undefined,
    )
    const line = lineBehind(level.materials.map((m) => m.line))
    setPending({
      kind,
      behind: behind?.key,
      depth: level.depth,
      onCancel: done,
      onName: (name) => {
        done()
        void method
          .change(level.path, (now) => ({ ...now, operations: [...now.operations, newOperation(sequence, name)] }))
          .then((next) => {
            const added = next?.operations.find((o) => o.sequence === sequence)
            if (added) setActive({ key: operationKey(level.path, added.id), column: 2 })
          })
      },
      onItem: (item) => {
        done()
        const made = item.kind === 'made' || item.kind === 'phantom'
        void method
          .change(level.path, (now) => ({
            ...now,
            materials: [...now.materials, newMaterial(line, item.itemId, made)],
          }))
          .then((next) => {
            const added = next?.materials.find((m) => m.line === line)
            if (added) setActive({ key: materialKey(level.path, added.id), column: 4 })
          })
      },
    })
  }
  const toggle: GridActs['toggle'] = (row, wanted) => {
    if (row.kind !== 'material') return
    const { below, material, level } = row
    if (below === null) {
      if (!readOnly)
        void method
          .makeBelow(level.methodId, material.id)
          .then(
            (made) =>
              made &&
              setOpen(new Set([...open, level.path === '' ? String(material.id) : `${level.path}/${material.id}`])),
          )
      return
    }
    const next = new Set(open)
    if (wanted ?? !row.open) next.add(below)
    else next.delete(below)
    setOpen(next)
  }
  const remove: GridActs['remove'] = (row) => {
    const at = rows.indexOf(row)
    const neighbor = rows.slice(at + 1).find((r) => r.depth <= row.depth) ?? rows[at - 1]
    if (neighbor) setActive({ key: neighbor.key, column: 1 })
    void method.change(row.level.path, (now) =>
      row.kind === 'operation' ? withoutOperation(now, row.operation.id) : withoutMaterial(now, row.material.id),
    )
  }
  return {
    insert,
    toggle,
    remove,
    undo: () => void method.undo(),
    details: (row) => setDetailed(row.key),
    change: (row, change) =>
      void method.change(row.level.path, (now) =>
        row.kind === 'operation' && change.of === 'operation'
          ? withOperation(now, row.operation.id, change.change)
          : row.kind === 'material' && change.of === 'material'
            ? withMaterial(now, row.material.id, change.change)
            : now,
      ),
  }
}

/** What the whole comes to, why the row in hand costs what it does, and what makes the numbers doubtful. */
function Sums({ estimate, row }: { estimate: Estimate; row: GridRow | undefined }) {
  return (
    <div className="stack">
      {row && (
        <section aria-live="polite" aria-label={t('methodGrid.why', { name: nameOfRow(row) })}>
          <strong>{t('methodGrid.why', { name: nameOfRow(row) })}</strong>
          <ul className="method-reasons">
            {(row.estimated?.reasons ?? []).map((r) => (
              <li key={r.element}>
                <span className="amount">{plainAmount(r.amount)}</span>
                {t(`elements.${r.element}`)}: {localDecimals(r.reason)}
              </li>
            ))}
            {row.estimated?.reasons.length === 0 && <li className="dimmed">{t('methodGrid.costsNothing')}</li>}
          </ul>
        </section>
      )}
      {estimate.warnings.length > 0 && (
        <div role="note" className="method-doubt">
          <strong>{t('methodGrid.doubtful')}</strong>
          {estimate.warnings.slice(0, 8).join(' ')}
          {estimate.warnings.length > 8 && ` ${t('methodGrid.moreWarnings', { count: estimate.warnings.length - 8 })}`}
        </div>
      )}
    </div>
  )
}
