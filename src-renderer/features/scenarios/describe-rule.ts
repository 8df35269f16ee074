import type { ConditionRow, conditionPlaces } from './condition-rows.ts'
import type { EditableAnswer, EditableDelay } from './editable-answer.ts'
import type { EditableRule } from './editable-scenario.ts'

const placeNames: Record<(typeof conditionPlaces)[number], string> = {
  query: 'query',
  headers: 'header',
  params: 'path',
  body: 'body',
}

function describeRow({ place, name, test, value }: ConditionRow): string {
  const what = `${placeNames[place]} ${name || '…'}`
  switch (test) {
    case 'equals':
      return `${what} = ${value}`
    case 'contains':
      return `${what} contains ${value}`
    case 'matches':
      return `${what} matches ${value}`
    case 'present':
      return `${what} is there`
    case 'absent':
      return `${what} is absent`
  }
}

/** The conditions of a rule in a few words; empty when it has none. */
export function describeConditions({ conditions }: EditableRule): string {
  return conditions.map(describeRow).join(', ')
}

/** "200 ms", "1–4 s"; empty without a delay. */
function describeDelay({ kind, min, max }: EditableDelay): string {
  if (kind === 'none') return ''
  if (kind === 'fixed') return describeMs(min)
  if (min % 1000 === 0 && max % 1000 === 0 && max > 0) return `${min / 1000}–${max / 1000} s`
  return `${min}–${max} ms`
}

function describeMs(ms: number): string {
  return ms >= 1000 && ms % 100 === 0 ? `${ms / 1000} s` : `${ms} ms`
}

const faultNames = {
  close: 'closes the connection',
  truncate: 'sends half the body',
  malformed: 'breaks the JSON',
} as const

function describeAnswer(answer: EditableAnswer): string[] {
  const delay = describeDelay(answer.delay)
  return [
    answer.status,
    answer.fault === '' ? '' : faultNames[answer.fault],
    answer.source === 'json' ? 'own JSON' : '',
    answer.source === 'text' ? 'own text' : '',
    answer.source === 'example' ? `example ${answer.example}` : '',
    answer.source === 'generated' && answer.generate !== '' ? `${answer.generate} body` : '',
    delay === '' ? '' : `after ${delay}`,
  ].filter((part) => part !== '')
}

/** What a rule answers in a few words, such as "402, own JSON, after 200 ms". */
export function describeOutcome(rule: EditableRule): string {
  const inTurn = rule.sequence.map((answer) => describeAnswer(answer).join(' ') || 'usual')
  const parts = [
    ...describeAnswer(rule.answer),
    inTurn.length > 0 ? `in turn ${inTurn.join(' → ')}` : '',
    rule.percent === null ? '' : `${rule.percent} % of the time`,
    rule.times === null ? '' : rule.times === 1 ? 'once' : `${rule.times} times`,
  ].filter((part) => part !== '')
  return parts.join(', ') || 'the usual answer'
}
