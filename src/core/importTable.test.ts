import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import writeWorkbook from 'write-excel-file/node'
import { readTable, readText } from './importTable.ts'
import { Refused } from './refusal.ts'

const bytes = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding)
const codeOf = async (act: Promise<unknown> | (() => unknown)) => {
  try {
    await (typeof act === 'function' ? act() : act)
  } catch (error) {
    return error instanceof Refused ? error.refusals.map((r) => r.code).join() : error
  }
  return 'accepted'
}

describe('a file is read', () => {
  test.each([
    ['UTF-8', bytes('a;b\nmü;2\n')],
    ['UTF-8 with a byte order mark', bytes('\ufeffa;b\nmü;2\n')],
    ['UTF-16 little endian', bytes('\ufeffa;b\nmü;2\n', 'utf16le')],
    ['UTF-16 big endian', bytes('\ufeffa;b\nmü;2\n', 'utf16le').swap16()],
    ['UTF-16 without a mark', bytes('a;b\nmü;2\n', 'utf16le')],
    ['Windows-1252', bytes('a;b\nmü;2\n', 'latin1')],
  ])('in %s', async (_name, content) => {
    expect((await readTable(content)).rows).toEqual([
      ['a', 'b'],
      ['mü', '2'],
    ])
  })

  test('with quoted line breaks, blank lines and inch marks, rows counted as a spreadsheet does', () => {
    expect(readText('part,note\n"A","two\nlines"\n\n3/4" bolt,x\n\n').rows).toEqual([
      ['part', 'note'],
      ['A', 'two\nlines'],
      [''],
      ['3/4" bolt', 'x'],
    ])
  })

  test.each([
    ['a,b\n1,"x;y"\n', ','],
    ['a;b\n1,5;2,5\n2,5;3\n', ';'],
    ['a\tb, c\n1\t2\n', '\t'],
    ['a|b|c\n1|2|3', '|'],
    ['sep=;\na,b;c\n', ';'],
  ])('with the delimiter of %j', (text, delimiter) => expect(readText(text).delimiter).toBe(delimiter))

  test('as a workbook, with days and numbers as texts', async () => {
    const file = await writeWorkbook([
      [{ value: 'day' }, { value: 'n' }],
      [
        { value: new Date('2026-03-04T00:00:00Z'), type: Date, format: 'yyyy-mm-dd' },
        { value: 8.5, type: Number },
      ],
    ]).toBuffer()
    expect((await readTable(file)).rows).toEqual([
      ['day', 'n'],
      ['2026-03-04', '8.5'],
    ])
  })
})

/** A ZIP with one part of zeros, as its layout has it; only the sizes that a reader checks are filled. */
function zipOfZeros(size: number): Buffer {
  const body = deflateRawSync(Buffer.alloc(size))
  const local = Buffer.alloc(31)
  local.writeUInt32LE(0x04034b50)
  local.writeUInt16LE(1, 26)
  const central = Buffer.alloc(47)
  central.writeUInt32LE(0x02014b50)
  central.writeUInt16LE(8, 10)
  central.writeUInt32LE(body.length, 20)
  central.writeUInt32LE(100, 24) // A lie: it unpacks to far more.
  central.writeUInt16LE(1, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(local.length + body.length, 16)
  return Buffer.concat([local, body, central, end])
}

describe('a file is refused', () => {
  test.each([
    ['empty', bytes('')],
    ['empty', bytes('\n\n  \n')],
    ['utf-8', Buffer.concat([bytes('größe,ü\nä'), Buffer.from([0xff]), bytes('\n')])],
    ['nul', bytes('a,b\n\u0000,1\n')],
    ['malformed', bytes('a,b\n"never closed,1\n2,3\n')],
    ['old-excel', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1])],
    ['workbook', Buffer.concat([Buffer.from([0x50, 0x4b, 0x03, 0x04]), bytes('garbage')])],
    ['zip-bomb', zipOfZeros(220 * 1024 * 1024)],
    ['too-large', Buffer.alloc(26 * 1024 * 1024, 'a')],
    ['too-many-rows', bytes('1\n'.repeat(100_100))],
    ['too-many-columns', bytes(`${'a,'.repeat(400)}\n`)],
    ['cell-too-long', bytes(`a,${'b'.repeat(30_000)}\n`)],
  ])('when it is %s', async (code, content) => {
    expect(await codeOf(readTable(content))).toContain(`import.${code}`)
  })

  test('naming the line of broken UTF-8', async () => {
    const broken = Buffer.concat([bytes('größe,ü\nä,ö\n'), Buffer.from([0xc3]), bytes(',\n')])
    await expect(readTable(broken)).rejects.toThrow('Line 3 is not valid UTF-8')
  })
})
