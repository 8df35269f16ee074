import { isObject, items, member, members, textOf } from '../json-value.ts'
import type { SecurityRequirement, SecurityScheme } from '../mock-api.ts'
import { appendPointer } from '../reading/json-pointer.ts'
import { quoted } from '../reading/spec-files.ts'
import type { SpecReader } from './spec-reader.ts'

/** The schemes of a document (`components.securitySchemes`, Swagger 2 `securityDefinitions`). */
export function securitySchemesOf(reader: SpecReader): Record<string, SecurityScheme> {
  const isSwagger2 = reader.dialect === 'swagger-2'
  const section = isSwagger2 ? '/securityDefinitions' : '/components/securitySchemes'
  const declared = isSwagger2
    ? member(reader.document, 'securityDefinitions')
    : member(member(reader.document, 'components'), 'securitySchemes')
  const schemes: Record<string, SecurityScheme> = {}
  for (const [name, value] of members(declared)) {
    const pointer = appendPointer(section, name)
    const found = reader.follow(value, pointer)
    const scheme = found && schemeOf(found.value)
    if (scheme) schemes[name] = scheme
    else {
      const message = `The security scheme ${quoted(name)} is incomplete or of an unknown type; it is not asked for.`
      reader.problems.add({
        severity: 'warning',
        code: 'invalid-security-scheme',
        message,
        pointer,
      })
    }
  }
  return schemes
}

function schemeOf(scheme: Record<string, unknown>): SecurityScheme | undefined {
  switch (scheme.type) {
    case 'apiKey': {
      const name = textOf(scheme.name)
      const place = (['header', 'query', 'cookie'] as const).find((one) => one === scheme.in)
      return name === '' || place === undefined ? undefined : { type: 'apiKey', in: place, name }
    }
    case 'http': {
      const name = textOf(scheme.scheme).toLowerCase()
      return name === '' ? undefined : { type: 'http', scheme: name }
    }
    case 'basic':
      return { type: 'http', scheme: 'basic' }
    case 'oauth2':
    case 'openIdConnect':
    case 'mutualTLS':
      return { type: scheme.type }
    default:
      return undefined
  }
}

/**
 * The requirements of an operation, or the document's where it has none of its own. A scheme that is not declared
 * cannot be asked for and is left out of its alternative.
 */
export function securityOf(
  operation: Record<string, unknown>,
  pointer: string,
  schemes: Readonly<Record<string, SecurityScheme>>,
  reader: SpecReader,
): SecurityRequirement[] {
  const own = operation.security !== undefined && operation.security !== null
  const declared = own ? operation.security : reader.document.security
  const at = appendPointer(own ? pointer : '', 'security')
  const alternatives: SecurityRequirement[] = []
  items(declared).forEach((alternative, i) => {
    if (!isObject(alternative)) return
    const requirement: SecurityRequirement = {}
    for (const [name, scopes] of Object.entries(alternative)) {
      if (Object.hasOwn(schemes, name))
        requirement[name] = items(scopes).map((scope) => textOf(scope))
      else {
        const message = `The security scheme ${quoted(name)} is not declared; it is not asked for.`
        const place = appendPointer(appendPointer(at, i), name)
        reader.problems.add({
          severity: 'warning',
          code: 'unknown-security-scheme',
          message,
          pointer: place,
        })
      }
    }
    alternatives.push(requirement)
  })
  return alternatives
}
