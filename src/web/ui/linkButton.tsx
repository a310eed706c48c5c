import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { PageLink } from './link.tsx'

/** A link that looks like a button: it leads somewhere, it does not do anything. */
export const LinkButton = ({
  to,
  label,
  icon,
  primary = false,
}: {
  to: string
  label: string
  icon?: ReactNode
  primary?: boolean
}) => (
  <Button component={PageLink} to={to} variant={primary ? 'filled' : 'default'} leftSection={icon}>
    {label}
  </Button>
)
