import type { EventEmitter } from 'node:events'

/**
 * Makes a double loud: reading or setting a member it does not have is an error, so that nothing of
 * Electron is believed to work silently. `then` is read by `await` and may be absent.
 */
export function faithful<Double extends object>(name: string, double: Double): Double {
  const require = (target: Double, member: string | symbol) => {
    if (typeof member === 'string' && member !== 'then' && !(member in target)) {
      throw new Error(`The desktop double has no ${name}.${member}.`)
    }
  }
  return new Proxy(double, {
    get(target, member, receiver) {
      require(target, member)
      const value: unknown = Reflect.get(target, member, receiver)
      return typeof value === 'function' ? value.bind(target) : value
    },
    set(target, member, value) {
      require(target, member)
      return Reflect.set(target, member, value)
    },
  })
}

/** Makes listening to an event that the double never emits an error as well. */
export function onlyEvents<Emitter extends EventEmitter>(
  name: string,
  emitter: Emitter,
  events: readonly string[],
): Emitter {
  emitter.on('newListener', (event: string | symbol) => {
    if (event === 'newListener' || events.includes(String(event))) return
    throw new Error(`The desktop double has no event "${String(event)}" of ${name}.`)
  })
  return emitter
}

/** An event of Electron whose default a listener can prevent. */
export interface CancellableEvent {
  defaultPrevented: boolean
  preventDefault(): void
}

export function createEvent<Details extends object>(
  details: Details = {} as Details,
): CancellableEvent & Details {
  return {
    ...details,
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true
    },
  }
}
