import type { StateCommand } from '../channel-messages.ts'
import { SteeringError } from '../server/steering-error.ts'
import type { StateKeeper } from './state-keeper.ts'

/** Most items of one page. */
const mostItems = 1_000

/** Carries out what the process that started the server, or a client of its admin port, asks of the state. */
export async function steerState(state: StateKeeper, command: StateCommand): Promise<unknown> {
  await state.prepare()
  switch (command.do) {
    case 'report':
      return state.report()
    case 'items': {
      const { limit, offset } = command
      const isCount = (value: number, most: number) =>
        Number.isInteger(value) && value >= 0 && value <= most
      if (!isCount(limit, mostItems) || !isCount(offset, Number.MAX_SAFE_INTEGER)) {
        throw new SteeringError(
          'INVALID_INPUT',
          `limit must be a whole number from 0 to ${mostItems}, offset one from 0.`,
        )
      }
      return state.items(command.collection, { offset, limit })
    }
    case 'reset':
      state.reset()
      return state.report()
    case 'snapshot':
      return state.snapshot(checkedName(command.name))
    case 'rollback':
      return state.rollback(checkedName(command.name))
    case 'correct':
      state.correct(command.corrections)
      return state.report()
  }
}

function checkedName(name: unknown): string | undefined {
  if (name === undefined) return undefined
  if (typeof name === 'string' && /^[\w.-]{1,60}$/.test(name)) return name
  throw new SteeringError(
    'INVALID_INPUT',
    'A snapshot is named by 1 to 60 letters, digits, dots, hyphens and underscores.',
  )
}
