import type { TraceStep } from '#contract/log-entry.ts'
import type { Scenario, ScenarioAnswer } from '#contract/scenario.ts'
import type { Operation } from '#engine/specs/mock-api.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import { invalidity, isOwnedByServer } from './answer-headers.ts'
import type { DeclaredBuilder } from './build-declared.ts'
import { type BuiltAnswer, completed, problemAnswer } from './built-answer.ts'
import { type ChosenResponse, chooseForStatus, chooseSuccess } from './choose-response.ts'
import { isJson } from './content-kind.ts'
import { type EncodedBody, encodeBody } from './encode-body.ts'
import type { GenerateMode } from './make-body.ts'
import { notAcceptable } from './ordinary-answers.ts'
import { buildProblem, titleOf } from './problem.ts'
import type { RequestFacts } from './told-by-request.ts'

export interface RuleAnswerWish {
  operation: Operation
  answer: ScenarioAnswer
  defaults: Scenario['defaults']
  accept: string | undefined
  salt: number | undefined
  /** The request; null for a preview. */
  subject: RequestFacts | null
}

/** Builds what the rule of a scenario answers. */
export function answerByRule(
  wish: RuleAnswerWish,
  parts: { builder: DeclaredBuilder; store: SchemaStore },
): BuiltAnswer {
  const { operation, answer } = wish
  const chosen =
    answer.status === undefined
      ? chooseSuccess(operation)
      : chooseForStatus(operation, answer.status)
  const status = answer.status ?? chosen?.status ?? 200
  const isWritten = answer.body !== undefined || answer.text !== undefined
  const built = isWritten
    ? written(wish, status, chosen, parts)
    : chosen === null
      ? undeclared(status, operation)
      : fromSpec(wish, chosen, parts.builder)
  return withHeaders(built, answer.headers ?? {})
}

/** The body as the rule has it, in the type that the spec declares for the status. */
function written(
  { operation, answer, accept }: RuleAnswerWish,
  status: number,
  chosen: ChosenResponse | null,
  { builder, store }: { builder: DeclaredBuilder; store: SchemaStore },
): BuiltAnswer {
  const found = chosen && builder.offer({ chosen, accept, whenUnacceptable: 'send' })
  const declared = chosen && builder.headers(operation, chosen.response, answer.body)
  const own = Object.entries(answer.headers ?? {}).find(([name]) => /^content-type$/i.test(name))
  const contentType = own?.[1] ?? found?.offer.contentType ?? plainType(answer)
  const schema = found?.offer.media.schema
  const steps: TraceStep[] = [bodyStep('pass', 'The body is as the rule gives it.')]
  const body = Buffer.from(answer.text ?? '', 'utf8')
  let content: EncodedBody = { body, contentType, text: null }
  if (answer.body !== undefined) {
    content = encodeBody({ contentType, value: answer.body, schema, store })
    const [breach] =
      schema !== undefined && isJson(contentType)
        ? store.check(schema, 'response', answer.body)
        : []
    if (breach !== undefined) {
      const place = breach.pointer || 'the body'
      steps.push(
        bodyStep('note', `It does not satisfy the declared schema: ${place} ${breach.message}.`),
      )
    }
  }
  return completed({
    status,
    headers: declared?.headers ?? {},
    content,
    reason: '',
    steps: [...(found === null ? [] : [found.step]), ...steps, ...(declared?.steps ?? [])],
  })
}

function plainType({ text }: ScenarioAnswer): string {
  if (text === undefined) {
    return 'application/json'
  }
  return /^\s*[[{]/.test(text) ? 'application/json' : 'text/plain'
}

/** What the spec declares for the status, with the example or the way of generating that the rule names. */
function fromSpec(
  { operation, answer, defaults, accept, salt, subject }: RuleAnswerWish,
  chosen: ChosenResponse,
  builder: DeclaredBuilder,
): BuiltAnswer {
  const { example, generate } = answer
  const hasExample =
    example !== undefined &&
    builder
      .offers(chosen.response)
      .some(({ media }) => media.examples.some(({ name }) => name === example))
  const mode: GenerateMode = generate ?? defaults.generate ?? 'full'
  const built = builder.build({
    operation,
    chosen,
    accept,
    whenUnacceptable: chosen.status < 400 ? 'refuse' : 'send',
    example: hasExample ? example : undefined,
    allowExamples: generate === undefined && (hasExample || salt === undefined),
    mode,
    salt: hasExample ? undefined : salt,
    subject,
  })
  if (built === null) {
    return notAcceptable(operation, chosen, accept ?? '', builder)
  }
  if (example === undefined || hasExample) {
    return built
  }
  const missing = bodyStep('fail', `The spec has no example "${example}" for ${chosen.status}.`)
  return { ...built, steps: [missing, ...built.steps] }
}

/** A status that the spec does not know. */
function undeclared(status: number, operation: Operation): BuiltAnswer {
  if (status < 400) {
    const steps = [bodyStep('note', `The operation declares no ${status}; the body is empty.`)]
    return completed({ status, headers: {}, content: null, reason: '', steps })
  }
  const steps = [
    bodyStep('note', `The operation declares no ${status}; a problem document was made.`),
  ]
  const detail = `${titleOf(status)}: a scenario of the mock server gives this answer to ${operation.method} ${operation.path}.`
  return problemAnswer(buildProblem({ status, detail }), '', steps)
}

function withHeaders(built: BuiltAnswer, own: Record<string, string>): BuiltAnswer {
  const headers: Record<string, string> = { ...built.headers }
  const steps = [...built.steps]
  for (const [name, value] of Object.entries(own)) {
    const isType = /^content-type$/i.test(name)
    const problem =
      isOwnedByServer(name) && !isType ? 'the server sets it by itself' : invalidity(name, value)
    if (problem !== null) {
      steps.push({
        stage: 'headers',
        verdict: 'note',
        message: `Header ${name} of the rule was left out: ${problem}.`,
      })
      continue
    }
    for (const existing of Object.keys(headers)) {
      if (existing.toLowerCase() === name.toLowerCase()) {
        delete headers[existing]
      }
    }
    headers[name] = value
  }
  return { ...built, headers, steps }
}

function bodyStep(verdict: TraceStep['verdict'], message: string): TraceStep {
  return { stage: 'body', verdict, message }
}
