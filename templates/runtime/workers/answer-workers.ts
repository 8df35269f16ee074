import type { Answer, ReceivedRequest } from '../exchange.ts'
import { isMatch } from '../routing/route-operations.ts'
import type { LiveMock } from '../server/live-mock.ts'
import type { WorkerQuestion, WorkerReply } from './worker-messages.ts'

/**
 * Answers the questions of workers in the order in which they come, as a server of one process would answer the
 * requests. `reply` gets them together, except where reading a request takes longer.
 */
export function answerWorkers(
  questions: readonly WorkerQuestion[],
  mock: LiveMock,
  reply: (replies: WorkerReply[]) => void,
): void {
  const replies: WorkerReply[] = []
  for (const question of questions) {
    const { id } = question
    const failed = (error: unknown): WorkerReply => ({
      id,
      error: error instanceof Error ? error.message : String(error),
    })
    try {
      const answer = question.about === 'call' ? null : decide(question.received, mock)
      if (answer === null) {
        replies.push({ id, call: mock.answerer().nextCall() })
      } else if (answer instanceof Promise) {
        answer.then(
          (late) => reply([{ id, answer: portable(late) }]),
          (error: unknown) => reply([failed(error)]),
        )
      } else {
        replies.push({ id, answer: portable(answer) })
      }
    } catch (error) {
      replies.push(failed(error))
    }
  }
  if (replies.length > 0) reply(replies)
}

function decide(received: ReceivedRequest, mock: LiveMock): Answer | Promise<Answer> {
  const found = mock.router.find(received.method, received.path, received.rawQuery)
  if (!isMatch(found)) return mock.answerer().miss(found, received)
  const read = mock.reader().read(found.operation, found, received)
  return read instanceof Promise
    ? read.then((late) => mock.answerer().answer(found, late, received))
    : mock.answerer().answer(found, read, received)
}

/** The worker prepares the wire form itself; it would only be sent twice. */
function portable({ wire: _wire, ...answer }: Answer): Omit<Answer, 'wire'> {
  return answer
}
