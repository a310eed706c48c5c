import { Alert, Button, PasswordInput, Stack, TextInput, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { orpc } from './api.ts'
import { t, wordText } from './i18n.ts'
import { signIn } from './session.tsx'
import { StartCompany } from './startCompany.tsx'

/** The first page: sign in, one-click users of a sample, or start a company. */
export function SignIn() {
  const { data } = useQuery({ ...orpc.company.welcome.queryOptions(), staleTime: 0 })
  const [fault, setFault] = useState('')
  const [starting, setStarting] = useState(false)
  const attempt = async (how: Parameters<typeof signIn>[0]) => setFault((await signIn(how)) ?? '')
  if (!data) return null
  const canStart = data.empty || data.sample !== ''
  return (
    <main className="sign-in">
      <h1>
        <img src="/icon.svg" alt="" width={36} height={36} style={{ verticalAlign: 'middle', marginRight: 10 }} />
        {data.company || 'Fettle'}
      </h1>
      <p className="dimmed">{t(data.empty ? 'signIn.empty' : data.sample ? 'signIn.sample' : 'signIn.real')}</p>
      {fault && (
        <Alert color="red" mt="md" role="alert" title={t('signIn.failed')}>
          {fault}
        </Alert>
      )}
      <div className="sign-in-boxes">
        {data.sampleUsers.length > 0 && (
          <section className="sign-in-box">
            <h2>{t('signIn.lookAround')}</h2>
            <div className="sample-users">
              {data.sampleUsers.map((user) => (
                <UnstyledButton
                  key={user.email}
                  className="sample-user"
                  onClick={() => void attempt({ sampleEmail: user.email })}
                >
                  {user.name}
                  <span>{user.roles.map((r) => wordText(r, 'roles')).join(', ')}</span>
                </UnstyledButton>
              ))}
            </div>
          </section>
        )}
        {!data.empty && <PasswordBox attempt={attempt} />}
        {canStart && (
          <section className="sign-in-box">
            <h2>{t('signIn.own')}</h2>
            {data.empty || starting ? (
              <StartCompany sample={data.sample} failed={setFault} />
            ) : (
              <OwnOffer start={() => setStarting(true)} />
            )}
          </section>
        )}
      </div>
    </main>
  )
}

function OwnOffer({ start }: { start: () => void }) {
  return (
    <Stack gap="sm">
      <p>{t('signIn.ownText')}</p>
      <Button size="sm" variant="default" onClick={start}>
        {t('signIn.ownStart')}
      </Button>
    </Stack>
  )
}

function PasswordBox({ attempt }: { attempt: (how: { email: string; password: string }) => Promise<void> }) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    await attempt({ email, password })
    setBusy(false)
  }
  return (
    <section className="sign-in-box">
      <h2>{t('signIn.title')}</h2>
      <form onSubmit={(e) => void submit(e)}>
        <Stack gap="sm">
          <TextInput
            label={t('signIn.email')}
            type="email"
            autoComplete="username"
            required
            value={email}
            onChange={(e) => setEmail(e.currentTarget.value)}
          />
          <PasswordInput
            label={t('signIn.password')}
            autoComplete="current-password"
            required
            value={password}
            onChange={(e) => setPassword(e.currentTarget.value)}
          />
          <Button type="submit" size="sm" loading={busy}>
            {t('signIn.act')}
          </Button>
        </Stack>
      </form>
    </section>
  )
}
