/** A key of `paths`, taken apart. */
export interface PathTemplate {
  /** Without query and fragment, with a leading slash. */
  path: string
  /** Query parameters with a fixed value. */
  fixedQuery?: Record<string, string>
  /** Query parameters whose value is a template expression: expression → name of the query parameter. */
  queryExpressions: Map<string, string>
  /** Expressions of the path, in order. */
  expressions: string[]
}

/** Takes `/books/{id}?view=full&page={page}#note` apart; `?` and `#` within braces belong to the expression. */
export function parsePathTemplate(key: string): PathTemplate {
  const [withoutFragment] = splitOutsideBraces(key, '#')
  const [rawPath, query] = splitOutsideBraces(withoutFragment, '?')
  const path = rawPath.startsWith('/') ? rawPath : `/${rawPath}`
  const template: PathTemplate = {
    path,
    queryExpressions: new Map(),
    expressions: [...path.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? ''),
  }
  if (query === undefined) return template
  const fixed: Record<string, string> = {}
  for (const [name, value] of new URLSearchParams(query)) {
    const expression = value.match(/^\{([^{}]*)\}$/)?.[1]
    if (expression !== undefined) template.queryExpressions.set(expression, name)
    else if (name !== '__proto__' && name !== '') fixed[name] = value
  }
  if (Object.keys(fixed).length > 0) template.fixedQuery = fixed
  return template
}

function splitOutsideBraces(text: string, separator: string): [string, string | undefined] {
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const char = text[i]
    if (char === '{') depth++
    else if (char === '}') depth = Math.max(0, depth - 1)
    else if (char === separator && depth === 0) return [text.slice(0, i), text.slice(i + 1)]
  }
  return [text, undefined]
}

/** The name a template expression may be declared under: `{proxy+}`, `{path*}` and `{+path}` declare the plain name. */
export function plainExpression(expression: string): string {
  return expression.replace(/^[+/#.;?&]|[+*?]$/g, '')
}
