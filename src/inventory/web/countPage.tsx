import { Group, Modal, Stack, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, orpc } from '../../web/api.ts'
import { formatMoney, formatQuantity } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { usePathId } from '../../web/pageTools.ts'
import { useMay } from '../../web/session.tsx'
import { ActionButton } from '../../web/ui/actionButton.tsx'
import { ListGrid } from '../../web/ui/listGrid.tsx'
import { Loaded } from '../../web/ui/loaded.tsx'
import { NumberBox } from '../../web/ui/numberBox.tsx'
import { KeyValue, Page, Section } from '../../web/ui/page.tsx'
import { ReferencePicker } from '../../web/ui/referencePicker.tsx'
import { useAction } from '../../web/ui/useAction.ts'
import { useRead } from '../../web/ui/useRead.ts'
import { InstantText } from '../../web/ui/values.tsx'
import { whyNotMoveCount, whyNotPostCount } from '../count.rules.ts'
import type { Count } from '../stock.contract.ts'
import { countList } from '../stockList.model.ts'
import { CountSheet } from './countSheet.tsx'
import { PlacePicker } from './placePicker.tsx'
import './stock.css'

export function CountList() {
  const mayCount = useMay('inventory.count')
  const [making, setMaking] = useState(false)
  const create = mayCount && <ActionButton kind="primary" label={t('stock.newCount')} onAct={() => setMaking(true)} />
  return (
    <Page title={t('nav.stockCounts')} actions={create}>
      <ListGrid
        list={countList}
        read={api.stockCounts.list}
        open={(r) => `/stock-counts/${r.id}`}
        empty={{ text: t('stock.noCounts'), action: create }}
      />
      <Modal opened={making} onClose={() => setMaking(false)} title={t('stock.newCount')}>
        {making && <NewCount />}
      </Modal>
    </Page>
  )
}

function NewCount() {
  const navigate = useNavigate()
  const [placeId, setPlace] = useState<number | null>(null)
  const [family, setFamily] = useState('')
  const [note, setNote] = useState('')
  const create = useAction(api.stockCounts.create)
  const make = async () => {
    const made = await create.run({ placeId, family, note })
    if (made) void navigate({ to: `/stock-counts/${made.id}` })
  }
  return (
    <Stack gap="sm">
      <p className="dimmed">{t('stock.newCountHint')}</p>
      <PlacePicker label={t('fields.place')} placeholder={t('stock.allPlaces')} value={placeId} onChange={setPlace} />
      <TextInput
        label={t('fields.family')}
        placeholder={t('stock.allFamilies')}
        maxLength={60}
        value={family}
        onChange={(e) => setFamily(e.currentTarget.value)}
      />
      <TextInput
        label={t('fields.note')}
        maxLength={300}
        value={note}
        onChange={(e) => setNote(e.currentTarget.value)}
      />
      <Group justify="flex-end">
        <ActionButton kind="primary" label={t('stock.makeSheet')} busy={create.busy} onAct={make} />
      </Group>
    </Stack>
  )
}

export function CountPage() {
  const count = useRead(orpc.stockCounts.get, { id: usePathId() })
  return <Loaded read={count}>{(c) => <Shown count={c} />}</Loaded>
}

function Shown({ count }: { count: Count }) {
  const mayCount = useMay('inventory.count')
  const [adding, setAdding] = useState(false)
  const post = useAction(api.stockCounts.post, { done: t('stock.countPosted', { number: count.number }) })
  const cancel = useAction(api.stockCounts.cancel)
  const open = count.status === 'open'
  const off = count.lines.filter((l) => l.countedQuantity !== null && l.difference !== 0)
  return (
    <Page
      title={count.note || count.place || t('stock.allPlaces')}
      number={count.number}
      status={count.status}
      remember
      crumbs={[{ label: t('nav.stockCounts'), to: '/stock-counts' }]}
      actions={
        mayCount &&
        open && (
          <>
            <ActionButton
              label={t('stock.cancelCount')}
              whyNot={whyNotMoveCount(count.number, count.status, 'cancel')}
              onAct={() => cancel.run({ id: count.id })}
            />
            <ActionButton label={t('stock.found')} shortcut="f" onAct={() => setAdding(true)} />
            <ActionButton
              kind="primary"
              label={t('stock.postCount', { count: off.length })}
              shortcut="p"
              whyNot={whyNotPostCount(count, count.lines)}
              busy={post.busy}
              onAct={() => post.run({ id: count.id })}
            />
          </>
        )
      }
    >
      <Section>
        <KeyValue
          facts={[
            [t('fields.place'), count.place ?? t('stock.allPlaces')],
            [t('fields.family'), count.family || t('stock.allFamilies')],
            [t('stock.counted'), `${count.lines.length - count.uncounted} / ${count.lines.length}`],
            [t('stock.differences'), String(off.length)],
            ...(count.differenceValue === null
              ? []
              : ([[t('stock.differenceValue'), formatMoney(count.differenceValue)]] as const)),
            [
              t('stock.made'),
              <span key="c">
                <InstantText at={count.createdAt} /> {count.createdBy}
              </span>,
            ],
            ...(count.postedAt
              ? ([
                  [
                    t('fields.postedAt'),
                    <span key="p">
                      <InstantText at={count.postedAt} /> {count.postedBy}
                    </span>,
                  ],
                ] as const)
              : []),
          ]}
        />
      </Section>
      <CountSheet count={count} readOnly={!open || !mayCount} />
      <Modal opened={adding} onClose={() => setAdding(false)} title={t('stock.found')}>
        {adding && <FoundForm count={count} close={() => setAdding(false)} />}
      </Modal>
    </Page>
  )
}

function FoundForm({ count, close }: { count: Count; close: () => void }) {
  const [itemId, setItem] = useState<number | null>(null)
  const [placeId, setPlace] = useState<number | null>(count.lines[0]?.placeId ?? null)
  const [lotNumber, setLot] = useState('')
  const [quantity, setQuantity] = useState<number | null>(null)
  const found = useAction(api.stockCounts.found, {
    done: () => t('stock.foundNoted', { quantity: formatQuantity(quantity) }),
  })
  const save = async () => {
    if (
      await found.run({
        countId: count.id,
        itemId: itemId ?? 0,
        placeId: placeId ?? 0,
        lotNumber,
        countedQuantity: quantity ?? 0,
      })
    )
      close()
  }
  return (
    <Stack gap="sm">
      <ReferencePicker label={t('fields.item')} required to="items" value={itemId} onChange={setItem} />
      <PlacePicker label={t('fields.place')} required value={placeId} onChange={setPlace} />
      <TextInput
        label={t('stock.lotNumber')}
        description={t('stock.lotHint')}
        maxLength={60}
        value={lotNumber}
        onChange={(e) => setLot(e.currentTarget.value)}
      />
      <NumberBox label={t('stock.counted')} required value={quantity} onChange={setQuantity} />
      <Group justify="flex-end" gap="xs">
        <ActionButton label={t('ui.cancel')} onAct={close} />
        <ActionButton kind="primary" label={t('ui.save')} busy={found.busy} onAct={save} />
      </Group>
    </Stack>
  )
}
