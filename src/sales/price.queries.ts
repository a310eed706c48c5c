import { type SQL, sql } from 'drizzle-orm'
import { currencies, currencyDecimals } from '../parties/party.model.ts'

/** `lineAmounts`' net in SQL, for sums over many lines: rounded per line to the decimals of its currency, half up. */
export const netSql = (quantity: SQL, unitPrice: SQL, oneOffPrice: SQL, currency: SQL): SQL => {
  const odd = currencies.filter((c) => currencyDecimals(c) !== 2)
  const cases = odd.map((c) => sql` when ${sql.raw(`'${c}'`)} then ${sql.raw(String(currencyDecimals(c)))}`)
  return sql`round(${quantity} * ${unitPrice} + ${oneOffPrice}, case ${currency}${sql.join(cases, sql``)} else 2 end)`
}
