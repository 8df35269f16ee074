import { isDeepStrictEqual } from 'node:util'
import type { ServerSettings } from '#contract/server.ts'
import type {
  ServerStateReport,
  StateCorrections,
  StateSnapshot,
  StoredItem,
} from '#contract/state.ts'
import type { MockApi } from '#engine/specs/mock-api.ts'
import type { Generator } from '../generate/generate-value.ts'
import type { SchemaStore } from '../schemas/schema-store.ts'
import type { ProjectFiles } from '../server/project-files.ts'
import { SteeringError } from '../server/steering-error.ts'
import { checkCorrections } from './check-corrections.ts'
import type { MockState } from './create-state.ts'
import type { ApiCollections, openCollections } from './open-collections.ts'
import { createSaver } from './save-state.ts'
import { createSnapshots } from './snapshots.ts'
import { readStoredState, storedState } from './stored-state.ts'

/** The state of a server over changes of its settings and corrections: switched on and off, steered, saved. */
export interface StateKeeper {
  /** Loads what the state is made of; everything below needs it. Without state it is never loaded. */
  prepare(): Promise<void>
  /** Takes over settings; answers the state, or null while it is off. Throws an Error for a broken corrections file. */
  use(parts: { settings: ServerSettings; generator: Generator }): MockState | null
  report(): ServerStateReport
  /** Stored items of a collection, those of a page. */
  items(
    collection: string,
    cut: { offset: number; limit: number },
  ): { total: number; items: StoredItem[] }
  reset(): void
  snapshot(name?: string): StateSnapshot
  rollback(name?: string): StateSnapshot
  /** Takes corrections over and writes them to `data/collections.json`. What is stored starts anew. */
  correct(corrections: unknown): void
  /**
   * Takes over what was written to `data/collections.json` by hand; true when that says something new. Throws an Error
   * for a broken file, and the corrections stay as they were.
   */
  reread(): boolean
  /** Writes what is not yet saved. */
  flush(): void
}

export function createStateKeeper(options: {
  mockApi: MockApi
  store: SchemaStore
  files: ProjectFiles
  warn: (message: string) => void
  /** Called after each change of what is stored. */
  changed: () => void
  /** Called when another state has taken the place of the one that `use` answered. */
  rebuilt: () => void
  /** Given when the state is on from the start; otherwise `prepare` loads it. */
  openCollections: typeof openCollections | null
}): StateKeeper {
  const { mockApi, store, files, warn } = options
  let api: ApiCollections | null = options.openCollections?.({ mockApi, store }) ?? null
  const snapshots = createSnapshots()
  const saver = createSaver(() => {
    if (current !== null) files.saveState(storedState(current.state.current()))
  }, warn)
  let corrections: StateCorrections | null = null
  let current: { state: MockState; generator: Generator } | null = null
  let settings: ServerSettings | null = null
  /** What was saved is read once, at the start. */
  let mayLoad = true

  function collections(): ApiCollections {
    if (api === null) throw new Error('The state was asked before it was prepared.')
    return api
  }

  /** Corrections are read when they are first needed: without state nobody looks at the file. */
  function known(): StateCorrections {
    corrections ??= checkCorrections(files.readCorrections() ?? {}, 'data/collections.json')
    return corrections
  }

  function takeOver(next: StateCorrections): void {
    corrections = next
    current = null
    mayLoad = false
    options.rebuilt()
    changed()
  }

  function changed(): void {
    if (settings?.stateSave) saver.soon()
    options.changed()
  }

  function load(state: MockState): void {
    try {
      const saved = files.readState()
      if (saved !== null) state.restore(readStoredState(saved))
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      warn(`Cannot use data/state.json: ${why}. The seeds are used instead; delete the file.`)
    }
  }

  function running(): MockState {
    if (settings?.stateful && current !== null) return current.state
    throw new SteeringError(
      'CONFLICT',
      'The server keeps no state. Switch it on with the setting "stateful".',
    )
  }

  return {
    async prepare() {
      const module = await import('./open-collections.ts')
      api ??= module.openCollections({ mockApi, store })
    },

    use(parts) {
      settings = parts.settings
      if (!settings.stateful) return null
      const { generator } = parts
      const before = current
      const state = collections().open(known(), { generator, seed: settings.seed, changed })
      if (before !== null) state.restore(before.state.contents())
      else if (settings.stateSave && mayLoad) load(state)
      mayLoad = false
      current = { state, generator }
      if (settings.stateSave && before !== null) saver.soon()
      return state
    },

    report() {
      const isOn = settings?.stateful === true && current !== null
      const described = isOn ? running().report() : collections().describe(known())
      return {
        stateful: isOn,
        saved: settings?.stateSave === true,
        collections: described,
        snapshots: snapshots.list(),
        left: isOn ? running().left() : 0,
        corrections: known(),
      }
    },

    items: (collection, cut) => running().items(collection, cut),

    reset() {
      running().reset()
    },

    snapshot(name) {
      const snapshot = snapshots.add(running().contents(), name)
      options.changed()
      return snapshot
    },

    rollback(name) {
      const state = running()
      const { snapshot, contents } = snapshots.find(name)
      state.restore(contents)
      changed()
      return snapshot
    },

    correct(given) {
      const next = checked(given)
      try {
        collections().corrected(next)
      } catch (error) {
        throw invalid(error)
      }
      files.saveCorrections(next)
      takeOver(next)
    },

    reread() {
      // What nobody has asked for yet is read when somebody does.
      if (corrections === null) return false
      const next = checkCorrections(files.readCorrections() ?? {}, 'data/collections.json')
      if (isDeepStrictEqual(next, corrections)) return false
      collections().corrected(next)
      takeOver(next)
      return true
    },

    flush: () => saver.now(),
  }
}

function checked(given: unknown): StateCorrections {
  try {
    return checkCorrections(given, 'corrections')
  } catch (error) {
    throw invalid(error)
  }
}

function invalid(error: unknown): SteeringError {
  return new SteeringError('INVALID_INPUT', error instanceof Error ? error.message : String(error))
}
