import { bomTarget } from './catalog/bomImport.commands.ts'
import { masterTarget } from './core/importMaster.commands.ts'
import { registerImportTarget } from './core/importTarget.ts'
import type { Master } from './core/master.model.ts'
import { partyMaster } from './parties/party.model.ts'
import { parties } from './parties/party.tables.ts'

/** What can be imported beyond the masters, which all can. */
const special = [
  bomTarget,
  masterTarget(partyMaster as unknown as Master, parties, { name: 'customers', constants: { customer: 'yes' } }),
  masterTarget(partyMaster as unknown as Master, parties, { name: 'suppliers', constants: { supplier: 'yes' } }),
]

for (const target of special) registerImportTarget(target)
