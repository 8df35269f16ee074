import type { Scenario } from '#contract/scenario.ts'
import type { ServerSettings, WorkersState } from '#contract/server.ts'
import type { StateCorrections } from '#contract/state.ts'
import type { PackedEntries } from './log/packed-entries.ts'

/** What a mock server tells the process that started it. */
export type MessageFromServer =
  | { type: 'ready'; port: number; adminPort: number }
  /** It could not listen, or none of its workers can answer, and is about to exit. */
  | { type: 'failed'; code: string; port: number | null; message: string }
  /** At most one message each 100 ms and 500 entries; `dropped` were given up because the queue was full. */
  | { type: 'logged'; batch: number; entries: PackedEntries; dropped: number }
  /** The active scenario or the scenario files were changed through its admin port. */
  | { type: 'scenarioChanged'; active: string }
  /** What is stored was changed; at most a few messages a second. */
  | { type: 'stateChanged' }
  /** A worker was lost, or one more answers. Servers of one process do not send it. */
  | { type: 'workersChanged'; workers: WorkersState }
  | { type: 'reply'; id: number; data?: unknown; error?: { code: string; message: string } }

/** What can be asked of the state. */
export type StateCommand =
  | { do: 'report' }
  | { do: 'items'; collection: string; limit: number; offset: number }
  | { do: 'reset' }
  | { do: 'snapshot'; name?: string | undefined }
  | { do: 'rollback'; name?: string | undefined }
  | { do: 'correct'; corrections: StateCorrections }

/** What a mock server can be told. Each message with an `id` is answered by a `reply` when it has taken effect. */
export type MessageToServer =
  | { type: 'activateScenario'; id: number; name: string }
  | { type: 'reloadScenarios'; id: number; scenarios: Scenario[]; active: string }
  | { type: 'applySettings'; id: number; settings: ServerSettings }
  /** The reply carries what the command gives. */
  | { type: 'steerState'; id: number; command: StateCommand }
  /** A batch is stored; the server may send further ones. */
  | { type: 'acknowledge'; batch: number }
  | { type: 'stop'; id: number }

/**
 * A program that runs a server in its own process, in the place of the one that forks it. The server finds it
 * under `Symbol.for('mockloop.host')` in the global object; stopping and signals are then the host's affair.
 */
export interface ServerHost {
  /** Whether it wants the log: `logged` messages, which it acknowledges. */
  wantsLog: boolean
  /** What a server of several workers runs as one of them. */
  workerProgram?: { file: string; args: readonly string[] } | undefined
  receive(message: MessageFromServer): void
  /** Set by the server when it listens to the host. */
  tell?: (message: MessageToServer) => void
}
