import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { formatQuantity } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { EditableLines } from '../../web/ui/editableLines.tsx'

export type EnteredLot = {
  number: string
  quantity: number | null
  supplierLot: string
  certificate: string
  expiresOn: string
}

const blank = (number = '', quantity: number | null = null): EnteredLot => ({
  number,
  quantity,
  supplierLot: '',
  certificate: '',
  expiresOn: '',
})

type Props = {
  serial: boolean
  unit: string
  open: number
  lots: EnteredLot[]
  onChange: (lots: EnteredLot[]) => void
  box: (el: HTMLInputElement | null) => void
}

/** Each scanned number becomes a row: a serial number is one piece; the first lot takes all that is open. */
export function LotRows({ serial, unit, open, lots, onChange, box }: Props) {
  const [code, setCode] = useState('')
  const left = open - lots.reduce((sum, l) => sum + (l.quantity ?? 0), 0)
  const add = () => {
    const number = code.trim()
    if (number === '' || lots.some((l) => l.number === number)) return
    onChange([...lots, blank(number, serial ? 1 : Math.max(0, left))])
    setCode('')
  }
  return (
    <>
      <TextInput
        ref={box}
        size="md"
        w={320}
        label={t(serial ? 'buy.scanSerial' : 'buy.scanLot')}
        description={t('buy.stillOpen', { quantity: formatQuantity(Math.max(0, left), unit) })}
        value={code}
        maxLength={60}
        onChange={(e) => setCode(e.currentTarget.value)}
        onKeyDown={(e) => {
          if (e.key !== 'Enter') return
          e.preventDefault()
          add()
        }}
        onBlur={add}
      />
      {lots.length > 0 && (
        <EditableLines
          label={t(serial ? 'buy.serials' : 'buy.lots')}
          columns={[
            { name: 'number', label: t('fields.lot'), kind: 'text', width: 180 },
            { name: 'quantity', label: t('fields.quantity'), kind: 'quantity', width: 100, readOnly: () => serial },
            { name: 'certificate', label: t('fields.certificate'), kind: 'text' },
            { name: 'supplierLot', label: t('fields.supplierLot'), kind: 'text' },
            { name: 'expiresOn', label: t('fields.expiresOn'), kind: 'day', width: 140 },
          ]}
          lines={lots}
          onChange={(next) => onChange(next.map((l) => ({ ...l, expiresOn: l.expiresOn ?? '' })))}
          newLine={() => blank('', serial ? 1 : null)}
          keyOf={(_, i) => i}
        />
      )}
    </>
  )
}
