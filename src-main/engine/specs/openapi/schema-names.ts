import { pointerTokens } from '../reading/json-pointer.ts'

/** Tokens of a pointer that say nothing about the schema they lead to. */
const structural = new Set([
  'components',
  'schemas',
  'definitions',
  '$defs',
  'properties',
  'paths',
  'content',
  'schema',
  'responses',
  'application/json',
])

/**
 * A readable name for the schema at a pointer: the component's own name where it has one, else made of what
 * the pointer tells. Only letters, digits, `.`, `_` and `-`, so that it needs no escaping anywhere; unique without
 * regard to case, and never the name of a member that every object has.
 */
export function schemaName(pointer: string, taken: ReadonlySet<string>): string {
  const tokens = pointerTokens(pointer)
  const telling = tokens.filter((token, i) => i === tokens.length - 1 || !structural.has(token))
  const isComponent = /^\/(components\/schemas|definitions)\/[^/]+$/.test(pointer)
  const words = isComponent ? tokens.slice(-1) : telling.slice(-6)
  const clean = words.map(cleanWord).filter((word) => word !== '')
  const joined = clean.join('-').slice(0, 100)
  const base = joined === '' ? 'schema' : joined
  const safe = base in {} ? `${base}_` : base
  let name = safe
  for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${safe}-${count}`
  return name
}

function cleanWord(word: string): string {
  return word.replace(/[^A-Za-z0-9._-]+/g, '_').replace(/^_+|_+$/g, '')
}
