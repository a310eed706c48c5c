import { useState } from 'react'
import { t } from '../../web/i18n.ts'
import type { OperationSheet } from '../floor.contract.ts'

type Machines = OperationSheet['machines']

const keyOf = (workCenterId: number) => `fettle.machine.${workCenterId}`

/** The machine last chosen here, so that starting stays one tap; the only one of its work center by itself. */
export function useMachine(workCenterId: number, machines: Machines) {
  const [kept, setKept] = useState(Number(localStorage.getItem(keyOf(workCenterId)) ?? 0))
  const chosen = machines.find((m) => m.id === kept)?.id ?? (machines.length === 1 ? machines[0]?.id : undefined)
  const choose = (id: number) => {
    localStorage.setItem(keyOf(workCenterId), String(id))
    setKept(id)
  }
  return [chosen, choose] as const
}

export function KioskMachine({
  machines,
  chosen,
  choose,
}: {
  machines: Machines
  chosen: number | undefined
  choose: (id: number) => void
}) {
  if (machines.length < 2) return null
  return (
    <fieldset className="kiosk-machines">
      <legend>{t('floor.machine')}</legend>
      {machines.map((m) => (
        <button
          key={m.id}
          type="button"
          className="kiosk-button"
          aria-pressed={m.id === chosen}
          title={m.name}
          onClick={() => choose(m.id)}
        >
          {m.code}
        </button>
      ))}
    </fieldset>
  )
}
