import { isObject, member } from '../json-value.ts'
import { fragmentTokens, valueAt } from '../reading/json-pointer.ts'
import { isRemoteReference } from '../reading/spec-files.ts'
import type { MemberKind } from './openapi-grammar.ts'

const sections: Partial<Record<MemberKind, string>> = {
  schema: 'schemas',
  response: 'responses',
  parameter: 'parameters',
  example: 'examples',
  requestBody: 'requestBodies',
  header: 'headers',
  securityScheme: 'securitySchemes',
  link: 'links',
  callback: 'callbacks',
}

const swagger2Sections: Partial<Record<MemberKind, string>> = {
  schema: '/definitions',
  response: '/responses',
  parameter: '/parameters',
}

/** Pointer of the place where a document keeps shared parts of a kind; undefined when it has none. */
export function componentSection(kind: MemberKind, document: unknown): string | undefined {
  if (member(document, 'swagger') !== undefined) return swagger2Sections[kind]
  const section = sections[kind]
  return section === undefined ? undefined : `/components/${section}`
}

/** Names of a section that the document uses already. */
export function sectionNames(document: unknown, section: string): Set<string> {
  const value = valueAt(document, section)
  return new Set(isObject(value) ? Object.keys(value) : [])
}

/**
 * A readable name for a part of another file: the last token of its fragment or the file's name; with the
 * file's name before it, then with a number, where that is taken.
 */
export function pieceName(fragment: string, fileName: string, taken: ReadonlySet<string>): string {
  const file = cleanName(baseName(fileName))
  const last = fragmentTokens(fragment).at(-1) ?? (fragment === '' ? undefined : fragment)
  const plain = last === undefined ? file : cleanName(last)
  for (const name of [plain, `${file}_${plain}`]) if (!taken.has(name)) return name
  let count = 2
  while (taken.has(`${file}_${plain}_${count}`)) count++
  return `${file}_${plain}_${count}`
}

function baseName(fileName: string): string {
  const path = isRemoteReference(fileName) ? new URL(fileName).pathname : fileName
  const last = path.split('/').at(-1) ?? path
  return last.replace(/\.(ya?ml|jsonc?|openapi|swagger)$/i, '')
}

function cleanName(text: string): string {
  const clean = text.replace(/[^A-Za-z0-9._-]+/g, '_').replace(/^_+|_+$/g, '')
  return clean === '' ? 'part' : clean
}

/** True when the document has a schema of this name among its components. */
export function hasSchemaNamed(document: unknown, name: string): boolean {
  return sectionNames(document, componentSection('schema', document) ?? '').has(name)
}
