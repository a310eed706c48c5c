import { Link } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, Ref } from 'react'

type Props = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & { to: string; ref?: Ref<HTMLAnchorElement> }

/** A link inside the application; `to` is a whole address with its search, e.g. `/items/3` or `/items?kind=made`. */
export function PageLink({ to, ...rest }: Props) {
  const [path = '/', search = ''] = to.split('?')
  return (
    <Link
      to={path}
      search={search ? (Object.fromEntries(new URLSearchParams(search)) as never) : undefined}
      activeProps={{}}
      inactiveProps={{}}
      {...rest}
    />
  )
}
