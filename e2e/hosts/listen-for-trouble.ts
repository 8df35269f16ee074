import type { Client } from '../../src-main/cli/connect.ts'

/** What a window would be told from now on of what goes wrong by itself. */
export async function listenForTrouble(client: Client): Promise<string[]> {
  const told: string[] = []
  const facts = await client.workspace.facts()
  void collect().catch(() => undefined)
  return told

  /** Until the engine ends. */
  async function collect(): Promise<void> {
    for await (const fact of facts) {
      if (fact.type === 'error.occurred') told.push(fact.message)
    }
  }
}
