/**
 * A key that nobody else makes. `crypto.randomUUID` exists only on secure pages, and a tablet on the floor opens the
 * server by plain HTTP at its address in the shop.
 */
export const randomKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
