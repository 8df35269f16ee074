import type { IncomingHttpHeaders } from 'node:http'
import type { TraceStep, Violation } from '#contract/log-entry.ts'
import type { Operation } from '#engine/specs/mock-api.ts'
import type { RequestHead } from '../exchange.ts'
import type { AnswerRecord, RequestRecord } from '../log/request-record.ts'
import { createTeller, type Told } from './tell-once.ts'

/** A record of a worker on its way into the log. */
export interface FinishedRecord {
  /** In milliseconds of a clock that all processes of the machine share, before the answer was written. */
  finishedAt: number
  record: RequestRecord
}

/** What an answer is and why. Values alone, in this order: names would be most of the text. A character of the body is a byte. */
type WrittenAnswer = [
  operation: string | null,
  violations: readonly Violation[] | 0,
  status: number,
  headers: AnswerRecord['headers'],
  body: string | null,
  size: number,
  reason: string,
  trace: readonly TraceStep[],
  scenario: string,
]

type WrittenHead = [method: string, url: string, headers: IncomingHttpHeaders, clientIp: string]

type WrittenRecord = [
  finishedAt: number,
  at: number,
  durationMs: number,
  body: string,
  size: number,
  head: Told<WrittenHead>,
  answer: Told<WrittenAnswer>,
]

interface WrittenBatch {
  /** The numbers begin at 0 again. */
  forget: boolean
  /** What gets the next numbers. */
  heads: WrittenHead[]
  answers: WrittenAnswer[]
  records: WrittenRecord[]
}

/** What both sides remember at most, of heads and of answers. */
const mostKnown = 1_000
const mostAnswerBytes = 8_388_608

/**
 * Makes the function that writes records as text for another process. A head or an answer that comes again is told once
 * and then by a number: clients repeat themselves, and most requests of a mock get one of few answers. JSON in one
 * string is cheaper than cloning objects.
 */
export function createRecordWriter(): (
  finished: readonly FinishedRecord[],
  bodyLimit: number,
) => string {
  let answerBytes = 0
  const heads = createTeller(writtenHead)
  const answers = createTeller((answer: AnswerRecord, limit) => {
    answerBytes += answer.body?.length ?? 0
    return writtenAnswer(answer, limit)
  })

  return (finished, limit) => {
    const isFull =
      heads.count() >= mostKnown || answers.count() >= mostKnown || answerBytes >= mostAnswerBytes
    if (isFull) {
      heads.forget()
      answers.forget()
      answerBytes = 0
    }
    const records = finished.map(
      ({ finishedAt, record }): WrittenRecord => [
        finishedAt,
        record.at,
        record.durationMs,
        record.requestBody.length === 0 ? '' : bytesOf(record.requestBody, limit),
        record.requestSize,
        heads.tell(record.head, limit),
        answers.tell(record.answer, limit),
      ],
    )
    const batch: WrittenBatch = {
      forget: isFull,
      heads: heads.takeNew(),
      answers: answers.takeNew(),
      records,
    }
    return JSON.stringify(batch)
  }
}

/** Makes the function that reads what one writer wrote, text by text in its order. */
export function createRecordReader(
  operationNamed: (id: string) => Operation | null,
): (text: string) => FinishedRecord[] {
  let heads: RequestHead[] = []
  let answers: AnswerRecord[] = []
  const nothing = Buffer.alloc(0)
  const noViolations: readonly Violation[] = []

  return (text) => {
    // The text is that of a writer of the same build.
    const batch = JSON.parse(text) as WrittenBatch
    if (batch.forget) {
      heads = []
      answers = []
    }
    heads.push(...batch.heads.map(readHead))
    answers.push(...batch.answers.map((told) => ({ ...readAnswer(told), isShared: true })))
    return batch.records.map(
      ([finishedAt, at, durationMs, body, requestSize, head, answer]): FinishedRecord => ({
        finishedAt,
        record: {
          at,
          durationMs,
          requestSize,
          head: typeof head === 'number' ? told(heads, head) : readHead(head),
          requestBody: body === '' ? nothing : Buffer.from(body, 'latin1'),
          answer: typeof answer === 'number' ? told(answers, answer) : readAnswer(answer),
        },
      }),
    )
  }

  function readAnswer([operation, violations, status, headers, body, ...rest]: WrittenAnswer) {
    const [size, reason, trace, scenario] = rest
    return {
      operation: operation === null ? null : operationNamed(operation),
      violations: violations === 0 ? noViolations : violations,
      status,
      headers,
      size,
      reason,
      trace,
      scenario,
      body: body === null ? null : Buffer.from(body, 'latin1'),
    }
  }
}

function readHead([method, url, headers, clientIp]: WrittenHead): RequestHead {
  const question = url.indexOf('?')
  return {
    method,
    url,
    headers,
    clientIp,
    path: question === -1 ? url : url.slice(0, question),
    rawQuery: question === -1 ? '' : url.slice(question + 1),
  }
}

function told<Known>(known: readonly Known[], number: number): Known {
  const found = known[number]
  if (found === undefined) throw new Error(`A worker names ${number}, which it never told.`)
  return found
}

function writtenHead({ method, url, headers, clientIp }: RequestHead): WrittenHead {
  return [method, url, headers, clientIp]
}

function writtenAnswer(answer: AnswerRecord, limit: number): WrittenAnswer {
  const { operation, violations, status, headers, body, size, reason, trace, scenario } = answer
  return [
    operation?.id ?? null,
    violations.length === 0 ? 0 : violations,
    status,
    headers,
    body && bytesOf(body, limit),
    size,
    reason,
    trace,
    scenario,
  ]
}

/** A few bytes more than the log keeps are enough to see that it was longer, and to end at a character. */
function bytesOf(body: Buffer, limit: number): string {
  return body.toString('latin1', 0, limit + 4)
}
