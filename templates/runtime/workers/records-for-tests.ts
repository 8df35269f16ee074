import type { RequestHead } from '../exchange.ts'
import type { AnswerRecord, RequestRecord } from '../log/request-record.ts'

type Given = Partial<Omit<RequestRecord, 'head' | 'answer'>> & {
  head?: Partial<RequestHead>
  answer?: Partial<AnswerRecord>
}

/** A record as a server makes it, with what a test says of it. */
export function recordWith({ head, answer, ...given }: Given = {}): RequestRecord {
  return {
    at: 1,
    durationMs: 1,
    requestBody: Buffer.alloc(0),
    requestSize: 0,
    ...given,
    head: headWith(head),
    answer: answerWith(answer),
  }
}

export function headWith(given: Partial<RequestHead> = {}): RequestHead {
  const url = given.url ?? '/books'
  const [path = '', rawQuery = ''] = url.split(/\?(.*)/s)
  return { method: 'GET', url, path, rawQuery, headers: {}, clientIp: '127.0.0.1', ...given }
}

export function answerWith(given: Partial<AnswerRecord> = {}): AnswerRecord {
  return {
    operation: null,
    violations: [],
    status: 200,
    headers: [],
    body: null,
    size: 0,
    reason: 'because',
    trace: [],
    scenario: 'happy',
    ...given,
  }
}
