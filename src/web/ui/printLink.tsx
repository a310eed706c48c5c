import { Button } from '@mantine/core'
import { icons } from '../shell/icons.tsx'

/** Opens a paper, a PDF of /api/print, beside the page. */
export const PrintLink = ({ to, label }: { to: string; label: string }) => (
  <Button component="a" href={to} target="_blank" rel="noreferrer" variant="default" leftSection={icons.print}>
    {label}
  </Button>
)
