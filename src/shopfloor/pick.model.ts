/** Where to take something from, in the order of picking. */
export type Pick = { placeId: number; place: string; lotId: number | null; lot: string | null; quantity: number }
