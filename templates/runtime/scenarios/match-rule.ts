import type { IncomingHttpHeaders } from 'node:http'
import type { ScenarioAnswer, ScenarioRule } from '#contract/scenario.ts'
import type { Operation } from '#engine/specs/mock-api.ts'
import { variantsOf } from './behaviours.ts'
import { type CompiledMatcher, compileMatcher } from './compile-matcher.ts'

/** What the conditions of a rule look at. */
export interface RuleSubject {
  /** Raw path parameters, percent-decoded. */
  params: Readonly<Record<string, string>>
  /** Every query parameter as received, declared or not. */
  query(): URLSearchParams
  headers: IncomingHttpHeaders
  /** Parsed body; undefined when there is none. */
  body: unknown
}

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
}

interface RuleTest {
  place: string
  valuesIn(subject: RuleSubject): readonly unknown[]
  check: CompiledMatcher
}

/** Compiles the conditions of a rule; broken regular expressions make rules that never match. */
export function compileRule(rule: ScenarioRule, index: number): CompiledRule {
  const { params, query, headers, body } = rule.when
  const tests = [
    ...testsOf(params, (name) => ({
      place: `path parameter ${name}`,
      valuesIn: (subject) => own(subject.params, name),
    })),
    ...testsOf(query, (name) => ({
      place: `query parameter ${name}`,
      valuesIn: (subject) => subject.query().getAll(name),
    })),
    ...testsOf(headers, (name) => ({
      place: `header ${name}`,
      valuesIn: (subject) => own(subject.headers, name.toLowerCase()).flat(),
    })),
    ...testsOf(body, (pointer) => ({
      place: pointer === '' ? 'the body' : `body ${pointer}`,
      valuesIn: (subject) => valuesAt(subject.body, pointer),
    })),
  ]
  return {
    index,
    rule,
    variants: variantsOf(rule.answer),
    label: `rule ${rule.name ?? index + 1}`,
    unconditional: tests.length === 0,
    tests,
  }
}

/**
 * Does the rule apply to this request of its operation? Null when it does, else the first condition that fails,
 * as a clause such as `query parameter page is absent`.
 */
export function matchRule(rule: CompiledRule, subject: RuleSubject): string | null {
  for (const test of rule.tests) {
    const reason = test.check(test.valuesIn(subject))
    if (reason !== null) {
      return `${test.place} ${reason}`
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
  testAt: (name: string) => Omit<RuleTest, 'check'>,
): RuleTest[] {
  return Object.entries(matchers ?? {}).map(([name, matcher]) => ({
    ...testAt(name),
    check: compileMatcher(matcher),
  }))
}

function own(record: object, name: string): unknown[] {
  // The check above the access makes any object a record of its own members.
  const value = Object.hasOwn(record, name) ? (record as Record<string, unknown>)[name] : undefined
  return value === undefined ? [] : [value]
}

/** The value a JSON pointer (RFC 6901) leads to, or nothing. */
function valuesAt(document: unknown, pointer: string): unknown[] {
  let current: unknown[] = document === undefined ? [] : [document]
  for (const token of pointer.split('/').slice(1)) {
    const [value] = current
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~')
    const isList = Array.isArray(value)
    if (typeof value !== 'object' || value === null || (isList && !/^(?:0|[1-9]\d*)$/.test(name))) {
      return []
    }
    current = own(value, name)
  }
  return current
}
