import type { MockApi, Operation } from '#engine/specs/mock-api.ts'
import type { Match, ReadRequest, ReceivedRequest } from '../exchange.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import { compileSecurityCheck, type SecurityCheck } from './check-security.ts'
import { keyNames } from './claimed-names.ts'
import { createCoercer } from './coerce-value.ts'
import { createFindings, type Findings, failureStatusOf } from './findings.ts'
import { parseCookies } from './parse-cookies.ts'
import { parseQuery } from './parse-query.ts'
import { type BodyReader, compileBodyReader } from './read-body.ts'
import {
  compileParametersReader,
  type ParametersReader,
  type ParameterValues,
} from './read-parameters.ts'
import { createCredentialCheck, type StrictSettings } from './strict-credentials.ts'

/** Understands requests: their values coerced to the types of the spec, and what is wrong with them. */
export interface RequestReader {
  /** A promise for multipart bodies only. */
  read(
    operation: Operation,
    match: Match,
    received: ReceivedRequest,
  ): ReadRequest | Promise<ReadRequest>
}

export interface RequestReaderOptions {
  mockApi: MockApi
  store: SchemaStore
  /** False: values are coerced and kept, but nothing is called wrong. */
  validate: boolean
  /** Credentials that count; without it every well-formed one does. */
  strict?: StrictSettings | undefined
}

interface Plan {
  security: SecurityCheck | null
  parameters: ParametersReader
  readBody: BodyReader
}

/** Builds the reader of an API; what an operation needs is compiled when it is first called. */
export function createRequestReader({
  mockApi,
  store,
  validate,
  strict,
}: RequestReaderOptions): RequestReader {
  const coercer = createCoercer(store)
  // Coercion still asks which of several readings of a text is valid.
  const judge = validate ? store : { ...store, check: () => [] }
  const credentials = strict && createCredentialCheck(strict)
  const plans = new Map<Operation, Plan>()

  return {
    read(operation, match, received) {
      const plan = planOf(operation)
      const { security, parameters, readBody } = plan
      const findings = createFindings()
      const source = {
        match,
        headers: received.headers,
        rawQuery: received.rawQuery,
        query: parseQuery(received.rawQuery),
        cookies: parseCookies(received.headers.cookie),
      }
      security?.check(source, findings)
      const values = parameters.read(source, findings)
      const body = readBody(received, findings)
      return body instanceof Promise
        ? body.then((settled: unknown) => finish(values, settled, findings))
        : finish(values, body, findings)
    },
  }

  function planOf(operation: Operation): Plan {
    const known = plans.get(operation)
    if (known) return known
    const plan: Plan = {
      security: validate ? compileSecurityCheck(mockApi, operation, credentials) : null,
      parameters: compileParametersReader(operation, coercer, judge, keyNames(mockApi, operation)),
      readBody: compileBodyReader(operation, coercer, judge),
    }
    plans.set(operation, plan)
    return plan
  }

  function finish(values: ParameterValues, body: unknown, findings: Findings): ReadRequest {
    if (!validate) {
      return { ...values, body, violations: [], failureStatus: null, challenge: null }
    }
    const failureStatus = failureStatusOf(findings)
    return {
      path: values.path,
      query: values.query,
      header: values.header,
      cookie: values.cookie,
      body,
      violations: findings.violations,
      failureStatus,
      challenge: failureStatus === 401 ? findings.challenge : null,
    }
  }
}
