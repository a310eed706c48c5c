import { type Ctx, inTransaction } from './ctx.ts'

/** `second` begins when `first` has done its work and has not committed it yet; both are waited for. For tests of locks. */
export async function meanwhile<A, B>(
  ctx: Ctx,
  first: (tx: Ctx) => Promise<A>,
  second: (ctx: Ctx) => Promise<B>,
): Promise<[PromiseSettledResult<A>, PromiseSettledResult<B>]> {
  const [worked, mayCommit] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const one = inTransaction(ctx, async (tx) => {
    const done = await first(tx)
    worked.resolve()
    await mayCommit.promise
    return done
  })
  await Promise.race([worked.promise, one])
  const both = Promise.allSettled([one, second(ctx)])
  // Long enough for the second to come to the lock, or past where there should be one.
  setTimeout(() => mayCommit.resolve(), 400)
  return both
}
