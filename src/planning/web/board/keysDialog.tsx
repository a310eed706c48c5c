import { Kbd, Modal, Table } from '@mantine/core'
import { t } from '../../../web/i18n.ts'
import { PageLink } from '../../../web/ui/link.tsx'

const keys = [
  ['← → ↑ ↓', 'walk'],
  ['Enter', 'grab'],
  ['← →', 'shift'],
  ['Shift ← →', 'shiftHour'],
  ['Ctrl ← →', 'shiftDay'],
  ['↑ ↓', 'machine'],
  ['Esc', 'cancel'],
  ['P', 'pin'],
  ['S', 'split'],
  ['Z', 'undo'],
  ['Shift Z', 'redo'],
  ['+ −', 'zoom'],
  ['T', 'today'],
  ['PgUp PgDn', 'scroll'],
] as const

export function KeysDialog({ open, close }: { open: boolean; close: () => void }) {
  return (
    <Modal opened={open} onClose={close} title={t('board.keysTitle')}>
      <Table>
        <Table.Tbody>
          {keys.map(([key, act]) => (
            <Table.Tr key={act}>
              <Table.Td w={120}>
                <Kbd>{key}</Kbd>
              </Table.Td>
              <Table.Td>{t(`board.keys.${act}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <p className="dimmed">{t('board.touchHint')}</p>
      <p>
        <PageLink className="record-link" to="/help/scheduling">
          {t('board.helpPage')}
        </PageLink>
      </p>
    </Modal>
  )
}
