import { expect, test } from 'vitest'
import { blocksOf } from './markdown.tsx'

test('the blocks of a page are found in order', () => {
  const page =
    '# Words\n\nA job is\none order.\n\n- first\n  goes on\n- second\n\n1. one\n\n| Word | Meaning |\n| --- | --- |\n| Job | work |\n\n```\na | b\n\nc\n```\nend'
  expect(blocksOf(page)).toEqual([
    { kind: 'heading', level: 1, text: 'Words' },
    { kind: 'text', text: 'A job is one order.' },
    { kind: 'list', ordered: false, items: ['first goes on', 'second'] },
    { kind: 'list', ordered: true, items: ['one'] },
    { kind: 'table', head: ['Word', 'Meaning'], rows: [['Job', 'work']] },
    { kind: 'code', text: 'a | b\n\nc' },
    { kind: 'text', text: 'end' },
  ])
})

test.each(['', '\n\n', '```\nnever closed', '|', '| a |', '#', '- '])('odd text %j is read to its end', (text) => {
  expect(Array.isArray(blocksOf(text))).toBe(true)
})
