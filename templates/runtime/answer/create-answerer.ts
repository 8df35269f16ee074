import type { TraceStep } from '#contract/log-entry.ts'
import type { ServerSettings } from '#contract/server.ts'
import type { MockApi, Operation } from '#engine/specs/mock-api.ts'
import type { Answer, Match, Miss, ReadRequest, ReceivedRequest } from '../exchange.ts'
import type { Generator } from '../generate/generate-value.ts'
import { parsePrefer } from '../request/parse-prefer.ts'
import type { PlayedScenario } from '../scenarios/play-scenario.ts'
import { type RuleSubject, subjectOf } from '../scenarios/rule-subject.ts'
import type { ScenarioBook } from '../scenarios/scenario-book.ts'
import { defaultDelay, type RuleDecision, tryRules } from '../scenarios/try-rules.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import type { MockState } from '../state/create-state.ts'
import type { StateRequest } from '../state/state-request.ts'
import { answerByRule } from './answer-by-rule.ts'
import { createAnswerMemory } from './answer-memory.ts'
import { answerMiss } from './answer-miss.ts'
import {
  askedStep,
  createAcceptedSteps,
  createNoRulesStep,
  matchStep,
  preferStep,
  unstoredStep,
} from './answer-steps.ts'
import { refuseServer } from './asked-server.ts'
import { createDeclaredBuilder } from './build-declared.ts'
import type { BuiltAnswer } from './built-answer.ts'
import { shorten } from './make-body.ts'
import { ordinaryAnswer } from './ordinary-answers.ts'
import { refuseRequest } from './refuse-request.ts'
import { type Sealing, sealAnswer } from './seal-answer.ts'
import { createSessionScenarios } from './session-scenarios.ts'
import { acceptsKept, createSharedAnswers } from './shared-answers.ts'
import { askState } from './stated-answer.ts'
import { violationSteps, violationsHeader } from './violations-header.ts'

export interface Answerer {
  /** The answer to a request of an operation. `call` numbers a fresh answer where somebody else counts them. */
  answer(match: Match, read: ReadRequest, received: ReceivedRequest, call?: number): Answer
  /** Counts a fresh answer that is made elsewhere. */
  nextCall(): number
  /** The answer to a request that no operation is meant by. */
  miss(miss: Miss, received: ReceivedRequest): Answer
  /** What the operation would answer now; counters of rules stay as they are. */
  preview(operation: Operation, options: PreviewWish): Answer
}

export interface PreviewWish {
  status?: string
  dynamic?: boolean
  /** The collection that answers requests of the operation; previews cannot ask it. */
  collection?: string
}

/** What is common to every way to an answer, decided before the body is. */
interface Course {
  operation: Operation
  played: PlayedScenario
  accept: string | undefined
  /** Null for a preview. */
  subject: RuleSubject | null
  salt: number | undefined
  before: TraceStep[]
  /** What the rules of the scenario said; null when they have not been asked. */
  decision: RuleDecision | null
  /** Asks what is stored; null for a preview, and when the client wants a fresh body. */
  asked: Pick<StateRequest, 'match' | 'read' | 'received'> | null
  /** The collection that a preview cannot ask. */
  collection?: string | undefined
}

/** What a preview leaves open, as nobody asks. */
const unasked = { accept: undefined, subject: null, decision: null, asked: null } as const

/** Answers kept for one answer of a rule, by operation and `Accept`. */
const ruleAnswersKept = 2_000

/**
 * Chooses and builds answers. Those that do not depend on the request are built once and shared.
 * Settings are read once: make a new answerer when they change.
 */
