import { useState } from 'react'
import type { Fields } from '../../core/master.model.ts'
import { userRoles } from '../../core/permissions.model.ts'
import { api, orpc, queryClient } from '../api.ts'
import { t, wordText } from '../i18n.ts'
import { useMay } from '../session.tsx'
import { icons } from '../shell/icons.tsx'
import { ActionButton } from '../ui/actionButton.tsx'
import { FormDialog, initialValues, type Values } from '../ui/fieldForm.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page, Section } from '../ui/page.tsx'
import { SmallTable } from '../ui/smallTable.tsx'
import { StatusChip } from '../ui/statusChip.tsx'
import { offerUndo, sayDone } from '../ui/toast.tsx'
import { useRead } from '../ui/useRead.ts'

const newFields = {
  name: { kind: 'text', required: true, max: 100 },
  email: { kind: 'email', required: true },
  password: { kind: 'text', required: true, max: 128 },
  roles: { kind: 'words', words: userRoles, required: true },
} as const satisfies Fields
/** An empty new password leaves the old one. */
const changeFields = {
  name: newFields.name,
  roles: newFields.roles,
  newPassword: { kind: 'text', max: 128 },
} as const satisfies Fields

type User = Awaited<ReturnType<typeof api.company.users>>[number]
type NewUser = Parameters<typeof api.company.addUser>[0]
type UserChange = Parameters<typeof api.company.changeUser>[0]

/** Who may sign in, and as what. */
export function Users() {
  const users = useRead(orpc.company.users, undefined)
  const mayWrite = useMay('admin.write')
  const [adding, setAdding] = useState(false)
  const [changed, setChanged] = useState<User>()
  const saved = async () => {
    sayDone(t('ui.saved'))
    await queryClient.invalidateQueries()
  }
  const add = async (values: Values) => {
    await api.company.addUser(values as NewUser)
    await saved()
  }
  const change = async (values: Values) => {
    const { newPassword, ...rest } = values
    await api.company.changeUser({
      ...(rest as Omit<UserChange, 'id'>),
      id: changed?.id ?? '',
      ...(newPassword ? { password: String(newPassword) } : {}),
    })
    await saved()
  }
  const setDisabled = async (user: User) => {
    await api.company.changeUser({ id: user.id, disabled: !user.disabled })
    await queryClient.invalidateQueries()
    offerUndo(t(user.disabled ? 'users.enabled' : 'users.disabled', { name: user.name }), () =>
      api.company.changeUser({ id: user.id, disabled: user.disabled }).then(() => queryClient.invalidateQueries()),
    )
  }
  return (
    <Page
      title={t('nav.users')}
      crumbs={[{ label: t('sections.settings'), to: '/settings' }]}
      actions={
        mayWrite && (
          <ActionButton
            kind="primary"
            label={t('users.add')}
            icon={icons.plus}
            shortcut="n"
            onAct={() => setAdding(true)}
          />
        )
      }
    >
      <Section>
        <Loaded read={users}>
          {(rows) => (
            <SmallTable
              list="users"
              caption={t('nav.users')}
              rows={rows}
              keyOf={(u) => u.id}
              columns={[
                { name: 'name', label: t('fields.name') },
                { name: 'email', label: t('fields.email') },
                {
                  name: 'roles',
                  label: t('fields.roles'),
                  show: (u) => u.roles.map((r) => wordText(r, 'roles')).join(', '),
                },
                {
                  name: 'disabled',
                  label: t('fields.status'),
                  show: (u) => <StatusChip word={u.disabled ? 'disabled' : 'active'} />,
                },
                {
                  name: 'acts',
                  label: t('fields.acts'),
                  width: 180,
                  show: (u) =>
                    mayWrite && (
                      <span style={{ display: 'flex', gap: 6, justifyContent: 'flex-end' }}>
                        <ActionButton label={t('ui.change')} onAct={() => setChanged(u)} />
                        <ActionButton
                          label={t(u.disabled ? 'users.enable' : 'users.disable')}
                          onAct={() => setDisabled(u)}
                        />
                      </span>
                    ),
                },
              ]}
            />
          )}
        </Loaded>
      </Section>
      <FormDialog
        open={adding}
        close={() => setAdding(false)}
        title={t('users.add')}
        list="users"
        fields={newFields}
        initial={initialValues(newFields)}
        onSave={add}
        saveLabel={t('ui.add')}
      />
      <FormDialog
        open={changed !== undefined}
        close={() => setChanged(undefined)}
        title={changed?.name ?? ''}
        list="users"
        fields={changeFields}
        initial={{ name: changed?.name ?? '', roles: changed?.roles ?? [], newPassword: '' }}
        onSave={change}
      />
    </Page>
  )
}
