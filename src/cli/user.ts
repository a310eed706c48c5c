import { parseArgs } from 'node:util'
import { systemActor } from '../core/ctx.ts'
import { type UserRole, userRoles } from '../core/permissions.model.ts'
import { Refused } from '../core/refusal.ts'
import { addUser } from '../core/user.commands.ts'
import { type Command, databaseHelp, databaseOptions, openConfigured } from './command.ts'

const options = {
  ...databaseOptions,
  name: { type: 'string' },
  email: { type: 'string' },
  password: { type: 'string' },
  role: { type: 'string', multiple: true },
  json: { type: 'boolean', default: false },
} as const

export const userCommand: Command = {
  summary: 'add a user: fettle user add',
  help: `Usage: fettle user add --name NAME --email EMAIL --password PASSWORD --role ROLE [--role ROLE …] [--json]

  Roles: ${userRoles.join(', ')}
${databaseHelp}`,
  run: async (args) => {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const roles = values.role ?? []
    const wrong = [
      ...(positionals[0] === 'add' && positionals.length === 1 ? [] : ['Say: fettle user add']),
      ...(['name', 'email', 'password'] as const).filter((o) => !values[o]).map((o) => `--${o} is missing.`),
      ...(values.password && values.password.length < 8 ? ['The password needs at least 8 characters.'] : []),
      ...(values.email && !/^[^@\s]+@[^@\s]+$/.test(values.email) ? [`${values.email} is not an e-mail address.`] : []),
      ...(roles.length === 0 ? ['--role is missing.'] : []),
      ...roles.filter((r) => !(userRoles as readonly string[]).includes(r)).map((r) => `There is no role ${r}.`),
    ]
    if (wrong.length > 0) {
      console.error(wrong.join(' '))
      return 2
    }
    const database = await openConfigured(values, (line) => console.error(line))
    try {
      const added = await addUser(
        { db: database.db, actor: systemActor, now: new Date().toISOString() },
        { name: values.name ?? '', email: values.email ?? '', password: values.password ?? '', roles: roles as UserRole[] },
      )
      console.log(values.json ? JSON.stringify({ ...added, email: values.email }) : `Added ${values.email}.`)
      return 0
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      console.error(error.message)
      return 1
    } finally {
      await database.stop()
    }
  },
}
