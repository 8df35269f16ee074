import type { Condition, Scenario, ScenarioRule } from '#contract/scenario.ts'
import {
  type ConditionRow,
  matchersOfRows,
  problemOfRow,
  rowsOfCondition,
} from './condition-rows.ts'
import {
  answerOf,
  delayOf,
  type EditableAnswer,
  type EditableDelay,
  editableAnswer,
  editableDelay,
  problemOfDelay,
  problemsOfAnswer,
} from './editable-answer.ts'

/** Which requests a rule looks at, before its conditions. */
export type EditableTarget =
  | { kind: 'any' }
  | { kind: 'operation'; operation: string }
  | { kind: 'path'; method: string; path: string }

/** A rule as the editor holds it. */
export interface EditableRule {
  /** Stays the same while the rule is edited and moved. */
  key: string
  name: string
  target: EditableTarget
  conditions: ConditionRow[]
  answer: EditableAnswer
  /** Answers given in turn, each over the fields of `answer`. */
  sequence: EditableAnswer[]
  /** Per cent of the requests, or null for all. */
  percent: number | null
  times: number | null
}

export interface EditableScenario {
  description: string
  delay: EditableDelay
  generate: 'full' | 'minimal' | 'empty' | ''
  rules: EditableRule[]
}

/** What `scenarios.save` takes. */
export type ScenarioContent = Omit<Scenario, 'name' | 'derived'>

export function editableRule(rule: ScenarioRule, key: string): EditableRule {
  const { sequence, probability, times, ...answer } = rule.answer
  return {
    key,
    name: rule.name ?? '',
    target: targetOf(rule.when),
    conditions: rowsOfCondition(rule.when),
    answer: editableAnswer(answer),
    sequence: (sequence ?? []).map(editableAnswer),
    percent: probability === undefined ? null : Math.round(probability * 10_000) / 100,
    times: times ?? null,
  }
}

function targetOf({ operation, method, path }: Condition): EditableTarget {
  if (operation !== undefined) return { kind: 'operation', operation }
  if (method === undefined && path === undefined) return { kind: 'any' }
  return { kind: 'path', method: method ?? '', path: path ?? '' }
}

/** The rule that a form stands for. Only of rules without problems. */
function ruleOf(form: EditableRule): ScenarioRule {
  const { target } = form
  return {
    ...(form.name !== '' && { name: form.name }),
    when: {
      ...(target.kind === 'operation' && { operation: target.operation }),
      ...(target.kind === 'path' && target.method !== '' && { method: target.method }),
      ...(target.kind === 'path' && target.path !== '' && { path: target.path }),
      ...matchersOfRows(form.conditions),
    },
    answer: {
      ...answerOf(form.answer),
      ...(form.sequence.length > 0 && { sequence: form.sequence.map(answerOf) }),
      ...(form.percent !== null && { probability: form.percent / 100 }),
      ...(form.times !== null && { times: form.times }),
    },
  }
}

/** How many things keep a rule from being saved. */
export function countProblems(form: EditableRule): number {
  const answers = [form.answer, ...form.sequence]
  return (
    form.conditions.filter((row) => problemOfRow(row, form.conditions)).length +
    answers.reduce((sum, answer) => sum + Object.keys(problemsOfAnswer(answer)).length, 0) +
    (form.target.kind === 'operation' && form.target.operation === '' ? 1 : 0)
  )
}

export function editableScenario(
  { description, defaults, rules }: ScenarioContent,
  newKey: () => string,
): EditableScenario {
  return {
    description,
    delay: editableDelay(defaults.delay),
    generate: defaults.generate ?? '',
    rules: rules.map((rule) => editableRule(rule, newKey())),
  }
}

/** The scenario that a draft stands for; null while something in it cannot be saved. */
export function scenarioOf(draft: EditableScenario): ScenarioContent | null {
  if (problemOfDelay(draft.delay) || draft.rules.some((rule) => countProblems(rule) > 0))
    return null
  const delay = delayOf(draft.delay)
  return {
    description: draft.description,
    defaults: {
      ...(delay !== undefined && { delay }),
      ...(draft.generate !== '' && { generate: draft.generate }),
    },
    rules: draft.rules.map(ruleOf),
  }
}

/** A rule for one operation, or for all, that changes nothing yet. */
export function newRule(key: string, operation: string | null): EditableRule {
  return editableRule({ when: operation === null ? {} : { operation }, answer: {} }, key)
}

/** The rules with the one at `index` moved by `step` places; the same rules where there is no room. */
export function movedRule(
  rules: readonly EditableRule[],
  index: number,
  step: -1 | 1,
): EditableRule[] {
  const moved = [...rules]
  const [rule] = moved.splice(index, 1)
  const target = index + step
  if (!rule || target < 0 || target > moved.length) return [...rules]
  moved.splice(target, 0, rule)
  return moved
}
