import type { Operation } from '#engine/specs/mock-api.ts'
import type { Answer } from '../exchange.ts'
import { type AnswerMemory, createAnswerMemory } from './answer-memory.ts'

/** Values of `Accept` for which the answer of an operation is kept; real clients send a handful. */
export const acceptsKept = 12

/** Answers that nothing in a request decides but its operation, its `Accept` and whether it is HEAD. */
export interface SharedAnswers {
  /** `circumstances` stands for all else that led to the answer, which is kept as long as it lives. */
  recall(
    circumstances: object,
    request: { operation: Operation; accept: string | undefined; isHead: boolean },
    make: () => Answer,
  ): Answer
}

/** Remembers answers under what led to them. */
export function createSharedAnswers(): SharedAnswers {
  const known = new WeakMap<object, Record<'get' | 'head', AnswerMemory<Answer>>>()
  return {
    recall(circumstances, { operation, accept, isHead }, make) {
      let memories = known.get(circumstances)
      if (memories === undefined) {
        memories = { get: createAnswerMemory(acceptsKept), head: createAnswerMemory(acceptsKept) }
        known.set(circumstances, memories)
      }
      return memories[isHead ? 'head' : 'get'].recall(operation, accept ?? '', make)
    },
  }
}
