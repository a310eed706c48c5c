import { ActionIcon, Button, Kbd, Menu, Tooltip, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { chooseRegion, chosenRegion, regions } from '../format.ts'
import { t, wordText } from '../i18n.ts'
import { useConnection } from '../live.ts'
import { creatable } from '../pageTools.ts'
import { signOut, useSession } from '../session.tsx'
import { PageLink } from '../ui/link.tsx'
import { icons } from './icons.tsx'
import { openShortcuts } from './shortcuts.tsx'

export function TopBar({ openPalette }: { openPalette: () => void }) {
  const { company } = useSession()
  return (
    <header className="top-bar">
      <UnstyledButton className="palette-button" onClick={openPalette} aria-keyshortcuts="Control+K Meta+K">
        {icons.search}
        <span>{t('shell.find')}</span>
        <Kbd size="xs">{navigator.platform.startsWith('Mac') ? '⌘K' : 'Ctrl K'}</Kbd>
      </UnstyledButton>
      <span className="top-bar-company">
        {company.name}
        {company.sample && <span className="sample-mark">{t('shell.sample')}</span>}
      </span>
      <ConnectionState />
      <NewMenu />
      <SchemeSwitch />
      <UserMenu />
    </header>
  )
}

/** Says only what matters: nothing while live. */
function ConnectionState() {
  const connection = useConnection()
  return (
    <span className="connection" data-state={connection} role="status" title={t(`shell.connection.${connection}`)}>
      {connection === 'lost' && t('shell.connection.lost')}
    </span>
  )
}

function NewMenu() {
  const { may } = useSession()
  const entries = creatable(may)
  if (entries.length === 0) return null
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button leftSection={icons.plus} variant="filled">
          {t('shell.new')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {entries.map((entry) => (
          <Menu.Item key={entry.path} component={PageLink} to={entry.path}>
            {t(`new.${entry.create}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function SchemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const schemes = ['auto', 'light', 'dark'] as const
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Tooltip label={t('shell.scheme.title')}>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('shell.scheme.title')}>
            {colorScheme === 'dark' ? icons.moon : icons.sun}
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {schemes.map((scheme) => (
          <Menu.Item
            key={scheme}
            onClick={() => setColorScheme(scheme)}
            role="menuitemradio"
            aria-checked={scheme === colorScheme}
            rightSection={scheme === colorScheme ? '✓' : undefined}
          >
            {t(`shell.scheme.${scheme}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** Empty is the company's own region. */
const offeredRegions = ['', ...regions]
const regionName = (locale: string) =>
  locale === '' ? t('shell.region.company') : `${new Intl.NumberFormat(locale).format(1234567.8)} · ${locale}`

function UserMenu() {
  const { name, roles } = useSession()
  const choose = (locale: string) => {
    chooseRegion(locale)
    window.location.reload()
  }
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('shell.account', { name })}>
          {icons.person}
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {name} · {roles.map((r) => wordText(r, 'roles')).join(', ')}
        </Menu.Label>
        <Menu.Sub>
          <Menu.Sub.Target>
            <Menu.Sub.Item>{t('shell.region.title')}</Menu.Sub.Item>
          </Menu.Sub.Target>
          <Menu.Sub.Dropdown>
            {offeredRegions.map((locale) => (
              <Menu.Item
                key={locale}
                onClick={() => choose(locale)}
                rightSection={locale === chosenRegion() ? '✓' : undefined}
              >
                {regionName(locale)}
              </Menu.Item>
            ))}
          </Menu.Sub.Dropdown>
        </Menu.Sub>
        <Menu.Item onClick={openShortcuts} rightSection={<Kbd size="xs">?</Kbd>}>
          {t('shell.shortcuts.title')}
        </Menu.Item>
        <Menu.Item component="a" href="/api/docs">
          {t('shell.apiDocs')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut()}>{t('shell.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
