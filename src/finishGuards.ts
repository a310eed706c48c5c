import { guardFinish } from './jobs/finishGuards.queries.ts'
import { whyNotTestsDecided } from './quality/awaiting.queries.ts'
import { whyNotClockedOff } from './shopfloor/time.queries.ts'

/** Neither a work order nor a job is finished while goods made for it await their test. */
guardFinish('goods', whyNotTestsDecided)

/** A work order does not end with fewer pieces while somebody is clocked on to it. */
guardFinish('people', whyNotClockedOff)
