import { createRequire } from 'node:module'

const load = createRequire(import.meta.url)

/** An element without namespace prefixes; its text is that of all its own text nodes. */
export interface XmlElement {
  name: string
  attributes: Map<string, string>
  children: XmlElement[]
  text: string
}

const ATTRIBUTES = ':@'
const TEXT = '#text'
const CDATA = '#cdata'
// Not the start of any XML name.
const MARK = '.'
const ENTITY = /&(?:#(\d+)|#x([\da-f]+)|(amp|lt|gt|quot|apos));/gi
const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const LAST_CODE_POINT = 0x10ffff

/** Returns the root element of a document; null when the text is not well-formed. Document types are not obeyed. */
export function parseXml(text: string): XmlElement | null {
  // A package of known version, loaded with the first document: most servers never get one.
  const { XMLParser, XMLValidator } = load('fast-xml-parser') as typeof import('fast-xml-parser')
  if (XMLValidator.validate(text) !== true) return null
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    // The parser refuses names such as `constructor`, which documents may use; with a mark they are none of those.
    attributeNamePrefix: MARK,
    // It asks twice for elements without an end tag.
    transformTagName: (name) => (name.startsWith(MARK) ? name : `${MARK}${name}`),
    removeNSPrefix: true,
    parseTagValue: false,
    parseAttributeValue: false,
    // Entities of a document type could grow without end; the five of XML are replaced below.
    processEntities: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
    trimValues: false,
    cdataPropName: CDATA,
    textNodeName: TEXT,
  })
  try {
    // With preserveOrder the parser returns a list of nodes, each with its name as a key.
    const nodes = parser.parse(text) as Node[]
    return nodes.map(readElement).find((element) => element !== null) ?? null
  } catch {
    return null
  }
}

type Node = Record<string, unknown>

function readElement(node: Node): XmlElement | null {
  const name = Object.keys(node).find((key) => key !== ATTRIBUTES)
  if (name === undefined || name === TEXT || name === CDATA) return null
  const element: XmlElement = {
    name: name.slice(MARK.length),
    attributes: new Map(),
    children: [],
    text: '',
  }
  for (const [key, value] of Object.entries((node[ATTRIBUTES] ?? {}) as Node)) {
    element.attributes.set(key.slice(MARK.length), decodeEntities(String(value)))
  }
  for (const child of node[name] as Node[]) {
    if (Object.hasOwn(child, TEXT)) element.text += decodeEntities(String(child[TEXT]))
    else if (Object.hasOwn(child, CDATA)) element.text += cdataText(child[CDATA])
    else {
      const inner = readElement(child)
      if (inner) element.children.push(inner)
    }
  }
  if (element.children.length > 0) element.text = element.text.trim()
  return element
}

function cdataText(nodes: unknown): string {
  return Array.isArray(nodes) ? nodes.map((node: Node) => String(node[TEXT] ?? '')).join('') : ''
}

function decodeEntities(text: string): string {
  return text.replace(ENTITY, (entity, decimal, hexadecimal, name) => {
    if (name) return NAMED[String(name).toLowerCase()] ?? entity
    const code = decimal ? Number(decimal) : Number.parseInt(hexadecimal, 16)
    return code <= LAST_CODE_POINT ? String.fromCodePoint(code) : entity
  })
}
