import type { Parameter } from '../mock-api.ts'
import { quoted } from '../reading/spec-files.ts'
import { type PathTemplate, plainExpression } from './path-templates.ts'
import type { SpecReader } from './spec-reader.ts'

/**
 * Makes the path parameters of an operation agree with its template: what the template has and nobody declared is
 * a text; what is declared and not in the template cannot be asked for; what stands in a query within the
 * template is a query parameter.
 */
export function reconcilePathParameters(
  parameters: readonly Parameter[],
  template: PathTemplate,
  pointer: string,
  reader: SpecReader,
): Parameter[] {
  const expressions = new Set(template.expressions)
  const result: Parameter[] = []
  for (const parameter of parameters) {
    const queryName = template.queryExpressions.get(parameter.name)
    if (parameter.in !== 'path' || expressions.has(parameter.name)) result.push(parameter)
    else if (queryName !== undefined) {
      const already = parameters.some((one) => one.in === 'query' && one.name === queryName)
      if (!already)
        result.push({ ...parameter, name: queryName, in: 'query', style: 'form', explode: true })
    } else {
      const expression = template.expressions.find((one) => plainExpression(one) === parameter.name)
      if (expression !== undefined) result.push({ ...parameter, name: expression })
      else {
        reader.problems.add({
          severity: 'warning',
          code: 'unused-path-parameter',
          message: `The path parameter ${quoted(parameter.name)} is not in the path; it is not asked for.`,
          pointer,
        })
      }
    }
  }
  for (const name of expressions) {
    if (name === '' || result.some((one) => one.in === 'path' && one.name === name)) continue
    reader.problems.add({
      severity: 'warning',
      code: 'undeclared-path-parameter',
      message: `The path has {${quoted(name)}}, which no parameter declares; it is taken as a text.`,
      pointer,
    })
    result.push({
      name,
      in: 'path',
      required: true,
      description: '',
      style: 'simple',
      explode: false,
      allowEmptyValue: false,
      schema: { type: 'string' },
    })
  }
  return result
}
