import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { reasonsOf } from '../fault.ts'
import { t } from '../i18n.ts'
import { randomKey } from '../randomKey.ts'

const undoMilliseconds = 10_000

export const sayDone = (message: string): void =>
  void notifications.show({ message, color: 'accent', autoClose: 3_000 })

/** Every reason of a refusal or fault, each on its own line. It stays until it is read and closed. */
export function sayRefused(error: unknown, title = t('ui.refused')): void {
  const reasons = reasonsOf(error)
  notifications.show({
    title,
    color: 'red',
    autoClose: false,
    role: 'alert',
    message: (
      <ul style={{ margin: 0, paddingLeft: 18 }}>
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    ),
  })
}

/** Says what was done and offers for ten seconds to take it back. */
export function offerUndo(message: string, undo: () => Promise<unknown>): void {
  const id = `undo-${randomKey()}`
  const takeBack = async () => {
    notifications.hide(id)
    try {
      await undo()
      sayDone(t('ui.undone'))
    } catch (error) {
      sayRefused(error)
    }
  }
  notifications.show({
    id,
    color: 'accent',
    autoClose: undoMilliseconds,
    message: (
      <span style={{ display: 'flex', alignItems: 'center', gap: 12 }}>
        <span style={{ flex: 1 }}>{message}</span>
        <Button variant="default" onClick={() => void takeBack()}>
          {t('ui.undo')}
        </Button>
      </span>
    ),
  })
}
