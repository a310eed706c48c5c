import { Button } from '@mantine/core'
import { icons } from '../../web/shell/icons.tsx'

/** Opens a paper beside the page. */
export const PdfButton = ({ to, label }: { to: string; label: string }) => (
  <Button component="a" href={to} target="_blank" rel="noreferrer" variant="default" leftSection={icons.print}>
    {label}
  </Button>
)
