import type { TraceStep } from '#contract/log-entry.ts'
import type { Answer, Miss, ReceivedRequest } from '../exchange.ts'
import { completed, problemAnswer } from './built-answer.ts'
import { buildProblem } from './problem.ts'
import { sealAnswer } from './seal-answer.ts'

/** Paths are repeated in answers; a hostile one shall not make them long. */
const pathLimit = 200

/** Answers a request that no operation is meant by: 404, 405, or the methods of a path for OPTIONS. */
export function answerMiss(miss: Miss, received: ReceivedRequest, scenario: string): Answer {
  const isHead = received.method === 'HEAD'
  const allow = allowOf(miss.allowedMethods)
  const path = shortened(received.path)
  if (allow === null) {
    const steps = [matchStep('fail', `No operation has the path ${path}.`), ...nearestSteps(miss)]
    const problem = buildProblem({
      status: 404,
      detail: `No operation of this API matches ${received.method} ${path}.`,
      nearest: miss.nearest,
    })
    const built = problemAnswer(problem, 'no operation matches', steps)
    return sealAnswer({ built, before: [], scenario, isHead })
  }
  if (received.method === 'OPTIONS') {
    const step = matchStep('pass', `The path has the methods ${allow}.`)
    const built = completed({
      status: 204,
      headers: { Allow: allow },
      content: null,
      reason: 'methods of the path',
      steps: [],
    })
    return sealAnswer({ built, before: [step], scenario, isHead })
  }
  const problem = buildProblem({
    status: 405,
    detail: `The path ${path} has no ${received.method}. It has ${allow}.`,
    nearest: miss.nearest,
  })
  const steps = [
    matchStep('fail', `The path ${path} has no ${received.method}; it has ${allow}.`),
    ...nearestSteps(miss),
  ]
  const built = problemAnswer(problem, 'no such method on this path', steps, { Allow: allow })
  return sealAnswer({ built, before: [], scenario, isHead })
}

/** Methods for `Allow`; HEAD comes with GET, and OPTIONS is answered on every known path. Null for unknown paths. */
function allowOf(methods: readonly string[]): string | null {
  if (methods.length === 0) {
    return null
  }
  const head = methods.includes('GET') ? ['HEAD'] : []
  return [...new Set([...methods, ...head, 'OPTIONS'])].join(', ')
}

function nearestSteps(miss: Miss): TraceStep[] {
  return miss.nearest.map(({ method, path, why }) =>
    matchStep('note', `Near: ${method} ${shortened(path)}: ${why.replace(/\.$/, '')}.`),
  )
}

function matchStep(verdict: TraceStep['verdict'], message: string): TraceStep {
  return { stage: 'match', verdict, message }
}

function shortened(path: string): string {
  return path.length > pathLimit ? `${path.slice(0, pathLimit)}…` : path
}
