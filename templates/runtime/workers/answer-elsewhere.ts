import type { Operation } from '#engine/specs/mock-api.ts'
import type { Answer, Match, ReadRequest, ReceivedRequest } from '../exchange.ts'
import type { LiveMock } from '../server/live-mock.ts'
import type { PrimaryQuestions } from './ask-primary.ts'
import { placeOfDecision } from './place-of-decision.ts'

/** Makes the function by which a worker gets the answers that it cannot decide alone; null for all others. */
export function createElsewhere(parts: {
  mock: LiveMock
  questions: Pick<PrimaryQuestions, 'nextCall' | 'answerTo'>
  isStored: (operation: Operation) => boolean
}): (match: Match, read: ReadRequest, received: ReceivedRequest) => Promise<Answer> | null {
  const { mock, questions, isStored } = parts
  const { mockApi, book } = mock

  return (match, read, received) => {
    const settings = mock.settings()
    switch (placeOfDecision({ match, read, received }, { mockApi, book, settings, isStored })) {
      case 'worker':
        return null
      case 'primary':
        return questions.answerTo(received)
      case 'numbered worker':
        return questions
          .nextCall()
          .then((call) => mock.answerer().answer(match, read, received, call))
    }
  }
}
