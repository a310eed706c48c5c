import { Button, Checkbox, Group, Menu, Popover, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { List } from '../../core/list.model.ts'
import { fieldText, t } from '../i18n.ts'
import { icons } from '../shell/icons.tsx'
import { keepViews, type Layout, type ListState, readViews, type SavedView } from './listState.ts'

/** Saved views: filter, sort, search and columns under a name. */
export function ViewsMenu({
  list,
  state,
  layout,
  take,
}: {
  list: List
  state: ListState
  layout: Layout
  take: (view: SavedView) => void
}) {
  const [views, setViews] = useState(() => readViews(list.name))
  const [name, setName] = useState('')
  const keep = (next: SavedView[]) => {
    keepViews(list.name, next)
    setViews(next)
  }
  return (
    <Popover position="bottom-start" trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={icons.star}>
          {t('ui.list.views')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap={6} miw={240}>
          {views.map((view) => (
            <Group key={view.name} gap={4} wrap="nowrap">
              <Button variant="subtle" justify="start" flex={1} onClick={() => take(view)}>
                {view.name}
              </Button>
              <Button
                variant="subtle"
                color="gray"
                aria-label={t('ui.detach', { name: view.name })}
                onClick={() => keep(views.filter((v) => v.name !== view.name))}
              >
                ✕
              </Button>
            </Group>
          ))}
          <form
            onSubmit={(event) => {
              event.preventDefault()
              if (!name.trim()) return
              keep([...views.filter((v) => v.name !== name.trim()), { ...state, layout, name: name.trim() }])
              setName('')
            }}
          >
            <Group gap={6} wrap="nowrap" align="flex-end">
              <TextInput
                size="xs"
                label={t('ui.list.viewName')}
                value={name}
                onChange={(e) => setName(e.currentTarget.value)}
              />
              <Button type="submit" variant="default">
                {t('ui.save')}
              </Button>
            </Group>
          </form>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

/** Which columns are shown. */
export function ColumnsMenu({
  list,
  hidden,
  setHidden,
}: {
  list: List
  hidden: ReadonlySet<string>
  setHidden: (hidden: string[]) => void
}) {
  const names = Object.keys(list.columns)
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={icons.columns}>
          {t('ui.list.columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown mah={460} style={{ overflow: 'auto' }}>
        <Stack gap={6}>
          {names.map((name) => (
            <Checkbox
              key={name}
              size="xs"
              label={fieldText(list.name, name)}
              checked={!hidden.has(name)}
              onChange={(e) =>
                setHidden(e.currentTarget.checked ? [...hidden].filter((h) => h !== name) : [...hidden, name])
              }
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

/** `pdf` is the address of a list that the server also writes as a paper. */
export function ExportMenu({ run, busy, pdf }: { run: (kind: 'csv' | 'xlsx') => void; busy: boolean; pdf?: string }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={icons.export} loading={busy}>
          {t('ui.list.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => run('xlsx')}>{t('ui.list.xlsx')}</Menu.Item>
        <Menu.Item onClick={() => run('csv')}>{t('ui.list.csv')}</Menu.Item>
        {pdf && (
          <Menu.Item component="a" href={pdf} download>
            {t('ui.list.pdf')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
