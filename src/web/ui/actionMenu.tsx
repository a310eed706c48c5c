import { Button, Menu } from '@mantine/core'
import type { Refusal } from '../../core/refusal.ts'

export type MenuAct = {
  label: string
  onAct: () => void
  /** The rule's reasons why not: the act stays in the menu, reachable by keyboard, and says them. */
  whyNot?: readonly Refusal[]
  danger?: boolean
}

/** Acts that are needed now and then, behind one button; each that cannot be done says why. */
export function ActionMenu({ label, acts, size }: { label: string; acts: readonly MenuAct[]; size?: string }) {
  if (acts.length === 0) return null
  return (
    <Menu position="bottom-end" width={320} shadow="md" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button variant="default" {...(size ? { size } : {})} rightSection={<span aria-hidden="true">▾</span>}>
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {acts.map(({ label: text, onAct, whyNot = [], danger }) => (
          <Menu.Item
            key={text}
            closeMenuOnClick={whyNot.length === 0}
            aria-disabled={whyNot.length > 0 || undefined}
            {...(danger ? { color: 'red' } : {})}
            onClick={() => whyNot.length === 0 && onAct()}
          >
            <span className={whyNot.length > 0 ? 'dimmed' : undefined}>{text}</span>
            {whyNot.map((r) => (
              <span key={r.code + r.message} className="menu-reason">
                {r.message}
              </span>
            ))}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
