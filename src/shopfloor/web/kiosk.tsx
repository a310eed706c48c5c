import './kiosk.css'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { reasonsOf, statusOf } from '../../web/fault.ts'
import { setFormats } from '../../web/format.ts'
import { t } from '../../web/i18n.ts'
import { useConnection, useLiveChanges } from '../../web/live.ts'
import type { Terminal } from '../device.contract.ts'
import { Enroll } from './enroll.tsx'
import { KioskOperation } from './kioskOperation.tsx'
import { KioskQueue } from './kioskQueue.tsx'
import { KioskSignIn } from './kioskSignIn.tsx'
import { KioskWaiting } from './kioskWaiting.tsx'
import { MessageBar } from './messageBar.tsx'
import { keepDevice, keepSigned, kiosk, leave, sendWaiting, useTerminal } from './terminal.ts'

/** The terminal of the floor: enrolled once, then badge or PIN, my queue, and one screen for each operation. */
export function Kiosk() {
  const { deviceToken } = useTerminal()
  useEffect(() => {
    document.title = t('floor.title')
  }, [])
  return (
    <div className="kiosk">
      {deviceToken === undefined ? <Enroll /> : <Enrolled deviceToken={deviceToken} />}
      <MessageBar />
    </div>
  )
}

function Enrolled({ deviceToken }: { deviceToken: string }) {
  const { signed } = useTerminal()
  useLiveChanges()
  const read = useQuery({ ...kiosk.terminals.terminal.queryOptions({ input: { deviceToken } }), staleTime: 60_000 })
  const gone = statusOf(read.error) === 409
  useEffect(() => {
    if (gone) keepDevice(undefined)
  }, [gone])
  useEffect(() => {
    const timer = setInterval(() => void sendWaiting(), 4_000)
    const back = () => void sendWaiting()
    window.addEventListener('online', back)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', back)
    }
  }, [])
  if (!read.data)
    return <p className="kiosk-wait">{read.error ? reasonsOf(read.error).join(' ') : t('floor.opening')}</p>
  setFormats(read.data)
  return signed ? (
    <Work terminal={read.data} />
  ) : (
    <>
      <KioskWaiting />
      <KioskSignIn terminal={read.data} deviceToken={deviceToken} />
    </>
  )
}

/** Whoever walks away is signed out of the shared terminal; the clocks run on. */
const idleMs = 5 * 60_000

function useLeaveWhenIdle() {
  useEffect(() => {
    let timer = setTimeout(() => void leave(), idleMs)
    const awake = () => {
      clearTimeout(timer)
      timer = setTimeout(() => void leave(), idleMs)
    }
    window.addEventListener('pointerdown', awake)
    window.addEventListener('keydown', awake)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('pointerdown', awake)
      window.removeEventListener('keydown', awake)
    }
  }, [])
}

function Work({ terminal }: { terminal: Terminal }) {
  const { signed, waiting, online } = useTerminal()
  const line = useConnection()
  const [operationId, setOperationId] = useState<number>()
  useLeaveWhenIdle()
  const me = useQuery({ ...kiosk.floor.employee.queryOptions({ input: { id: signed?.employeeId ?? 0 } }) })
  const ended = statusOf(me.error) === 401
  useEffect(() => {
    if (ended) keepSigned(undefined)
  }, [ended])
  return (
    <>
      <header className="kiosk-head">
        {operationId !== undefined && (
          <button type="button" className="kiosk-button" onClick={() => setOperationId(undefined)}>
            ← {t('floor.queue')}
          </button>
        )}
        <div className="kiosk-who">
          <strong>{signed?.employee}</strong>
          <span>{terminal.name}</span>
        </div>
        {(!online || line === 'lost' || waiting.length > 0) && (
          <span className="kiosk-offline" role="status">
            {t(waiting.length > 0 ? 'floor.offline' : 'floor.lost', { count: waiting.length })}
          </span>
        )}
        <button type="button" className="kiosk-button" onClick={() => void leave()}>
          {t('floor.signOut')}
        </button>
      </header>
      <KioskWaiting />
      {operationId === undefined ? (
        <KioskQueue terminal={terminal} mine={me.data} open={setOperationId} />
      ) : (
        <KioskOperation
          key={operationId}
          id={operationId}
          mine={me.data?.clocks ?? []}
          close={() => setOperationId(undefined)}
        />
      )}
    </>
  )
}
