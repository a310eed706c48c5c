// The content security policy forbids code made from strings; zod would try it once and fall back, with an error in the console.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })

export {}
