// The readable page of the API, made from /api/openapi.json alone.
const methods = ['get', 'post', 'put', 'patch', 'delete']

/** An element with attributes and children; texts are always texts, never markup. */
const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children.filter((c) => c !== undefined && c !== null))
  return element
}

const deepest = 6

/** A JSON schema as the shape a person would write: { name: text, quantity: number, lines: [ … ] }. */
function shape(schema, root, indent = '', depth = 0) {
  if (schema === undefined || schema === true) return 'anything'
  if (schema.$ref) return shape(resolve(schema.$ref, root), root, indent, depth)
  if (depth > deepest) return '…'
  const either = schema.anyOf ?? schema.oneOf
  if (either) return [...new Set(either.map((s) => shape(s, root, indent, depth + 1)))].join(' | ')
  if (schema.allOf) return schema.allOf.map((s) => shape(s, root, indent, depth)).join(' & ')
  if (schema.enum) return schema.enum.map((v) => JSON.stringify(v)).join(' | ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.type === 'array') return `[ ${shape(schema.items, root, indent, depth + 1)} ]`
  if (schema.type === 'object' || schema.properties) return objectShape(schema, root, indent, depth)
  const type = Array.isArray(schema.type) ? schema.type.join(' | ') : (schema.type ?? 'anything')
  return schema.format ? `${type} (${schema.format})` : type
}

function objectShape(schema, root, indent, depth) {
  const inner = `${indent}  `
  const lines = Object.entries(schema.properties ?? {}).map(([name, s]) => {
    const optional = schema.required?.includes(name) ? '' : '?'
    const remark = s.description ? `   // ${s.description}` : ''
    return `${inner}${name}${optional}: ${shape(s, root, inner, depth + 1)}${remark}`
  })
  if (lines.length === 0)
    return schema.additionalProperties
      ? `{ any name: ${shape(schema.additionalProperties, root, inner, depth + 1)} }`
      : '{}'
  return `{\n${lines.join('\n')}\n${indent}}`
}

const resolve = (ref, root) =>
  ref
    .replace(/^#\//, '')
    .split('/')
    .reduce((at, part) => at?.[part], root)

const jsonOf = (content) => content?.['application/json']?.schema

function parameterTable(parameters, root) {
  const rows = parameters.map((p) =>
    make(
      'tr',
      {},
      make('td', {}, make('code', {}, p.name)),
      make('td', {}, `${p.in}${p.required ? ', required' : ''}`),
      make('td', {}, make('code', {}, shape(p.schema, root))),
      make('td', {}, p.description ?? p.schema?.description ?? ''),
    ),
  )
  const heads = ['Name', 'Where', 'Shape', 'Meaning'].map((h) => make('th', { scope: 'col' }, h))
  return make('table', {}, make('thead', {}, make('tr', {}, ...heads)), make('tbody', {}, ...rows))
}

function operationBody(operation, root) {
  const body = make('div', { class: 'body' })
  if (operation.description) body.append(make('p', {}, operation.description))
  if (operation.parameters?.length)
    body.append(make('h3', {}, 'Parameters'), parameterTable(operation.parameters, root))
  const input = jsonOf(operation.requestBody?.content)
  if (input) body.append(make('h3', {}, 'Body'), make('pre', { tabindex: '0' }, shape(input, root)))
  for (const [status, answer] of Object.entries(operation.responses ?? {})) {
    const schema = jsonOf(answer.content)
    if (Number(status) < 300)
      body.append(
        make('h3', {}, `Answer ${status}`),
        make('pre', { tabindex: '0' }, schema ? shape(schema, root) : answer.description || 'nothing'),
      )
  }
  const faults = Object.keys(operation.responses ?? {}).filter((s) => Number(s) >= 400)
  if (faults.length > 0) body.append(make('p', { class: 'quiet' }, `May also answer ${faults.join(', ')}.`))
  return body
}

function operationEntry({ method, path, operation }, root) {
  const needs = operation['x-needs']
  const summary = make(
    'summary',
    {},
    make('span', { class: 'method' }, method.toUpperCase()),
    make('code', {}, path),
    make('span', {}, operation.summary ?? ''),
    needs ? make('span', { class: 'quiet needs' }, needs === 'public' ? 'for everybody' : `needs ${needs}`) : undefined,
  )
  const entry = make(
    'details',
    { 'data-words': `${method} ${path} ${operation.summary ?? ''} ${needs ?? ''}`.toLowerCase() },
    summary,
  )
  // Shapes are long, so each is written only when it is opened.
  entry.addEventListener('toggle', () => entry.children.length === 1 && entry.append(operationBody(operation, root)), {
    once: true,
  })
  return entry
}

function groupsOf(root) {
  const groups = new Map()
  for (const [path, item] of Object.entries(root.paths))
    for (const method of methods)
      if (item[method]) {
        const tag = item[method].tags?.[0] ?? 'other'
        groups.set(tag, [
          ...(groups.get(tag) ?? []),
          { method, path: `${root.servers?.[0]?.url ?? ''}${path}`, operation: item[method] },
        ])
      }
  return [...groups].sort(([a], [b]) => a.localeCompare(b))
}

const titleOf = (tag) => tag.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/^./, (c) => c.toUpperCase())

function search(sections, words) {
  for (const { section, entries } of sections) {
    for (const entry of entries) entry.hidden = !words.every((w) => entry.dataset.words.includes(w))
    section.hidden = entries.every((e) => e.hidden)
  }
}

function page(root) {
  const groups = groupsOf(root)
  const sections = groups.map(([tag, operations]) => {
    const entries = operations.map((o) => operationEntry(o, root))
    return { entries, section: make('section', { id: tag }, make('h2', {}, titleOf(tag)), ...entries) }
  })
  const box = make('input', {
    type: 'search',
    placeholder: 'Search by path, summary or permission',
    'aria-label': 'Search in the API',
  })
  box.addEventListener('input', () => search(sections, box.value.toLowerCase().split(/\s+/).filter(Boolean)))
  return [
    make('h1', {}, `${root.info.title} API`),
    make(
      'p',
      { class: 'quiet' },
      `${root.info.description ?? ''} Version ${root.info.version}, `,
      make('a', { href: '/api/openapi.json' }, 'OpenAPI document'),
      '. ',
      make('a', { href: '/' }, 'Back to Fettle'),
    ),
    make(
      'p',
      { class: 'quiet' },
      'Send an Idempotency-Key header with writes: a repeated request with the same key is done once. 409 lists every reason why something was refused.',
    ),
    make(
      'nav',
      { 'aria-label': 'Groups' },
      make('ul', {}, ...groups.map(([tag]) => make('li', {}, make('a', { href: `#${tag}` }, titleOf(tag))))),
    ),
    box,
    ...sections.map((s) => s.section),
  ]
}

async function show(place) {
  try {
    const answer = await fetch('/api/openapi.json')
    place.replaceChildren(...page(await answer.json()))
  } catch (error) {
    place.replaceChildren(make('p', {}, `The description of the API could not be read: ${error.message}`))
  }
}

show(document.getElementById('api'))
