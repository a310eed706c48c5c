/** `weekday` 1 is Monday; minutes count from the local midnight and may run past 1440 into the next day. */
export type ShiftTimes = { weekday: string; startMinute: number; endMinute: number; attended: boolean }
/** `date` is the plant's day, YYYY-MM-DD. */
export type ExceptionTimes = { date: string; working: boolean; startMinute: number; endMinute: number }
export type CalendarTimes = { shifts: readonly ShiftTimes[]; exceptions: readonly ExceptionTimes[] }

/** ISO instants, [from, to). Unattended: machines run, nobody is there. */
export type WorkingInterval = { from: string; to: string; attended: boolean }
