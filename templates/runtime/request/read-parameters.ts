import type { Operation, Parameter } from '#engine/specs/mock-api.ts'
import type { ReadRequest } from '../exchange.ts'
import { createNullRecord } from '../routing/null-record.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import { claimedNames, type KeyName } from './claimed-names.ts'
import type { Coercer } from './coerce-value.ts'
import { wants } from './coerce-value.ts'
import { addFinding, type Findings } from './findings.ts'
import { decodeQueryText, type Query } from './parse-query.ts'
import {
  compileParameterReader,
  type ParameterReader,
  type ParameterSource,
} from './read-parameter.ts'

export type ParameterValues = Pick<ReadRequest, 'path' | 'query' | 'header' | 'cookie'>

/** Reads all parameters of one operation, coerces and checks them. */
export interface ParametersReader {
  readsQuery: boolean
  readsCookies: boolean
  read(source: ParameterSource, findings: Findings): ParameterValues
}

interface Plan {
  parameter: Parameter
  key: string
  read: ParameterReader
  /** An object may be sent by sending nothing. */
  mayBeNothing: boolean
}

const NOTHING: Record<string, unknown> = Object.freeze(createNullRecord<unknown>())

export function compileParametersReader(
  operation: Operation,
  coercer: Coercer,
  store: SchemaStore,
  keys: readonly KeyName[],
): ParametersReader {
  const { parameters } = operation
  const plans = parameters.map((parameter): Plan => {
    const isClaimed = claimedNames(parameter, parameters, keys, coercer)
    return {
      parameter,
      key: parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name,
      read: compileParameterReader(parameter, coercer, isClaimed),
      mayBeNothing:
        parameter.contentType === undefined && wants(coercer.shapeOf(parameter.schema), 'object'),
    }
  })
  const declaredQuery = new Set(plans.map(({ parameter, key }) => parameter.in === 'query' && key))

  return {
    readsQuery: plans.some(({ parameter }) => parameter.in === 'query'),
    readsCookies: plans.some(({ parameter }) => parameter.in === 'cookie'),
    read(source, findings) {
      const values = { path: NOTHING, query: NOTHING, header: NOTHING, cookie: NOTHING }
      if (source.query.size > 0) values.query = undeclared(source.query, declaredQuery)
      for (const plan of plans) {
        const { parameter, key } = plan
        const complain = (message: string) =>
          addFinding(findings, 422, { in: parameter.in, name: parameter.name, message })
        const value = plan.read(source, complain)
        if (value === undefined) {
          if (isMissing(plan)) complain('is required')
          continue
        }
        if (values[parameter.in] === NOTHING) values[parameter.in] = createNullRecord()
        values[parameter.in][key] = value
        if (!isAllowedEmpty(parameter, source.query)) {
          for (const { pointer, message } of store.check(parameter.schema, 'request', value)) {
            complain(pointer === '' ? message : `${message} at ${pointer}`)
          }
        }
      }
      return values
    },
  }

  function isMissing({ parameter, mayBeNothing }: Plan): boolean {
    // The router gives every parameter of the path; one that is not in the path cannot be sent.
    if (!parameter.required || parameter.in === 'path') return false
    return !(mayBeNothing && store.isValid(parameter.schema, 'request', {}))
  }
}

function isAllowedEmpty(parameter: Parameter, query: Query): boolean {
  if (!parameter.allowEmptyValue || parameter.in !== 'query') return false
  const values = query.get(parameter.name)
  return values?.length === 1 && values[0] === ''
}

/** Parameters that the spec does not know are allowed, and rules may look at them. */
function undeclared(query: Query, declared: ReadonlySet<string | false>): Record<string, unknown> {
  const values = createNullRecord<unknown>()
  for (const [name, sent] of query) {
    if (declared.has(name)) continue
    const texts = sent.map(decodeQueryText)
    values[name] = texts.length === 1 ? texts[0] : texts
  }
  return values
}
