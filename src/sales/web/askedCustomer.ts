import { useSearch } from '@tanstack/react-router'

/** The customer that a new document is opened for: `?customer=` is the party's id. */
export const useAskedCustomer = (): number | null => {
  const { customer } = useSearch({ strict: false }) as { customer?: string | number }
  const id = Number(customer)
  return Number.isInteger(id) && id > 0 ? id : null
}
