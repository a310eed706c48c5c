import type { ReactNode } from 'react'
import { PageLink } from '../ui/link.tsx'

/** The part of Markdown that the guide is written in: headings, paragraphs, lists, tables, code, links. Everything else is text. */
export type Block =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'list'; ordered: boolean; items: string[] }
  | { kind: 'code'; text: string }
  | { kind: 'table'; head: string[]; rows: string[][] }

const cellsOf = (line: string): string[] =>
  line
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((c) => c.trim())
const item = /^\s*(?:[-*]|\d+\.)\s+(.*)$/

/** Reads one block from the front of `lines`, which must not begin with an empty one, and removes it. */
function takeBlock(lines: string[]): Block {
  const line = lines.shift() ?? ''
  const takeWhile = (holds: (l: string) => boolean): string[] => {
    const taken: string[] = []
    while (lines[0] !== undefined && holds(lines[0])) taken.push(lines.shift() ?? '')
    return taken
  }
  const heading = /^(#{1,6})\s+(.*)$/.exec(line)
  if (heading) return { kind: 'heading', level: heading[1]?.length ?? 1, text: heading[2] ?? '' }
  if (line.startsWith('```')) {
    const text = takeWhile((l) => !l.startsWith('```')).join('\n')
    lines.shift()
    return { kind: 'code', text }
  }
  if (line.startsWith('|') && /^\|[\s:|-]+\|?$/.test(lines[0] ?? '')) {
    lines.shift()
    return { kind: 'table', head: cellsOf(line), rows: takeWhile((l) => l.startsWith('|')).map(cellsOf) }
  }
  const first = item.exec(line)
  if (first) {
    const rest = takeWhile((l) => item.test(l) || /^\s{2,}\S/.test(l))
    const items = [first[1] ?? '']
    for (const l of rest) {
      const next = item.exec(l)
      if (next) items.push(next[1] ?? '')
      else items[items.length - 1] += ` ${l.trim()}`
    }
    return { kind: 'list', ordered: /^\s*\d/.test(line), items }
  }
  const more = takeWhile((l) => l.trim() !== '' && !/^(#{1,6}\s|```|\|)/.test(l) && !item.test(l))
  return { kind: 'text', text: [line, ...more].join(' ') }
}

export function blocksOf(markdown: string): Block[] {
  const lines = markdown.replace(/\r/g, '').split('\n')
  const blocks: Block[] = []
  while (lines.length > 0) {
    if (lines[0]?.trim() === '') lines.shift()
    else blocks.push(takeBlock(lines))
  }
  return blocks
}

const inlinePattern = /(`[^`]+`|\*\*[^*]+\*\*|\*[^*]+\*|\[[^\]]+\]\([^)\s]+\))/

function Inline({ text }: { text: string }): ReactNode {
  return text.split(inlinePattern).map((part, i) => {
    const key = `${i} ${part}`
    const link = /^\[([^\]]+)\]\(([^)\s]+)\)$/.exec(part)
    if (link) return <GuideLink key={key} text={link[1] ?? ''} to={link[2] ?? ''} />
    if (/^`.+`$/.test(part)) return <code key={key}>{part.slice(1, -1)}</code>
    if (/^\*\*.+\*\*$/.test(part)) return <strong key={key}>{part.slice(2, -2)}</strong>
    if (/^\*.+\*$/.test(part)) return <em key={key}>{part.slice(1, -1)}</em>
    return part
  })
}

/** Links between pages of the guide stay in the application; only plain web addresses leave it. */
function GuideLink({ text, to }: { text: string; to: string }) {
  const page = /^(?:\.\/|\.\.\/(?=glossary))?([\w-]+)\.md/.exec(to)
  if (page)
    return (
      <PageLink className="record-link" to={`/help/${page[1]}`}>
        {text}
      </PageLink>
    )
  if (to.startsWith('/'))
    return (
      <PageLink className="record-link" to={to}>
        {text}
      </PageLink>
    )
  return /^https?:/.test(to) ? (
    <a className="record-link" href={to}>
      {text}
    </a>
  ) : (
    text
  )
}

export function Markdown({ text }: { text: string }) {
  return (
    <div className="guide">
      {blocksOf(text).map((block, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a text's blocks never change places
        <BlockView key={`${i} ${block.kind}`} block={block} />
      ))}
    </div>
  )
}

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case 'heading': {
      const Heading = `h${Math.min(6, block.level + 1)}` as 'h2'
      return (
        <Heading>
          <Inline text={block.text} />
        </Heading>
      )
    }
    case 'code':
      return <pre>{block.text}</pre>
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul'
      return (
        <List>
          {block.items.map((text) => (
            <li key={text}>
              <Inline text={text} />
            </li>
          ))}
        </List>
      )
    }
    case 'table':
      return (
        <table className="lines">
          <thead>
            <tr>
              {block.head.map((h) => (
                <th key={h} scope="col">
                  <Inline text={h} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row) => (
              <tr key={row.join('|')}>
                {row.map((cell, i) => (
                  <td key={block.head[i] ?? cell}>
                    <Inline text={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )
    default:
      return (
        <p>
          <Inline text={block.text} />
        </p>
      )
  }
}
