import type { Scenario, ScenarioSummary } from '#contract/scenario.ts'
import type { ServerSettings } from '#contract/server.ts'
import type { MockApi, Operation } from '#engine/specs/mock-api.ts'
import { createAnswerer } from '../answer/create-answerer.ts'
import { createGenerator } from '../generate/generate-value.ts'
import { createRequestReader } from '../request/read-request.ts'
import { createRouter } from '../routing/route-operations.ts'
import { createScenarioBook, type ScenarioBook } from '../scenarios/scenario-book.ts'
import { createSchemaStore } from '../schemas/schema-store.ts'
import type { MockState } from '../state/create-state.ts'
import type { openCollections } from '../state/open-collections.ts'
import { createStateKeeper, type StateKeeper } from '../state/state-keeper.ts'
import type { ProjectFiles } from './project-files.ts'
import { SteeringError } from './steering-error.ts'

type Reader = ReturnType<typeof createRequestReader>
type Answerer = ReturnType<typeof createAnswerer>
type Router = ReturnType<typeof createRouter>

/** The mock while it runs: what answers, and what can be changed about it without a restart. */
export interface LiveMock {
  mockApi: MockApi
  router: Router
  settings(): ServerSettings
  reader(): Reader
  answerer(): Answerer
  activeScenario(): string
  scenarios(): ScenarioSummary[]
  scenario(name: string): Scenario | null
  /** All scenarios with their rules; the list is another one after a change. */
  allScenarios(): readonly Scenario[]
  /** The scenarios in play. */
  book: ScenarioBook
  /** Whether the state answers an operation. */
  isStored(operation: Operation): boolean
  /** Takes effect with the next request and survives a restart. Throws a SteeringError for an unknown name. */
  activate(name: string): void
  /** Adds a scenario or puts it in the place of its namesake, and writes its file. */
  putScenario(scenario: Scenario): void
  /** Takes over scenarios that the caller has already written to their files. */
  replaceScenarios(scenarios: Scenario[], active: string): void
  /** What is stored, and how it is steered. */
  state: StateKeeper
  /** Takes over what can change while running; ports, host and workers cannot. */
  applySettings(settings: ServerSettings): void
}

/** Puts the parts together that turn a request into an answer. */
export function createLiveMock(options: {
  mockApi: MockApi
  settings: ServerSettings
  scenarios: Scenario[]
  files: ProjectFiles
  /** Told about what only costs durability, such as a folder that cannot be written to. */
  warn: (message: string) => void
  /** Told after what is stored was changed. */
  stateChanged?: () => void
  /** Loaded beforehand where `stateful` is on. */
  openCollections?: typeof openCollections | null
}): LiveMock {
  const { mockApi, files, warn } = options
  const router = createRouter(mockApi)
  const store = createSchemaStore(mockApi.schemas)
  let all = withHappy(options.scenarios)
  const book = createScenarioBook({ scenarios: all, active: known(options.settings.scenario) })
  let settings = { ...options.settings, scenario: book.activeName() }
  const state = createStateKeeper({
    mockApi,
    store,
    files,
    warn,
    changed: options.stateChanged ?? (() => {}),
    openCollections: options.openCollections ?? null,
    // A correction changes which operations the state answers.
    rebuilt: () => {
      parts = createParts()
    },
  })
  let parts = createParts()

  function createParts(): { reader: Reader; answerer: Answerer; stored: MockState | null } {
    const generator = createGenerator({ store, seed: settings.seed, locale: settings.locale })
    const stored = state.use({ settings, generator })
    return {
      stored,
      reader: createRequestReader({
        mockApi,
        store,
        validate: settings.validate !== 'off',
        strict:
          settings.credentials === 'strict'
            ? { keys: settings.credentialKeys, jwtKeys: settings.jwtKeys }
            : undefined,
      }),
      answerer: createAnswerer({
        mockApi,
        store,
        generator,
        settings,
        scenarios: book,
        state: stored,
      }),
    }
  }

  function known(name: string): string {
    if (all.some((scenario) => scenario.name === name)) {
      return name
    }
    warn(`Cannot use scenario "${name}": the project has none of that name. "happy" is active.`)
    return 'happy'
  }

  function activate(name: string): void {
    if (!all.some((scenario) => scenario.name === name)) {
      const names = all.map((scenario) => scenario.name).join(', ')
      throw new SteeringError(
        'NOT_FOUND',
        `Cannot activate scenario "${name}": there is none of that name. Choose one of ${names}.`,
      )
    }
    book.activate(name)
    settings = { ...settings, scenario: name }
  }

  function save(write: () => void): void {
    try {
      write()
    } catch (error) {
      warn(`The change holds until the server stops, but cannot be saved: ${String(error)}`)
    }
  }

  return {
    mockApi,
    router,
    settings: () => settings,
    reader: () => parts.reader,
    answerer: () => parts.answerer,
    activeScenario: () => book.activeName(),
    scenarios: () =>
      all.map(({ name, description, derived, rules }) => ({
        name,
        description,
        derived,
        ruleCount: rules.length,
        active: name === book.activeName(),
      })),
    scenario: (name) => all.find((scenario) => scenario.name === name) ?? null,
    allScenarios: () => all,
    book,
    isStored: (operation) => parts.stored?.covers(operation) ?? false,
    activate(name) {
      activate(name)
      save(() => files.saveActiveScenario(name))
    },
    putScenario(scenario) {
      if (all.some(({ name, derived }) => name === scenario.name && derived)) {
        throw new SteeringError(
          'CONFLICT',
          `Cannot change scenario "${scenario.name}": it is made from the spec. Save it under another name.`,
        )
      }
      all = [...all.filter(({ name }) => name !== scenario.name), scenario].sort(byName)
      book.replaceAll(all, book.activeName())
      save(() => files.saveScenario(scenario))
    },
    replaceScenarios(scenarios, active) {
      const before = all
      all = withHappy(scenarios)
      if (!all.some((scenario) => scenario.name === active)) {
        all = before
        throw new SteeringError(
          'NOT_FOUND',
          `Cannot activate scenario "${active}": it is not among the new ones. Name one that is.`,
        )
      }
      book.replaceAll(all, active)
      settings = { ...settings, scenario: active }
    },
    applySettings(next) {
      const { host, port, adminPort, workers } = settings
      if (next.scenario !== book.activeName()) {
        activate(next.scenario)
      }
      const before = settings
      settings = { ...next, host, port, adminPort, workers }
      try {
        parts = createParts()
      } catch (error) {
        settings = before
        throw error
      }
    },
    state,
  }
}

/** The scenario without rules is always there, so that there is something to go back to. */
function withHappy(scenarios: Scenario[]): Scenario[] {
  const sorted = [...scenarios].sort(byName)
  return sorted.some(({ name }) => name === 'happy')
    ? sorted
    : [
        {
          name: 'happy',
          description: 'Every operation succeeds',
          derived: true,
          rules: [],
          defaults: {},
        },
        ...sorted,
      ]
}

function byName(a: Scenario, b: Scenario): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0
}
