/** Where each sample company is served for the walks, in the order in which they are needed. */
export const ports = { furniture: 54411, aerospace: 54412, tools: 54413, electronics: 54414 } as const
