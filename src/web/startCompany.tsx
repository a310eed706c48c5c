import { Alert, Button, NativeSelect, PasswordInput, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { api } from './api.ts'
import { faultOf, reasonsOf } from './fault.ts'
import { regions } from './format.ts'
import { t } from './i18n.ts'
import { signIn } from './session.tsx'

const currencies = [
  'USD',
  'EUR',
  'GBP',
  'INR',
  'JPY',
  'CHF',
  'CAD',
  'AUD',
  'SEK',
  'PLN',
  'CZK',
  'CNY',
  'AED',
  'SGD',
  'KWD',
]
const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')]
const here = Intl.DateTimeFormat().resolvedOptions().timeZone
const knownLocale = regions.find((l) => l === navigator.language) ?? 'en-US'

/** Makes the company and its owner and signs him in. Leaving a sample wipes it, so that is said first. */
export function StartCompany({ sample, failed }: { sample: string; failed: (message: string) => void }) {
  const [form, setForm] = useState({
    name: '',
    currency: 'USD',
    timeZone: zones.includes(here) ? here : 'UTC',
    locale: knownLocale,
    ownerName: '',
    email: '',
    password: '',
  })
  const [busy, setBusy] = useState(false)
  const [issues, setIssues] = useState<Record<string, string>>({})
  const field = (name: keyof typeof form, path: string = name) => ({
    label: t(`start.${name}`),
    required: true,
    value: form[name],
    error: issues[path],
    onChange: (e: { currentTarget: { value: string } }) => {
      const { value } = e.currentTarget
      setForm((f) => ({ ...f, [name]: value }))
    },
  })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    failed('')
    const { ownerName, email, password, ...company } = form
    try {
      await api.company.start({ ...company, owner: { name: ownerName, email, password } })
      failed((await signIn({ email, password })) ?? '')
    } catch (error) {
      setIssues(Object.fromEntries(faultOf(error).issues.map((i) => [i.path, i.message])))
      failed(reasonsOf(error).join(' '))
    }
    setBusy(false)
  }
  return (
    <form onSubmit={(e) => void submit(e)}>
      <Stack gap="sm">
        {sample && <Alert color="orange">{t('start.wipes')}</Alert>}
        <TextInput {...field('name')} autoComplete="organization" />
        <NativeSelect {...field('currency')} data={currencies} />
        <NativeSelect
          {...field('locale')}
          data={regions.map((value) => ({
            value,
            label: `${value} · ${new Intl.NumberFormat(value).format(1234567.8)}`,
          }))}
        />
        <NativeSelect {...field('timeZone')} data={zones} />
        <TextInput {...field('ownerName', 'owner.name')} autoComplete="name" />
        <TextInput {...field('email', 'owner.email')} type="email" autoComplete="email" />
        <PasswordInput
          {...field('password', 'owner.password')}
          autoComplete="new-password"
          minLength={8}
          description={t('start.passwordHint')}
        />
        <Button type="submit" size="sm" loading={busy}>
          {t('start.act')}
        </Button>
      </Stack>
    </form>
  )
}
