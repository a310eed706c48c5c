/** Why Fettle cannot start, in one sentence for the person who started it. It is shown without a stack trace. */
export class StartError extends Error {}
