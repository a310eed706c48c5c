import { type Command, databaseHelp, databaseOptions, readOptions, UsageError } from './usage.ts'

const options = {
  ...databaseOptions,
  'dry-run': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  parent: { type: 'string' },
  'parent-name': { type: 'string' },
  sheet: { type: 'string' },
  encoding: { type: 'string' },
  delimiter: { type: 'string' },
  decimal: { type: 'string' },
  map: { type: 'string', multiple: true },
  set: { type: 'string', multiple: true },
} as const

export type ImportValues = ReturnType<typeof readOptions<typeof options>>['values']

export const importCommand: Command = {
  help: `Usage: fettle import TARGET FILE [options]

  TARGET           bom, customers, suppliers, items, workCenters, … ; FILE - is standard input
  --dry-run        only say what would happen, with every fault by row
  --json           print the result as JSON
  --parent ITEM    for bom: the number of the item that is made; it is added when there is none
  --parent-name N  for bom: the name of that item when it is added
  --map COLUMN=FIELD   correct a guessed column (by heading or number); COLUMN= leaves it out; may be repeated
  --set FIELD=VALUE    a value for every row; may be repeated
  --sheet NAME     the sheet of a workbook (default the first with rows)
  --encoding E     utf-8, utf-16le, utf-16be or windows-1252 (default recognized)
  --delimiter D    , ; | or tab (default recognized)
  --decimal MARK   point or comma (default recognized)
${databaseHelp}

  All rows are imported, or none. The whole import can be undone on the page Imports.`,
  run: async (args) => {
    const { values, positionals } = readOptions(args, options, true)
    const [name, file, ...rest] = positionals
    if (name === undefined || file === undefined || rest.length > 0)
      throw new UsageError('Say: fettle import TARGET FILE.')
    // The whole application is loaded only when there is something to import.
    const { importFromFile } = await import('./importFile.ts')
    return importFromFile(name, file, values)
  },
}
