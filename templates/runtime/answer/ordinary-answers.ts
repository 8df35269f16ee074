import type { TraceStep } from '#contract/log-entry.ts'
import type { Operation, Response } from '#engine/specs/mock-api.ts'
import type { DeclaredBuilder } from './build-declared.ts'
import { type BuiltAnswer, completed, problemAnswer } from './built-answer.ts'
import { type ChosenResponse, chooseAsWritten, chooseForStatus } from './choose-response.ts'
import { type GenerateMode, isNamed, shorten } from './make-body.ts'
import { buildProblem } from './problem.ts'
import type { RequestFacts } from './told-by-request.ts'

export interface OrdinaryWish {
  operation: Operation
  accept: string | undefined
  mode: GenerateMode
  /** Number of the call, for answers that are fresh each time. */
  salt: number | undefined
  /** The request; null for a preview. */
  subject: RequestFacts | null
  /** Status as a client or a preview asks for it: a code, a range or `default`. */
  status?: string | undefined
  /** Name of a declared example. */
  example?: string | undefined
}

/** The answer from the spec alone, no scenario asked. Always gives one. */
export function ordinaryAnswer(wish: OrdinaryWish, builder: DeclaredBuilder): BuiltAnswer {
  const { operation, accept, mode, salt, subject, status, example } = wish
  const chosen =
    status === undefined ? builder.success(operation) : chooseAsWritten(operation, status)
  if (chosen === null) {
    return status === undefined ? nothingDeclared(operation) : unknownStatus(operation, status)
  }
  const accepted =
    example === undefined ? accept : typeWithExample(chosen, example, accept, builder)
  if (accepted === null) {
    return unknownExample(operation, chosen, example ?? '')
  }
  const built = builder.build({
    operation,
    chosen,
    accept: accepted,
    whenUnacceptable: chosen.status < 400 ? 'refuse' : 'send',
    example,
    allowExamples: example !== undefined || salt === undefined,
    mode,
    salt: example === undefined ? salt : undefined,
    subject,
  })
  return built ?? notAcceptable(operation, chosen, accept ?? '', builder)
}

/** The answer when the client accepts none of the declared types: a declared 406 or a problem document. */
export function notAcceptable(
  operation: Operation,
  chosen: ChosenResponse,
  accept: string,
  builder: DeclaredBuilder,
): BuiltAnswer {
  const types = builder
    .offers(chosen.response)
    .filter(({ isSpare }) => !isSpare)
    .map(({ contentType }) => contentType)
  const step: TraceStep = {
    stage: 'negotiate',
    verdict: 'fail',
    message: `Accept allows none of the declared types: ${types.join(', ')}.`,
  }
  const own = operation.responses.some(({ status }) => status === '406')
    ? chooseForStatus(operation, 406)
    : null
  const declared =
    own &&
    builder.build({
      operation,
      chosen: own,
      accept,
      whenUnacceptable: 'send',
      allowExamples: true,
      mode: 'full',
    })
  if (declared !== null) {
    return { ...declared, steps: [step, ...declared.steps] }
  }
  const detail = `Accept is "${accept.slice(0, 200)}", but the answer ${chosen.status} is declared as ${types.join(', ')}.`
  return problemAnswer(buildProblem({ status: 406, detail }), 'no acceptable media type', [step])
}

/** The `Accept` under which the named example is found, or null when there is none of that name. */
function typeWithExample(
  { response }: ChosenResponse,
  example: string,
  accept: string | undefined,
  builder: DeclaredBuilder,
): string | undefined | null {
  const offers = builder.offers(response)
  const having = offers.filter(({ media: { contentType, examples } }) =>
    examples.some(({ name }) => isNamed(name, contentType, example)),
  )
  const [first] = having
  if (first === undefined) {
    return null
  }
  // Without a choice of the client's, the type follows the example.
  const isOpen = accept === undefined || accept.includes('*/*')
  return isOpen ? first.contentType : accept
}

function nothingDeclared(operation: Operation): BuiltAnswer {
  const message = `${operation.method} ${operation.path} declares no response; 200 without a body is sent.`
  return completed({
    status: 200,
    headers: {},
    content: null,
    reason: 'no response declared',
    steps: [{ stage: 'body', verdict: 'note', message }],
  })
}

function unknownStatus(operation: Operation, status: string): BuiltAnswer {
  const declared = operation.responses.map((response) => response.status)
  const known = declared.length === 0 ? 'It declares none.' : `It declares ${declared.join(', ')}.`
  return refused(
    `${operation.method} ${operation.path} declares no answer ${status}. ${known}`,
    `no declared answer ${status}`,
  )
}

function unknownExample(
  operation: Operation,
  { response }: ChosenResponse,
  example: string,
): BuiltAnswer {
  const own = exampleNames(response)
  const elsewhere = operation.responses.find((each) => exampleNames(each).includes(example))
  const known =
    own.length === 0 ? 'It has none.' : `It has ${own.map((name) => `"${name}"`).join(', ')}.`
  const hint =
    elsewhere === undefined
      ? ''
      : ` The answer ${elsewhere.status} has it: add code=${elsewhere.status}.`
  const detail = `The answer ${response.status} of ${operation.method} ${operation.path} has no example "${example}". ${known}${hint}`
  return refused(detail, shorten(`no example "${example}"`))
}

function exampleNames(response: Response): string[] {
  return [...new Set(response.content.flatMap(({ examples }) => examples.map(({ name }) => name)))]
}

function refused(detail: string, reason: string): BuiltAnswer {
  const step: TraceStep = { stage: 'prefer', verdict: 'fail', message: detail }
  return problemAnswer(buildProblem({ status: 404, detail }), reason, [step])
}
