import type { Answer, ReceivedRequest } from '../exchange.ts'
import type { MessageFromWorker, WorkerQuestion, WorkerReply } from './worker-messages.ts'

/** Asks the primary what only it can decide. */
export interface PrimaryQuestions {
  nextCall(): Promise<number>
  answerTo(received: ReceivedRequest): Promise<Answer>
  take(replies: readonly WorkerReply[]): void
}

type WithoutId<Question> = Question extends { id: number } ? Omit<Question, 'id'> : never

/** Questions of one turn of the event loop go in one message, since messages cost more than what is in them. */
export function createPrimaryQuestions(
  send: (message: MessageFromWorker) => void,
): PrimaryQuestions {
  const open = new Map<number, PromiseWithResolversOf<WorkerReply>>()
  let waiting: WorkerQuestion[] = []
  let lastId = 0

  function ask(question: WithoutId<WorkerQuestion>): Promise<WorkerReply> {
    lastId += 1
    if (waiting.length === 0) setImmediate(sendWaiting)
    waiting.push({ ...question, id: lastId })
    const reply = withResolvers<WorkerReply>()
    open.set(lastId, reply)
    return reply.promise
  }

  function sendWaiting(): void {
    const questions = waiting
    waiting = []
    send({ type: 'ask', questions })
  }

  return {
    async nextCall() {
      const reply = await ask({ about: 'call' })
      if ('call' in reply) return reply.call
      throw unexpected(reply)
    },
    async answerTo(received) {
      const reply = await ask({ about: 'answer', received })
      if ('answer' in reply) return reply.answer
      throw unexpected(reply)
    },
    take(replies) {
      for (const reply of replies) {
        open.get(reply.id)?.resolve(reply)
        open.delete(reply.id)
      }
    },
  }
}

interface PromiseWithResolversOf<Value> {
  promise: Promise<Value>
  resolve(value: Value): void
}

/** `Promise.withResolvers` came with Node 22. */
function withResolvers<Value>(): PromiseWithResolversOf<Value> {
  let resolve: (value: Value) => void = () => {}
  const promise = new Promise<Value>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}

function unexpected(reply: WorkerReply): Error {
  return new Error('error' in reply ? reply.error : 'The primary answered another question.')
}
