import { FileInput, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { PlacePicker } from '../../inventory/web/placePicker.tsx'
import { ScanField, type Scanned } from '../../inventory/web/scanField.tsx'
import { api, orpc } from '../../web/api.ts'
import { formatQuantity, parseNumber, plantToday } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { usePathId } from '../../web/pageTools.ts'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { uploadFile } from '../../web/ui/attachments.tsx'
import { ListGrid } from '../../web/ui/listGrid.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { Page, Section } from '../../web/ui/page.tsx'
import { sayRefused } from '../../web/ui/toast.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'
import { DateText } from '../../web/ui/values.tsx'
import type { PurchaseOrder } from '../purchase.contract.ts'
import { whyNotReceive } from '../purchase.rules.ts'
import { purchaseOrderList } from '../purchaseList.model.ts'
import { type EnteredLot, LotRows } from './lotRows.tsx'

/** Which order has come? Scan its number, the supplier's delivery note in hand. */
export function ReceivePage() {
  const navigate = useNavigate()
  const byNumber = async (code: string) => {
    const found = (await api.search.find({ q: code })).find(
      (f) => f.kind === 'purchaseOrder' && f.number.toLowerCase() === code.toLowerCase(),
    )
    if (found) void navigate({ to: `/purchase-orders/${found.id}/receive` })
    else sayRefused(new Error(t('buy.noSuchOrder', { code })), t('stock.notFound'))
  }
  return (
    <Page
      title={t('nav.receive')}
      actions={
        <ScanField
          autoFocus
          label={t('buy.scanOrder')}
          onScan={(s) => void byNumber(s.number)}
          onUnknown={(code) => void byNumber(code)}
        />
      }
    >
      <ListGrid
        list={purchaseOrderList}
        read={api.purchasing.list}
        open={(r) => `/purchase-orders/${r.id}/receive`}
        fixed={{ status: 'sent' }}
        initial={{ sort: 'nextOn' }}
        empty={{ text: t('buy.nothingExpected') }}
      />
    </Page>
  )
}

export function ReceiveOrderPage() {
  const order = useRead(orpc.purchasing.get, { id: usePathId() })
  return <Loaded read={order}>{(o) => <ReceiveForm key={o.id} order={o} />}</Loaded>
}

type Line = PurchaseOrder['lines'][number]
type Entered = { quantity: string; placeId: number | null; lots: EnteredLot[] }
const nothing: Entered = { quantity: '', placeId: null, lots: [] }
/** NaN when it is no number. */
const numberOf = (text: string): number => parseNumber(text.trim() === '' ? '0' : text) ?? Number.NaN
const quantityOf = (line: Line, entered: Entered): number =>
  line.tracking === 'none' ? numberOf(entered.quantity) : entered.lots.reduce((sum, l) => sum + (l.quantity ?? 0), 0)
const lotsOf = (entered: Entered) =>
  entered.lots
    .filter((l) => l.number.trim() !== '')
    .map((l) => ({
      number: l.number.trim(),
      quantity: l.quantity ?? 0,
      supplierLot: l.supplierLot,
      certificate: l.certificate,
      expiresOn: l.expiresOn || null,
    }))

function ReceiveForm({ order }: { order: PurchaseOrder }) {
  const navigate = useNavigate()
  const [entered, setEntered] = useState<Record<number, Entered>>({})
  const [deliveryNote, setNote] = useState('')
  const [receivedOn, setDay] = useState(plantToday())
  const [files, setFiles] = useState<readonly File[]>([])
  const boxes = useRef(new Map<number, HTMLInputElement>())
  const open = order.lines.filter((l) => l.open > 0 || (entered[l.id] !== undefined && l.closedReason === ''))
  const put = (id: number, change: Partial<Entered>) =>
    setEntered((now) => ({ ...now, [id]: { ...(now[id] ?? nothing), ...change } }))
  const filled = open.flatMap((line) => {
    const e = entered[line.id]
    return e && quantityOf(line, e) > 0 ? [{ line, e, quantity: quantityOf(line, e), lots: lotsOf(e) }] : []
  })
  const whyNot =
    filled.length === 0
      ? [{ code: 'receipt.empty', message: t('buy.enterSomething') }]
      : filled.flatMap((f) => whyNotReceive(order, f.line, f))
  const receive = useAction(api.purchasing.receive, { done: (r) => t('buy.receivedDone', { number: r.receipt }) })
  const attach = useAction(async (what: { receiptId: number; files: readonly File[] }) => {
    for (const file of what.files)
      await api.records.attach({
        tableName: 'receipts',
        recordId: what.receiptId,
        hash: await uploadFile(file),
        name: file.name.slice(0, 200),
        kind: file.type.startsWith('image/') ? 'photo' : 'document',
        revision: '',
      })
  })
  const save = async () => {
    const done = await receive.run({
      purchaseOrderId: order.id,
      deliveryNote,
      receivedOn,
      lines: filled.map((f) => ({
        purchaseOrderLineId: f.line.id,
        quantity: f.quantity,
        lots: f.lots,
        ...(f.e.placeId === null ? {} : { placeId: f.e.placeId }),
      })),
    })
    if (!done) return
    const receiptId = done.order.receipts.find((r) => r.number === done.receipt)?.receiptId
    if (receiptId !== undefined && files.length > 0) await attach.run({ receiptId, files })
    void navigate({ to: `/purchase-orders/${order.id}` })
  }
  const scanned = (s: Scanned) => {
    const line = open.find((l) => l.itemId === (s.itemId ?? s.id))
    if (!line) return sayRefused(new Error(t('buy.notOnOrder', { code: s.number })), t('stock.notFound'))
    boxes.current.get(line.id)?.focus()
  }
  const all = () =>
    setEntered(
      Object.fromEntries(
        open.filter((l) => l.tracking === 'none').map((l) => [l.id, { ...nothing, quantity: formatQuantity(l.open) }]),
      ),
    )
  return (
    <Page
      title={order.supplier}
      number={order.number}
      status={order.status}
      crumbs={[{ label: t('nav.receive'), to: '/receive' }]}
      actions={
        <>
          <ScanField onScan={scanned} />
          <ActionButton label={t('buy.allCame')} onAct={all} />
          <ActionButton kind="primary" label={t('buy.receive')} whyNot={whyNot} busy={receive.busy} onAct={save} />
        </>
      }
    >
      <Section>
        <div className="field-grid">
          <TextInput
            label={t('fields.deliveryNote')}
            autoFocus
            maxLength={100}
            value={deliveryNote}
            onChange={(e) => setNote(e.currentTarget.value)}
          />
          <TextInput
            type="date"
            label={t('fields.receivedOn')}
            required
            value={receivedOn}
            onChange={(e) => setDay(e.currentTarget.value)}
          />
          <FileInput
            label={t('buy.photos')}
            placeholder={t('buy.photosHint')}
            multiple
            clearable
            accept="image/*,application/pdf"
            value={[...files]}
            onChange={setFiles}
          />
        </div>
      </Section>
      {open.length === 0 && <Section>{t('buy.allReceived')}</Section>}
      {open.map((line) => (
        <Section
          key={line.id}
          title={`${line.line} · ${line.item} · ${line.description}`}
          actions={<Expected line={line} />}
        >
          <ReceiveLine
            line={line}
            entered={entered[line.id] ?? nothing}
            put={(change) => put(line.id, change)}
            box={(el) => void (el ? boxes.current.set(line.id, el) : boxes.current.delete(line.id))}
          />
        </Section>
      ))}
    </Page>
  )
}

const Expected = ({ line }: { line: Line }) => (
  <span className="dimmed">
    {t('buy.openOf', { open: formatQuantity(line.open, line.unit), ordered: formatQuantity(line.quantity, line.unit) })}{' '}
    · <DateText day={line.confirmedOn ?? line.dueOn} />
    {line.pegs.length > 0 && ` · ${t('buy.for')} ${[...new Set(line.pegs.map((p) => p.job))].join(', ')}`}
  </span>
)

function ReceiveLine({
  line,
  entered,
  put,
  box,
}: {
  line: Line
  entered: Entered
  put: (change: Partial<Entered>) => void
  box: (el: HTMLInputElement | null) => void
}) {
  return (
    <div className="field-grid">
      {line.tracking === 'none' ? (
        <TextInput
          ref={box}
          size="md"
          inputMode="decimal"
          label={`${t('buy.came')} (${line.unit})`}
          value={entered.quantity}
          placeholder={formatQuantity(line.open)}
          onChange={(e) => put({ quantity: e.currentTarget.value })}
        />
      ) : (
        <div className="wide">
          <LotRows
            serial={line.tracking === 'serial'}
            unit={line.unit}
            open={line.open}
            lots={entered.lots}
            onChange={(lots) => put({ lots })}
            box={box}
          />
        </div>
      )}
      {line.service ? (
        <p className="dimmed">{t(line.pegs.length > 0 ? 'buy.serviceToJob' : 'buy.serviceToNobody')}</p>
      ) : (
        <PlacePicker
          label={t('buy.into')}
          size="md"
          placeholder="STORES"
          value={entered.placeId}
          onChange={(placeId) => put({ placeId })}
        />
      )}
    </div>
  )
}
