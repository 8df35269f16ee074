import type { IncomingHttpHeaders } from 'node:http'

/** Sessions remembered; the one that was not heard of for longest is forgotten first. */
const mostSessions = 1_000

const longestSession = 200

/** Which scenario a client wants, by the header of this request or of an earlier one of its session. */
export interface SessionScenarios {
  /** Undefined for the active scenario. */
  askedBy(headers: IncomingHttpHeaders): string | undefined
}

/**
 * Remembers what `X-Mock-Scenario` named in a session (`X-Mock-Session`), so that later requests of that session get it
 * too. An empty name ends that.
 */
export function createSessionScenarios(): SessionScenarios {
  const chosen = new Map<string, string>()

  function keep(session: string, scenario: string | undefined): string | undefined {
    chosen.delete(session)
    if (scenario === undefined || scenario === '') return undefined
    chosen.set(session, scenario)
    const [oldest] = chosen.keys()
    if (chosen.size > mostSessions && oldest !== undefined) chosen.delete(oldest)
    return scenario
  }

  return {
    askedBy(headers) {
      const named = headers['x-mock-scenario']?.toString()
      const session = headers['x-mock-session']?.toString().slice(0, longestSession)
      if (session === undefined || session === '') return named || undefined
      return keep(session, named ?? chosen.get(session))
    },
  }
}
