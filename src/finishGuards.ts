import { guardFinish } from './jobs/finishGuards.queries.ts'
import { whyNotTestsDecided } from './quality/awaiting.queries.ts'

/** Neither a work order nor a job is finished while goods made for it await their test. */
guardFinish(whyNotTestsDecided)
