import type { Delay, ScenarioAnswer } from '#contract/scenario.ts'

/** Where the body of an answer comes from. */
export type BodySource = 'generated' | 'example' | 'json' | 'text'

export interface EditableDelay {
  kind: 'none' | 'fixed' | 'range'
  /** Milliseconds; `max` only for a range. */
  min: number
  max: number
}

/** An answer as a form holds it: text that may be unfinished, and no field missing. */
export interface EditableAnswer {
  /** Digits, or empty for the operation's own success. */
  status: string
  source: BodySource
  json: string
  text: string
  example: string
  generate: 'full' | 'minimal' | 'empty' | ''
  headers: { name: string; value: string }[]
  delay: EditableDelay
  fault: 'close' | 'truncate' | 'malformed' | ''
}

export type AnswerField = 'status' | 'json' | 'example' | 'headers' | 'delay'
export type AnswerProblems = Partial<Record<AnswerField, string>>

type SimpleAnswer = Omit<ScenarioAnswer, 'sequence' | 'probability' | 'times'>

export function editableDelay(delay: Delay | undefined): EditableDelay {
  if (delay === undefined) return { kind: 'none', min: 0, max: 0 }
  if (typeof delay === 'number') return { kind: 'fixed', min: delay, max: delay }
  return { kind: 'range', ...delay }
}

export function delayOf({ kind, min, max }: EditableDelay): Delay | undefined {
  if (kind === 'none') return undefined
  return kind === 'fixed' ? min : { min, max }
}

/** What is wrong with a delay, or null. */
export function problemOfDelay({ kind, min, max }: EditableDelay): string | null {
  return kind === 'range' && min > max ? 'The first must not be more than the second.' : null
}

export function editableAnswer(answer: SimpleAnswer): EditableAnswer {
  return {
    status: answer.status === undefined ? '' : String(answer.status),
    source: sourceOf(answer),
    json: answer.body === undefined ? '' : JSON.stringify(answer.body, null, 2),
    text: answer.text ?? '',
    example: answer.example ?? '',
    generate: answer.generate ?? '',
    headers: Object.entries(answer.headers ?? {}).map(([name, value]) => ({ name, value })),
    delay: editableDelay(answer.delay),
    fault: answer.fault ?? '',
  }
}

function sourceOf(answer: SimpleAnswer): BodySource {
  if (answer.body !== undefined) return 'json'
  if (answer.text !== undefined) return 'text'
  return answer.example === undefined ? 'generated' : 'example'
}

/** The answer that a form stands for. Only of forms without problems. */
export function answerOf(form: EditableAnswer): SimpleAnswer {
  const headers = form.headers.filter(({ name }) => name !== '')
  const delay = delayOf(form.delay)
  return {
    ...(form.status !== '' && { status: Number(form.status) }),
    ...(headers.length > 0 && {
      headers: Object.fromEntries(headers.map(({ name, value }) => [name, value])),
    }),
    // What JSON.parse answers is JSON.
    ...(form.source === 'json' && { body: JSON.parse(form.json) as SimpleAnswer['body'] }),
    ...(form.source === 'text' && { text: form.text }),
    ...(form.source === 'example' && { example: form.example }),
    ...(form.source === 'generated' && form.generate !== '' && { generate: form.generate }),
    ...(delay !== undefined && { delay }),
    ...(form.fault !== '' && { fault: form.fault }),
  }
}

/** What keeps a form from being saved, by field. */
export function problemsOfAnswer(form: EditableAnswer): AnswerProblems {
  const problems: AnswerProblems = {}
  const status = Number(form.status)
  if (form.status !== '' && !(Number.isInteger(status) && status >= 200 && status <= 599)) {
    problems.status = 'A status is a number from 200 to 599.'
  }
  if (form.source === 'json' && !isJson(form.json)) problems.json = 'This is not JSON yet.'
  if (form.source === 'example' && form.example === '') problems.example = 'Choose an example.'
  const names = form.headers.map(({ name }) => name.toLowerCase()).filter((name) => name !== '')
  if (names.some((name) => !/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(name))) {
    problems.headers = 'A header name has letters, digits and hyphens only.'
  } else if (new Set(names).size < names.length) {
    problems.headers = 'A header is given twice.'
  }
  const delay = problemOfDelay(form.delay)
  if (delay) problems.delay = delay
  return problems
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    // Being typed.
    return false
  }
}