export function createAnswerer(options: {
  mockApi: MockApi
  store: SchemaStore
  generator: Generator
  settings: ServerSettings
  scenarios: ScenarioBook
  /** Fresh answers given before: the next one differs from them. */
  callsBefore?: number
  /** What is stored; null when answers do not depend on earlier requests. */
  state?: MockState | null
}): Answerer {
  const { mockApi, store, generator, settings, scenarios, callsBefore = 0, state = null } = options
  const builder = createDeclaredBuilder({ store, generator, settings })
  const built = createAnswerMemory<BuiltAnswer>(acceptsKept)
  const builtByRule = createAnswerMemory<BuiltAnswer>(ruleAnswersKept)
  const shared = createSharedAnswers()
  const openings = createAnswerMemory<readonly TraceStep[]>(acceptsKept)
  const sessions = createSessionScenarios()
  const acceptedSteps = createAcceptedSteps(settings)
  const noRulesStep = createNoRulesStep()
  let calls = callsBefore

  function nextCall(): number {
    calls += 1
    return calls
  }

  function saltFor(dynamic: boolean, call?: number): number | undefined {
    return dynamic ? (call ?? nextCall()) : undefined
  }

  function decide(
    operation: Operation,
    played: PlayedScenario,
    subject: RuleSubject | null,
  ): RuleDecision {
    return tryRules({ played, operation, subject, seed: settings.seed })
  }

  /** Prefer, the scenario's rules, the state, then the spec. */
  function build(
    course: Course,
    prefer: { code?: string; example?: string },
  ): Omit<Sealing, 'isHead'> {
    const { operation, played, accept, subject, salt, before } = course
    const scenario = played.scenario.name
    const defaults = played.scenario.defaults
    const isOverride = prefer.code !== undefined || prefer.example !== undefined
    const wish = { operation, accept, salt, subject, mode: defaults.generate ?? 'full' }
    if (isOverride) {
      before.push(preferStep(prefer))
      const asked = { ...wish, status: prefer.code, example: prefer.example }
      return delayed({ built: ordinaryAnswer(asked, builder), before, scenario }, played)
    }
    const { chosen, steps } = course.decision ?? decide(operation, played, subject)
    before.push(...(steps.length > 0 ? steps : [noRulesStep(played)]))
    if (chosen === null) {
      const { asked } = course
      const stated =
        state === null || asked === null || defaults.generate !== undefined
          ? null
          : askState(state, { ...asked, accept, builder }, before)
      if (stated !== null) return delayed({ built: stated, before, scenario }, played)
      const { collection } = course
      if (collection !== undefined && defaults.generate === undefined) {
        before.push(unstoredStep(collection))
      }
      const key = `${wish.mode} ${accept}`
      const make = () => ordinaryAnswer(wish, builder)
      const found = salt === undefined ? built.recall(operation, key, make) : make()
      return delayed({ built: found, before, scenario }, played)
    }
    const { rule, draft } = chosen
    const { delay, fault } = draft
    const make = () => answerByRule({ ...wish, answer: draft.answer, defaults }, { builder, store })
    const key = `${operation.id} ${accept}`
    const found = salt === undefined ? builtByRule.recall(draft.answer, key, make) : make()
    const reason = shorten(`${rule.label} of scenario ${scenario}`)
    const sealing = { built: found, before, scenario, reason, delay, fault }
    return draft.answer.delay === undefined ? delayed(sealing, played) : sealing
  }

  function delayed(
    sealing: Omit<Sealing, 'isHead'>,
    played: PlayedScenario,
  ): Omit<Sealing, 'isHead'> {
    const delay = defaultDelay(played, settings.seed)
    if (delay === null) {
      return sealing
    }
    const message = `Scenario ${played.scenario.name} delays every answer; this one by ${delay} ms.`
    return {
      ...sealing,
      delay,
      before: [...sealing.before, { stage: 'delay', verdict: 'note', message }],
    }
  }

  /** The main road: nothing in the request but its `Accept` matters. `misses` is given where rules were asked. */
  function sharedAnswer(
    request: { operation: Operation; accept: string | undefined; isHead: boolean },
    played: PlayedScenario,
    misses: RuleDecision | null,
  ): Answer {
    return shared.recall(misses?.steps ?? played, request, () => {
      const before = [...acceptedSteps(request.operation)]
      const fixed = { subject: null, salt: undefined, asked: null }
      const sealing = build({ ...request, ...fixed, played, before, decision: misses }, {})
      return sealAnswer({ ...sealing, isHead: request.isHead, isShared: true })
    })
  }

  /** What is stored answers, and nothing else in the request matters; null when the state cannot. */
  function plainStated(
    own: Pick<StateRequest, 'match' | 'read' | 'received'>,
    played: PlayedScenario,
    misses: RuleDecision | null,
    isHead: boolean,
  ): Answer | null {
    const { operation } = own.match
    const scenario = played.scenario.name
    if (state === null || played.scenario.defaults.generate !== undefined) return null
    const opening = openings.recall(misses?.steps ?? operation, scenario, () => [
      ...acceptedSteps(operation),
      ...(misses?.steps ?? [noRulesStep(played)]),
    ])
    const before = [...opening]
    const request = { ...own, accept: own.received.headers.accept, builder }
    const stated = askState(state, request, before)
    return stated === null ? null : sealAnswer({ built: stated, before, scenario, isHead })
  }

  return {
    nextCall,

    answer(match, read, received, call) {
      const { operation } = match
      const { headers } = received
      const { accept } = headers
      const isHead = received.method === 'HEAD'
      const asked = sessions.askedBy(headers)
      const played = scenarioFor(scenarios, asked)
      const mayPrefer = headers['prefer'] !== undefined || received.rawQuery.includes('__')
      const isPlain = asked === undefined && !mayPrefer && !settings.dynamic
      let decision: RuleDecision | null = null
      if (
        isPlain &&
        read.violations.length === 0 &&
        read.failureStatus === null &&
        played.scenario.defaults.delay === undefined
      ) {
        if (played.rulesFor(operation).length > 0) {
          decision = decide(operation, played, subjectOf(match, read, received))
        }
        if (decision === null || decision.isRepeated) {
          const request = { operation, accept, isHead }
          if (!state?.covers(operation)) return sharedAnswer(request, played, decision)
          const stated = plainStated({ match, read, received }, played, decision, isHead)
          if (stated !== null) return stated
        }
      }
      const scenario = played.scenario.name
      const isRefused = settings.validate === 'enforce' && read.failureStatus !== null
      const before =
        read.violations.length > 0
          ? [
              matchStep(operation),
              ...violationSteps(read.violations, isRefused ? 'fail' : 'note'),
              ...askedStep(asked, played),
            ]
          : [...acceptedSteps(operation), ...askedStep(asked, played)]
      const otherServer = mayPrefer ? refuseServer(mockApi, operation, received.rawQuery) : null
      if (otherServer !== null) {
        return sealAnswer({ built: otherServer, before, scenario, isHead })
      }
      const prefer = mayPrefer ? parsePrefer(headers, received.rawQuery) : {}
      const salt = saltFor(prefer.dynamic ?? settings.dynamic, call)
      if (isRefused && read.failureStatus !== null) {
        const failure = read.failureStatus
        const refusal = refuseRequest({ operation, read, failure, accept, builder, salt })
        return sealAnswer({ ...delayed({ ...refusal, before, scenario }, played), isHead })
      }
      const subject = subjectOf(match, read, received)
      const own = prefer.dynamic === undefined ? { match, read, received } : null
      const course = { operation, played, accept, subject, salt, before, decision, asked: own }
      const sealing = build(course, prefer)
      const warned = settings.validate === 'warn' && read.violations.length > 0
      const extra: Record<string, string> = warned
        ? { 'Mockloop-Violations': violationsHeader(read.violations) }
        : {}
      return sealAnswer({ ...sealing, headers: extra, isHead })
    },

    miss: (miss, received) => answerMiss(miss, received, scenarios.activeName()),

    preview(operation, { status, dynamic, collection }) {
      const played = scenarios.active()
      const before = [matchStep(operation)]
      const salt = saltFor(dynamic ?? settings.dynamic)
      const course = { ...unasked, operation, played, salt, before, collection }
      const sealing = build(course, status === undefined ? {} : { code: status })
      return sealAnswer({ ...sealing, isHead: operation.method === 'HEAD' })
    },
  }
}

/** The scenario that a client asks for, or the active one. */
export function scenarioFor(scenarios: ScenarioBook, asked: string | undefined): PlayedScenario {
  const named = asked === undefined ? undefined : scenarios.play(asked)
  return named ?? scenarios.active()
}
