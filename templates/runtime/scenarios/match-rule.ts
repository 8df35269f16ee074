import type { TraceStep } from '#contract/log-entry.ts'
import type { ScenarioAnswer, ScenarioRule } from '#contract/scenario.ts'
import type { Operation } from '#engine/specs/mock-api.ts'
import { variantsOf } from './behaviours.ts'
import { type CompiledMatcher, compileMatcher } from './compile-matcher.ts'
import { rememberLast } from './remember-last.ts'
import type { RuleSubject } from './rule-subject.ts'

export interface CompiledRule {
  /** Position in the scenario, from 0. */
  index: number
  rule: ScenarioRule
  /** What it can answer: more than one thing when it has a sequence. */
  variants: readonly ScenarioAnswer[]
  /** How traces name it: "rule 2" or "rule payment declined". */
  label: string
  /** True when nothing but the operation decides. */
  unconditional: boolean
  tests: readonly RuleTest[]
  /** The step that tells why it does not apply. */
  missed(mismatch: string): TraceStep
}

/** Where a condition looks. */
interface RulePlace {
  name: string
  valuesIn(subject: RuleSubject): readonly unknown[]
}

interface RuleTest {
  valuesIn: RulePlace['valuesIn']
  check: CompiledMatcher
  /** Puts the place before the reason that the check gives. */
  explain(reason: string): string
}

/** Compiles the conditions of a rule; broken regular expressions make rules that never match. */
export function compileRule(rule: ScenarioRule, index: number): CompiledRule {
  const { params, query, headers, body } = rule.when
  const tests = [
    ...testsOf(params, (name) => ({
      name: `path parameter ${name}`,
      valuesIn: (subject) => own(subject.params, name),
    })),
    ...testsOf(query, (name) => ({
      name: `query parameter ${name}`,
      valuesIn: (subject) => subject.query().getAll(name),
    })),
    ...testsOf(headers, (name) => headerPlace(name)),
    ...testsOf(body, (pointer) => bodyPlace(pointer)),
  ]
  const label = `rule ${rule.name ?? index + 1}`
  return {
    index,
    rule,
    variants: variantsOf(rule.answer),
    label,
    unconditional: tests.length === 0,
    tests,
    missed: rememberLast((mismatch) => ruleStep(label, 'fail', `does not apply: ${mismatch}`)),
  }
}

/** A step about a rule; the clause ends the sentence that its label begins. */
export function ruleStep(label: string, verdict: TraceStep['verdict'], clause: string): TraceStep {
  const name = `${label.charAt(0).toUpperCase()}${label.slice(1)}`
  return { stage: 'rule', verdict, message: `${name} ${clause}.` }
}

/**
 * Does the rule apply to this request of its operation? Null when it does, else the first condition that fails,
 * as a clause such as `query parameter page is absent`.
 */
export function matchRule(rule: CompiledRule, subject: RuleSubject): string | null {
  for (const test of rule.tests) {
    const reason = test.check(test.valuesIn(subject))
    if (reason !== null) {
      return test.explain(reason)
    }
  }
  return null
}

/** Does the rule concern this operation at all? Parameter names in a path template do not matter. */
export function concerns(rule: ScenarioRule, operation: Operation): boolean {
  const { operation: id, method, path } = rule.when
  return (
    (id === undefined || id === operation.id) &&
    (method === undefined || method.toUpperCase() === operation.method) &&
    (path === undefined || shapeOf(path) === shapeOf(operation.path))
  )
}

/** A path template without the names of its parameters. */
export function shapeOf(path: string): string {
  return path.replaceAll(/\{[^{}]*\}/g, '{}')
}

function testsOf(
  matchers: Record<string, Parameters<typeof compileMatcher>[0]> | undefined,
  placeOf: (key: string) => RulePlace,
): RuleTest[] {
  return Object.entries(matchers ?? {}).map(([key, matcher]) => {
    const { name, valuesIn } = placeOf(key)
    const explain = rememberLast((reason) => `${name} ${reason}`)
    return { valuesIn, check: compileMatcher(matcher), explain }
  })
}

function headerPlace(name: string): RulePlace {
  const key = name.toLowerCase()
  return {
    name: `header ${name}`,
    valuesIn: (subject) => own(subject.headers, key).flat(),
  }
}

function bodyPlace(pointer: string): RulePlace {
  const tokens = pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
  return {
    name: pointer === '' ? 'the body' : `body ${pointer}`,
    valuesIn: (subject) => valuesAt(subject.body, tokens),
  }
}

function own(record: object, name: string): unknown[] {
  // The check above the access makes any object a record of its own members.
  const value = Object.hasOwn(record, name) ? (record as Record<string, unknown>)[name] : undefined
  return value === undefined ? [] : [value]
}

/** The value that the tokens of a JSON pointer (RFC 6901) lead to, or nothing. */
function valuesAt(document: unknown, tokens: readonly string[]): unknown[] {
  let current: unknown[] = document === undefined ? [] : [document]
  for (const name of tokens) {
    const [value] = current
    const isList = Array.isArray(value)
    if (typeof value !== 'object' || value === null || (isList && !/^(?:0|[1-9]\d*)$/.test(name))) {
      return []
    }
    current = own(value, name)
  }
  return current
}
