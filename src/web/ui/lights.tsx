import { Tooltip } from '@mantine/core'
import { formatDay, localSentence } from '../format.ts'
import { t } from '../i18n.ts'
import { Shape, toneOf } from './statusChip.tsx'

type Light = { light: string; state: string; reason: string; expectedOn: string | null }

/** The readiness lights: each a word, a shape, a color and a reason. `none` is a light that this record does not need. */
export function ReadinessLights({ lights, compact = false }: { lights: readonly Light[]; compact?: boolean }) {
  return (
    <ul className="lights" aria-label={t('ui.readiness')}>
      {lights.map(({ light, state, reason: told, expectedOn }) => {
        const reason = localSentence(told)
        const tone = toneOf(state)
        const words = `${t(`lights.${light}`)}: ${t(`lightStates.${state}`)}${expectedOn ? ` ${formatDay(expectedOn)}` : ''}`
        return (
          <li key={light}>
            <Tooltip label={reason || words}>
              <span
                className="light"
                // biome-ignore lint/a11y/noNoninteractiveTabindex: the reason must be reachable by keyboard
                tabIndex={0}
                style={{ color: `var(--tone-${tone})`, background: `var(--tone-${tone}-ground)` }}
              >
                <Shape tone={tone} />
                {compact ? t(`lights.${light}`) : words}
                <span className="hidden-text">{compact ? `${words}. ${reason}` : reason}</span>
              </span>
            </Tooltip>
          </li>
        )
      })}
    </ul>
  )
}
