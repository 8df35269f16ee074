import type { StateSnapshot } from '#contract/state.ts'
import { SteeringError } from '../server/steering-error.ts'
import type { ShelfContents } from './shelf.ts'

/** Most snapshots that are kept; the oldest goes first. */
const mostSnapshots = 20

/** What was stored at moments that the user chose. They last as long as the server runs. */
export interface Snapshots {
  list(): StateSnapshot[]
  /** Keeps the contents under a name, in the place of what had it before. */
  add(contents: ShelfContents, name?: string): StateSnapshot
  /** By name, or the newest. Throws a SteeringError when there is none. */
  find(name?: string): { snapshot: StateSnapshot; contents: ShelfContents }
}

export function createSnapshots(): Snapshots {
  let kept: { snapshot: StateSnapshot; contents: ShelfContents }[] = []

  function freeName(): string {
    for (let number = 1; ; number++) {
      const name = `snapshot-${number}`
      if (!kept.some(({ snapshot }) => snapshot.name === name)) return name
    }
  }

  return {
    list: () => kept.map(({ snapshot }) => ({ ...snapshot })),

    add(contents, name = freeName()) {
      const snapshot = { name, at: Date.now(), items: countOf(contents) }
      const others = kept.filter((each) => each.snapshot.name !== name)
      kept = [...others, { snapshot, contents }].slice(-mostSnapshots)
      return { ...snapshot }
    },

    find(name) {
      const found =
        name === undefined ? kept.at(-1) : kept.find(({ snapshot }) => snapshot.name === name)
      if (found !== undefined) return found
      const wanted = name === undefined ? '' : ` to snapshot "${name}"`
      const names = kept.map(({ snapshot }) => `"${snapshot.name}"`).join(', ')
      throw new SteeringError(
        'NOT_FOUND',
        `Cannot roll back${wanted}: ${names === '' ? 'there is no snapshot. Make one first.' : `known are ${names}. Name one of them.`}`,
      )
    },
  }
}

function countOf(contents: ShelfContents): number {
  let sum = 0
  for (const shelves of contents.values()) {
    for (const { items } of shelves.values()) sum += items.size
  }
  return sum
}
