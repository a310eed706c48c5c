import { type UserRole, userRoles } from '../core/permissions.model.ts'
import { addUser } from '../core/user.commands.ts'
import { withDatabase } from './command.ts'
import { type Command, databaseHelp, databaseOptions, readOptions, UsageError } from './usage.ts'

const options = {
  ...databaseOptions,
  name: { type: 'string' },
  email: { type: 'string' },
  password: { type: 'string' },
  role: { type: 'string', multiple: true },
  json: { type: 'boolean', default: false },
} as const

export const userCommand: Command = {
  help: `Usage: fettle user add --name NAME --email EMAIL --role ROLE [--role ROLE …] [options]

  --password P     at least 8 characters; FETTLE_PASSWORD in the environment keeps it out of the process list
  --json           print the result as JSON
  Roles: ${userRoles.join(', ')}
${databaseHelp}`,
  run: async (args) => {
    const { values, positionals } = readOptions(args, options, true)
    const { name = '', email = '', password = process.env.FETTLE_PASSWORD ?? '', role: roles = [] } = values
    const wrong = [
      ...(positionals[0] === 'add' && positionals.length === 1 ? [] : ['Say: fettle user add.']),
      ...Object.entries({ name, email, password })
        .filter(([, v]) => v.trim() === '')
        .map(([o]) => `--${o} is missing.`),
      ...(password !== '' && (password.length < 8 || password.length > 128)
        ? ['The password needs 8 to 128 characters.']
        : []),
      ...(email && !/^[^@\s]+@[^@\s]+$/.test(email) ? [`${email} is not an e-mail address.`] : []),
      ...(roles.length === 0 ? ['--role is missing.'] : []),
      ...roles.filter((r) => !(userRoles as readonly string[]).includes(r)).map((r) => `There is no role ${r}.`),
    ]
    if (wrong.length > 0) throw new UsageError(wrong.join(' '))
    const added = await withDatabase(values, (ctx) =>
      addUser(ctx, { name, email, password, roles: roles as UserRole[] }),
    )
    console.log(values.json ? JSON.stringify({ ...added, email }) : `Added ${email}.`)
    return 0
  },
}
