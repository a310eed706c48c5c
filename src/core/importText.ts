import type { Encoding } from './import.model.ts'
import { unless } from './refusal.ts'

/** Turns a file's bytes into text: the encoding is recognized, and what cannot be text is refused with its place. */

const refused = (code: string, message: string) => unless([{ code: `import.${code}`, message }])

const marks: readonly { encoding: Encoding; bytes: readonly number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
]

/** Bytes that Windows-1252 gives no character. */
const unusedIn1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d])

/** The length of a well-formed UTF-8 sequence of several bytes at `i`, 0 when there is none. */
function sequenceAt(bytes: Uint8Array, i: number): number {
  const first = bytes[i] ?? 0
  const length =
    first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0
  for (let k = 1; k < length; k++) if (((bytes[i + k] ?? 0) & 0xc0) !== 0x80) return 0
  const second = bytes[i + 1] ?? 0
  const misfit =
    (first === 0xe0 && second < 0xa0) ||
    (first === 0xed && second > 0x9f) ||
    (first === 0xf0 && second < 0x90) ||
    (first === 0xf4 && second > 0x8f)
  return misfit ? 0 : length
}

type Survey = { wellFormed: number; illFormed: number; firstIll: number; has1252: boolean }

function surveyUtf8(bytes: Uint8Array): Survey {
  const survey: Survey = { wellFormed: 0, illFormed: 0, firstIll: -1, has1252: true }
  for (let i = 0; i < bytes.length; ) {
    if ((bytes[i] ?? 0) < 0x80) {
      i++
      continue
    }
    const length = sequenceAt(bytes, i)
    if (length > 0) survey.wellFormed++
    else {
      survey.illFormed++
      if (survey.firstIll < 0) survey.firstIll = i
      if (unusedIn1252.has(bytes[i] ?? 0)) survey.has1252 = false
    }
    i += length || 1
  }
  return survey
}

const lineAt = (bytes: Uint8Array, end: number): number => {
  let lines = 1
  for (let i = 0; i < end; i++) if (bytes[i] === 10) lines++
  return lines
}

/** UTF-16 without a byte order mark: Western text has a zero in every second byte. */
function looksUtf16(bytes: Uint8Array): Encoding | undefined {
  const length = Math.min(bytes.length - (bytes.length % 2), 4000)
  if (length < 4) return undefined
  let even = 0
  let odd = 0
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) even++
    if (bytes[i + 1] === 0) odd++
  }
  const half = length / 2
  return odd > half * 0.5 && even < half * 0.05
    ? 'utf-16le'
    : even > half * 0.5 && odd < half * 0.05
      ? 'utf-16be'
      : undefined
}

export function recognizeEncoding(bytes: Uint8Array): Encoding {
  const marked = marks.find((m) => m.bytes.every((b, i) => bytes[i] === b))
  if (marked) return marked.encoding
  const wide = looksUtf16(bytes)
  if (wide) return wide
  const { wellFormed, illFormed, has1252 } = surveyUtf8(bytes)
  // Windows-1252 text seldom happens to form UTF-8 sequences; a file with more of them than faults is UTF-8 that broke.
  return illFormed === 0 || wellFormed > illFormed || !has1252 ? 'utf-8' : 'windows-1252'
}

/** The text behind the bytes. Refuses broken UTF-8 naming the line, odd UTF-16, and NUL characters. */
export function decodeText(bytes: Uint8Array, asked?: Encoding): { text: string; encoding: Encoding } {
  const encoding = asked ?? recognizeEncoding(bytes)
  const mark = marks.find((m) => m.encoding === encoding && m.bytes.every((b, i) => bytes[i] === b))
  const body = bytes.subarray(mark?.bytes.length ?? 0)
  if (encoding === 'utf-8') {
    const { firstIll } = surveyUtf8(body)
    if (firstIll >= 0)
      refused(
        'utf-8',
        `Line ${lineAt(body, firstIll)} is not valid UTF-8 (byte 0x${(body[firstIll] ?? 0).toString(16)}). Save the file as UTF-8 again, or choose its encoding.`,
      )
  }
  let text = ''
  try {
    text = new TextDecoder(encoding, { fatal: true, ignoreBOM: false }).decode(body)
  } catch {
    refused(
      'encoding',
      `The file is not valid ${encoding.toUpperCase()}. Choose another encoding, or save it as UTF-8.`,
    )
  }
  const nul = text.indexOf('\u0000')
  if (nul >= 0)
    refused('nul', `Line ${text.slice(0, nul).split('\n').length} holds a NUL character: this is not a text file.`)
  return { text, encoding }
}
